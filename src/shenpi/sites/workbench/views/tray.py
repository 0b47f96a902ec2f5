"""The work list: what must I do next, and by when."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shenpi.apps import timekeeping
from shenpi.apps.casework import queries
from shenpi.core.worktime import Light
from shenpi.sites.common.access import staff
from shenpi.sites.workbench import inputs

SIZE = 20


@staff()
def tray(request: HttpRequest) -> HttpResponse:
    """Show the person's open tasks, own, lent and of the window's pool, soonest first; filters stay in the address."""
    now = timekeeping.now()
    light = request.GET.get("light", "")
    light = light if light in {each.value for each in Light} else ""
    found = queries.worklist(request.user, now, light=light, after=_after(request), limit=SIZE)
    last = found.tasks[-1] if found.tasks else None
    context = {
        "tasks": found.tasks,
        "lights": queries.lights(request.user, now),
        "light": light,
        "next": f"{last.due_at.isoformat()}~{last.id}" if last and last.due_at and found.more else "",
    }
    return render(request, "workbench/tray.html", context)


def _after(request: HttpRequest) -> tuple[datetime, object] | None:
    """Read the last task of the page before; a damaged address begins at the top."""
    due, _sep, key = request.GET.get("after", "").partition("~")
    try:
        moment = datetime.fromisoformat(due.replace(" ", "+"))
    except ValueError:
        return None
    identifier = inputs.uuid(key)
    return (moment, identifier) if identifier and moment.tzinfo else None

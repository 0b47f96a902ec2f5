"""The work list: what must I do next, and by when."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from shenpi.apps import timekeeping
from shenpi.apps.casework import tray as lists
from shenpi.core.worktime import Light
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.workbench import deeds, inputs

SIZE = 20
SAVED = "tray_filter"
"""Where the session keeps the filter, so that the list is the same after each act; `?all=1` lets go of it."""
LIGHTS = (Light.RED, Light.YELLOW, Light.GREEN)


@staff()
@require_GET
def tray(request: StaffRequest) -> HttpResponse:
    """Show the open tasks, own, lent and of the window's pool, soonest first; the filter stays until let go."""
    now = timekeeping.now()
    act, light = _filter(request)
    found = lists.tasks(request.holdings, now, light=light, act=act, after=_after(request), limit=SIZE)
    counts = lists.counts(request.holdings, now, act=act)
    context = {
        "tasks": found.tasks,
        "acts": [(each, deeds.STEPS.get(each, each), count) for each, count in counts.acts.items()],
        "lights": counts.lights,
        "counted": lists.COUNTED if counts.capped else 0,
        "act": act,
        "act_title": deeds.STEPS.get(act, act),
        "light": light,
        "filtered": bool(act or light),
        "begun": "after" in request.GET,
        "next": _next(found),
    }
    return render(request, "workbench/tray.html", context)


def _filter(request: StaffRequest) -> tuple[str, str]:
    """Return act and light asked for, else those saved; what is neither is no filter."""
    asked = request.GET
    if "all" in asked:
        request.session.pop(SAVED, None)
        return "", ""
    if "act" not in asked and "light" not in asked:
        saved = request.session.get(SAVED, ["", ""])
        return saved[0], saved[1]
    act, light = asked.get("act", ""), asked.get("light", "")
    chosen = [act if act in deeds.STEPS else "", light if light in {each.value for each in LIGHTS} else ""]
    if request.session.get(SAVED) != chosen:
        request.session[SAVED] = chosen
    return chosen[0], chosen[1]


def _next(found: lists.Tray) -> str:
    """Return where the next page begins, or nothing after the last task."""
    if not found.more:
        return ""
    last = found.tasks[-1]
    return f"{last.due_at.isoformat() if last.due_at else ''}~{last.id}"


def _after(request: StaffRequest) -> tuple[datetime | None, UUID] | None:
    """Read where the page before ended; a damaged address begins at the top."""
    due, _sep, key = request.GET.get("after", "").partition("~")
    identifier = inputs.uuid(key)
    if identifier is None:
        return None
    if not due:
        return None, identifier
    try:
        moment = datetime.fromisoformat(due.replace(" ", "+"))
        # In UTC, since PostgreSQL knows no offset beyond 16 hours.
        return (moment.astimezone(UTC), identifier) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None

"""The work list: what must I do next, and by when."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shenpi.apps import timekeeping
from shenpi.apps.casework import intake_queries, saved_views
from shenpi.apps.casework import tray as lists
from shenpi.apps.errors import Invalid
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.workbench import deeds, inputs
from shenpi.sites.workbench import narrowing as narrowings
from shenpi.sites.workbench.views.bulk import BULK

SIZE = 20


@staff()
@require_GET
def tray(request: StaffRequest) -> HttpResponse:
    """Show the open tasks, own, lent and of the window's pool, soonest first; the filter stays until let go."""
    now = timekeeping.now()
    narrowing = narrowings.of(request)
    act, narrowed = narrowing.act, narrowing.narrowed
    found = lists.tasks(
        request.holdings,
        now,
        light=narrowing.light,
        act=act,
        narrowed=narrowed,
        after=_after(request),
        limit=SIZE,
    )
    counts = lists.counts(request.holdings, now, act=act, narrowed=narrowed)
    context = {
        "tasks": found.tasks,
        "acts": [(each, deeds.STEPS.get(each, each), count) for each, count in counts.acts.items()],
        "lights": counts.lights,
        "counted": lists.COUNTED if counts.capped else 0,
        "narrowing": narrowing,
        "choices": lists.choices(request.holdings),
        "views": [(view, narrowings.read(view.filters)) for view in saved_views.of(request.user)],
        "bulk": BULK.get(act, ""),
        "act_title": deeds.STEPS.get(act, act),
        "begun": "after" in request.GET,
        "next": _next(found),
        "offered": intake_queries.offered_papers(request.user),
    }
    return render(request, "workbench/tray.html", context)


@staff()
@require_POST
def views(request: StaffRequest) -> HttpResponse:
    """Keep the present filters as a view of one's own, or forget one."""
    gone = inputs.uuid(request.POST.get("forget", ""))
    if gone is not None:
        saved_views.forget(gone, by=request.user)
        messages.success(request, _("视图已删除。"))
        return redirect("work_tray")
    narrowing = narrowings.read(request.POST)
    try:
        saved_views.keep(by=request.user, name=request.POST.get("name", ""), filters=vars(narrowing))
    except Invalid as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("视图已保存，以后在待办上方一点就是。"))
    return redirect(f"{reverse('work_tray')}?{narrowing.but()}")


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

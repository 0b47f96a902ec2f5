"""The executive meeting's desk: what awaits it, its agendas, and where its minutes are written."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, agenda
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.exchange.pumping import settle
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.workbench import inputs
from shenpi.sites.workbench.inputs import Posted
from shenpi.sites.workbench.refused import NOTHING, Refused, refused


@staff("secretary", "leader")
@require_http_methods(["GET", "POST"])
def desk(request: StaffRequest) -> HttpResponse:
    """Show what awaits the executive meeting (D3-051), and put the ticked cases on its agenda."""
    if request.method == "GET":
        return _page(request)
    try:
        done = _arrange(request)
    except Invalid as refusal:
        return _page(request, refused(request, refusal, "arrange"))
    if done:
        settle()
        words = ngettext("已排入议程 %(count)d 件。", "已排入议程 %(count)d 件。", done)
        messages.success(request, words % {"count": done})
    return redirect("work_meetings")


def _page(request: StaffRequest, said: Refused = NOTHING) -> HttpResponse:
    served = {held.agency_id for held in request.holdings if held.role in ("secretary", "leader")}
    now = timekeeping.now()
    context = {
        "agenda": agenda.of(served, now),
        "now": now,
        "serves": request.holdings.may("arrange_meeting") is not None,
        "sheet": {"prefix": "arrange", "refused": said},
        "refused": said,
    }
    return render(
        request, "workbench/meetings.html", context, status=said.refusal.status if said.refusal else 200
    )


def _arrange(request: StaffRequest) -> int:
    """Put each ticked case on the agenda; returns how many. Raises Invalid with the fields to mend."""
    posted = Posted(request)
    held_at = posted.moment("held_on", "held_hour")
    place = posted.words("place", longest=100)
    chosen = [key for each in posted.chosen("cases")[: agenda.MOST] if (key := inputs.uuid(each))]
    if held_at is None:
        posted.fault("held_on", _("请填写日期和时间，如 2026-11-23 和 09:30"))
    if not chosen:
        posted.fault("cases", _("请勾选要上会的办件"))
    posted.check()
    if held_at is None:  # told by `check`; here for the types
        return 0
    done = 0
    for case_id in chosen:
        try:
            acts.arrange_meeting(case_id, by=request.user, held_at=held_at, place=place)
        except Invalid:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
        else:
            done += 1
    return done

"""补录: put a case on record that was handled in another system, with its own times (D1-008)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts
from shenpi.apps.errors import Invalid
from shenpi.apps.exchange.pumping import settle
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.workbench.inputs import Posted
from shenpi.sites.workbench.receipt_sheet import applicant
from shenpi.sites.workbench.refused import NOTHING, Refused, refused
from shenpi.sites.workbench.views.receive import received_here

if TYPE_CHECKING:
    from shenpi.apps.catalogue.models import ItemVersion

DAYS = ("received_at", "accepted_at", "decided_at", "completed_at")


@staff("acceptor")
@require_http_methods(["GET", "POST"])
def enter(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """Enter a case of the item after the fact."""
    version = received_here(request, version_id)
    if request.method == "GET":
        return _form(request, version)
    try:
        case = acts.enter_afterwards(_past(request, version), by=request.user)
    except Invalid as refusal:
        return _form(request, version, refused(request, refusal, "past"))
    settle()
    messages.success(request, _("已补录。本件标注“补录”，不计入时效统计。"))
    return redirect("work_case", case_id=case.id)


def _past(request: StaffRequest, version: ItemVersion) -> acts.Past:
    posted = Posted(request)
    filed_by = applicant(posted)
    past = acts.Past(
        version.pk,
        filed_by,
        {},
        source=posted.words("source", longest=60),
        source_number=posted.words("source_number", longest=60),
        reason=posted.words("reason", longest=300),
        ended=posted.words("ended", longest=16),
        received_at=_noon(posted.day("received_at")),
        accepted_at=_noon(posted.day("accepted_at")),
        decided_at=_noon(posted.day("decided_at")),
        completed_at=_noon(posted.day("completed_at")),
        document_number=posted.words("document_number", longest=80),
        materials=posted.materials(version),
    )
    posted.check()
    return past


def _noon(day: date | None) -> datetime | None:
    """Return the noon of a past day, or the present for today: the other system's hour is not asked for."""
    if day is None:
        return None
    return min(datetime.combine(day, time(12), timekeeping.SHANGHAI), timekeeping.now())


def _form(request: StaffRequest, version: ItemVersion, refused: Refused = NOTHING) -> HttpResponse:
    context = {"version": version, "refused": refused, "applicant": {}}
    status = refused.refusal.status if refused.refusal else 200
    return render(request, "workbench/enter_past.html", context, status=status)

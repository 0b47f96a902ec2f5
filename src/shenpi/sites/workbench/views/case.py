"""The case page: one file as a paper file would lie on the desk, and the acts that are mine to do."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, queries
from shenpi.apps.errors import NotFound, Refusal
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.organisation.acts.record import record
from shenpi.core.identifiers import show_case_number
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.workbench import beginnings, case_file, deeds, reckoning
from shenpi.sites.workbench.clocks import clocks
from shenpi.sites.workbench.inputs import Posted
from shenpi.sites.workbench.refused import NOTHING, Refused, refused


@staff()
@require_GET
def case_page(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Show a case; `?since=n` puts up what its n-th event issued, for printing."""
    since = request.GET.get("since", "")
    return _page(
        request, case_id, since=int(since) if since.isascii() and since.isdigit() and len(since) < 6 else 0
    )


@staff()
@require_http_methods(["GET", "POST"])
def do(request: StaffRequest, case_id: UUID, task_id: UUID, deed: str) -> HttpResponse:
    """Carry out a deed on a task; what cannot be done comes back with its reason and all that was typed."""
    if request.method == "GET":  # the address of a refused form, opened again
        return redirect("work_case", case_id=case_id)
    case = queries.case_for(request.holdings, case_id)
    try:
        task = queries.open_task(case, task_id)
        chosen = deeds.find(case, task, deed)
        chosen.perform(request, case, task)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, case_id, refused=refused(request, refusal, deed, task_id))
    settle()
    messages.success(
        request,
        _("已完成：%(act)s（%(number)s）") % {"act": chosen.label, "number": show_case_number(case.number)},
    )
    return redirect(f"{reverse('work_case', args=[case_id])}?since={case.event_seq + 1}")


@staff("acceptor", "handler", "office_head", "leader")
@require_http_methods(["GET", "POST"])
def withdraw(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Withdraw at the window on the applicant's request (D3-033)."""
    if request.method == "GET":
        return redirect("work_case", case_id=case_id)
    case = queries.case_for(request.holdings, case_id)
    posted = Posted(request)
    reason = posted.words("reason", longest=500)
    try:
        posted.check()
        acts.withdraw(case.id, by=request.user, reason=reason)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, case_id, refused=refused(request, refusal, "withdraw"))
    settle()
    messages.success(request, _("已办理撤回（%(number)s）") % {"number": show_case_number(case.number)})
    return redirect(f"{reverse('work_case', args=[case_id])}?since={case.event_seq + 1}")


@staff()
@require_http_methods(["GET", "POST"])
def begin(request: StaffRequest, case_id: UUID, key: str) -> HttpResponse:
    """Begin a proceeding beside the drawn process: special procedure, extension, changed opinion."""
    if request.method == "GET":
        return redirect("work_case", case_id=case_id)
    case = queries.case_for(request.holdings, case_id)
    beginning = beginnings.find(key)
    try:
        beginning.perform(request, case)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, case_id, refused=refused(request, refusal, key))
    settle()
    messages.success(
        request,
        _("已完成：%(act)s（%(number)s）")
        % {"act": beginning.label, "number": show_case_number(case.number)},
    )
    return redirect(f"{reverse('work_case', args=[case_id])}?since={case.event_seq + 1}")


@staff()
@require_GET
def due(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Explain every limit of the case, day by day."""
    case = queries.case_for(request.holdings, case_id)
    return render(request, "workbench/due.html", {"case": case, "clocks": clocks(case)})


@staff()
@require_GET
def due_pdf(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Give out the explanation of every limit on paper."""
    case = queries.case_for(request.holdings, case_id)
    answer = HttpResponse(reckoning.pdf(case), content_type="application/pdf")
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = content_disposition_header(False, reckoning.filename(case)) or "inline"
    return answer


@staff()
@require_http_methods(["GET", "POST"])
def reveal(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Show the applicant's identity number and telephone in full; who looked is recorded (D6-028)."""
    if request.method == "GET":
        return redirect("work_case", case_id=case_id)
    case = queries.content_for(request.holdings, case_id)
    record("personal_data.shown", by=request.user, subject=case.id, at=timekeeping.now(), number=case.number)
    if request.headers.get("HX-Request"):
        return render(request, "workbench/applicant.html", {"case": case, "revealed": True})
    return _page(request, case_id, revealed=True)


def _page(
    request: StaffRequest,
    case_id: UUID,
    *,
    refused: Refused = NOTHING,
    since: int = 0,
    revealed: bool = False,
) -> HttpResponse:
    case = queries.case_for(request.holdings, case_id)
    context = case_file.context(request.holdings, case, refused, since=since)
    status = refused.refusal.status if refused.refusal else 200
    return render(request, "workbench/case.html", {**context, "revealed": revealed}, status=status)

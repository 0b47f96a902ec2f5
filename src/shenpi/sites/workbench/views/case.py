"""The case page: one file as a paper file would lie on the desk, and the acts that are mine to do."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shenpi.apps.casework import acts, queries
from shenpi.apps.errors import Invalid
from shenpi.apps.exchange.pumping import settle
from shenpi.sites.common.access import staff
from shenpi.sites.workbench import case_file, deeds, inputs


@staff()
@require_GET
def case_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show a case."""
    return _page(request, case_id)


@staff()
@require_POST
def do(request: HttpRequest, case_id: UUID, task_id: UUID, deed: str) -> HttpResponse:
    """Carry out a deed on a task; input that can be corrected comes back with its messages and all that was typed."""
    case = queries.case_for(request.user, case_id)
    task, chosen = deeds.find(case, task_id, deed)
    try:
        chosen.perform(request, case, task)
    except Invalid as refusal:
        return _page(request, case_id, refusal=refusal, deed=deed, status=refusal.status)
    settle()
    messages.success(
        request, _("已完成：%(act)s（%(number)s）") % {"act": chosen.label, "number": case.number}
    )
    return redirect("work_case", case_id=case_id)


@staff("acceptor", "handler", "office_head", "leader")
@require_POST
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Withdraw at the window on the applicant's request (D3-033)."""
    case = queries.case_for(request.user, case_id)
    try:
        acts.withdraw(case.id, by=request.user, reason=inputs.words(request.POST, "reason"))
    except Invalid as refusal:
        return _page(request, case_id, refusal=refusal, deed="withdraw", status=refusal.status)
    settle()
    messages.success(request, _("已办理撤回（%(number)s）") % {"number": case.number})
    return redirect("work_case", case_id=case_id)


@staff()
@require_GET
def due(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Explain every limit of the case, day by day."""
    case = queries.case_for(request.user, case_id)
    return render(request, "workbench/due.html", {"case": case, "clocks": case_file.clocks(case)})


@staff()
@require_GET
def material(request: HttpRequest, case_id: UUID, material_id: UUID) -> HttpResponseBase:
    """Give out a material's file to those who may open the case."""
    case = queries.case_for(request.user, case_id)
    return case_file.material_response(case, material_id)


@staff()
@require_GET
def document(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Give out a document's PDF; it is rendered at once if its turn has not come yet."""
    case = queries.case_for(request.user, case_id)
    return case_file.document_response(case, document_id)


@staff()
@require_POST
def reveal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the applicant's identity number and telephone in full; who looked is recorded (D6-028)."""
    case = queries.case_for(request.user, case_id)
    case_file.record_reveal(request.user, case)
    return render(request, "workbench/applicant.html", {"case": case, "revealed": True})


def _page(
    request: HttpRequest,
    case_id: UUID,
    *,
    refusal: Invalid | None = None,
    deed: str = "",
    status: int = 200,
) -> HttpResponse:
    context: Mapping[str, Any] = {
        **case_file.context(request.user, case_id),
        "refusal": refusal,
        "deed": deed,
        "typed": request.POST if refusal else {},
    }
    return render(request, "workbench/case.html", context, status=status)

"""Several tasks at once, where the law asks for no judgement of each: dispatch as the item says, print vouchers."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from pypdf import PdfWriter

from shenpi.apps.casework import acts, queries
from shenpi.apps.documents import files, rendering
from shenpi.apps.documents import queries as documents
from shenpi.apps.errors import Refusal
from shenpi.apps.exchange.pumping import settle
from shenpi.core.identifiers import show_case_number
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.workbench import inputs

BULK = {"dispatch": "dispatch", "examine_formally": "vouchers"}
"""By the act that a list is narrowed to: what may be done to several of its tasks at once."""
MOST = 50


@staff()
@require_POST
def dispatch(request: StaffRequest) -> HttpResponse:
    """Send the chosen cases to the lead and co-offices that their items name; each is an act of its own (D3-038)."""
    done = 0
    for task_id in _chosen(request):
        task = queries.task(task_id)
        if task is None:
            continue  # somebody was here first: it is off the list
        offices = task.case.context["offices"]
        try:
            acts.dispatch(task.case_id, task.id, by=request.user, lead=offices["lead"], co=offices["co"])
        except Refusal as refusal:
            messages.error(request, f"{show_case_number(task.case.number)}：{refusal.message}")
        else:
            done += 1
    if not done:
        messages.error(request, _("没有可以分办的办件。请先勾选轮到您分办的办件。"))
        return redirect("work_tray")
    settle()
    words = ngettext("已按事项规定分办 %(count)d 件。", "已按事项规定分办 %(count)d 件。", done)
    messages.success(request, words % {"count": done})
    return redirect("work_tray")


@staff()
@require_POST
def vouchers(request: StaffRequest) -> HttpResponse:
    """Give out the receipt vouchers of the chosen cases as one PDF to print."""
    printed = PdfWriter()
    for task_id in _chosen(request):
        task = queries.task(task_id)
        if task is None:
            continue
        case = queries.content_for(request.holdings, task.case_id)
        for found in documents.of_case(case.id).filter(kind="receipt_voucher"):
            if found.file is None:
                rendering.render_now(found)
            if found.file is not None:
                with files.open_file(found.file.sha256) as content:
                    printed.append(BytesIO(content.read()))
    if not printed.pages:
        messages.error(request, _("没有可以打印的接件凭证。请先勾选办件。"))
        return redirect("work_tray")
    out = BytesIO()
    printed.write(out)
    answer = HttpResponse(out.getvalue(), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="vouchers.pdf"'
    return answer


def _chosen(request: StaffRequest) -> list[UUID]:
    found = [inputs.uuid(text) for text in request.POST.getlist("tasks")[:MOST]]
    return [key for key in found if key is not None]

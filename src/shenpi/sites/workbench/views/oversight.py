"""What supervision asks of us: orders to our office, files about us, and our answers (D10-017, D10-084)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from shenpi.apps import timekeeping
from shenpi.apps.errors import Refusal
from shenpi.apps.exchange import pumping
from shenpi.apps.oversight import acts, queries
from shenpi.sites.common.access import StaffRequest, staff

KINDS = {
    "order": lazy("督办"),
    "violation": lazy("违规查处"),
    "complaint": lazy("投诉"),
    "enquiry": lazy("咨询"),
    "rating": lazy("差评整改"),
}
ANSWERS = {
    "answer": lazy("答复督办"),
    "state": lazy("陈述申辩"),
    "appeal": lazy("申诉"),
    "explain": lazy("说明、答复"),
    "mend": lazy("报告整改结果"),
    "object": lazy("提出异议"),
    "publish": lazy("公开为常见问题（请写去掉个人信息的问题，答复照上次的答复）"),
    "unpublish": lazy("从常见问题撤下（请写明原因）"),
}
ENTRIES = {
    "issue": lazy("监察机构发出督办"),
    "answer": lazy("答复"),
    "approve": lazy("监察机构同意结案"),
    "reject": lazy("监察机构退回重办"),
    "escalate": lazy("报单位负责人"),
    "recall": lazy("监察机构撤回督办"),
    "open": lazy("监察机构立案"),
    "state": lazy("陈述申辩"),
    "uphold": lazy("监察机构认定违规"),
    "dismiss": lazy("监察机构不予认定"),
    "sanction": lazy("监察机构作出处理"),
    "appeal": lazy("申诉"),
    "confirm": lazy("监察机构维持处理"),
    "overturn": lazy("监察机构撤销处理"),
    "close": lazy("监察机构结案"),
    "lapse": lazy("逾期未答复"),
    "file": lazy("群众提出"),
    "ask": lazy("监察机构要求说明"),
    "explain": lazy("说明、答复"),
    "substantiate": lazy("监察机构认定投诉属实"),
    "substantiate_partly": lazy("监察机构认定投诉部分属实"),
    "find_unfounded": lazy("监察机构认定投诉不属实"),
    "maintain": lazy("复查维持"),
    "reopen": lazy("复查后重新调查"),
    "object": lazy("提出异议"),
    "set_aside": lazy("监察机构撤销认定"),
    "ask_again": lazy("咨询人追问"),
    "content": lazy("对方表示满意"),
    "publish": lazy("公开为常见问题"),
    "unpublish": lazy("从常见问题撤下"),
    "mend": lazy("报告整改结果"),
    "contest": lazy("评价人不认可整改"),
    "strike": lazy("监察机构认定评价不实，不计入"),
    "overrule": lazy("监察机构不采纳异议"),
    "verify": lazy("监察机构核实已整改"),
}


@staff()
@require_GET
def matters(request: StaffRequest) -> HttpResponse:
    """List the orders and files that concern the person or his office, the waiting ones first."""
    rows = [(row, KINDS[row.kind]) for row in queries.mine(request.user)]
    return render(request, "workbench/oversight.html", {"rows": rows, "now": timekeeping.now()})


@staff()
@require_http_methods(["GET", "POST"])
def matter(request: StaffRequest, matter_id: UUID) -> HttpResponse:
    """Show a matter's course; answer it when it is our turn."""
    refusal: Refusal | None = None
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("act", "text")}
        try:
            acts.answer(matter_id, given["act"], by=request.user, text=given["text"])
        except Refusal as error:
            refusal = error
        else:
            pumping.settle()
            messages.success(request, _("已送交监察机构。"))
            return redirect("work_oversight_matter", matter_id)
    found = queries.told(matter_id, request.user)
    context = {
        "told": found,
        "kind": KINDS[found.matter.kind],
        "entries": [(entry, ENTRIES[entry.act]) for entry in found.entries],
        "answers": [(act, ANSWERS[act]) for act in found.matter.answers] if found.may_answer else [],
        "refusal": refusal,
        "typed": request.POST,
        "now": timekeeping.now(),
    }
    return render(
        request, "workbench/oversight_matter.html", context, status=refusal.status if refusal else 200
    )

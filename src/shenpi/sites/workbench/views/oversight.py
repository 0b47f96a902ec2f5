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
from shenpi.apps.oversight import acts, queries
from shenpi.sites.common.access import StaffRequest, staff

KINDS = {"order": lazy("督办"), "violation": lazy("违规查处")}
ANSWERS = {"answer": lazy("答复督办"), "state": lazy("陈述申辩"), "appeal": lazy("申诉")}
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

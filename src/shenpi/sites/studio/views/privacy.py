"""Marking items private: of their cases others see counts alone (D1-021)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shenpi.apps.catalogue import acts, marks, processes
from shenpi.apps.errors import Refusal
from shenpi.apps.exchange.pumping import settle
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.studio import duties, verdicts


@staff(*duties.ASSIGNING)
@require_http_methods(["GET", "POST"])
def private_items(request: StaffRequest) -> HttpResponse:
    """List what is marked private; mark one more, or take the mark away."""
    refusal, private = None, request.POST.get("private") == "yes"
    chosen, reason = (request.POST.get(name, "").replace("\x00", "")[:500] for name in ("item", "reason"))
    if request.method == "POST":
        try:
            item = processes.handled_item(chosen)
            acts.mark_private(by=request.user, item=item, private=private, reason=reason)
            settle()
            words = _("“%(item)s”已标为隐私事项。") if private else _("“%(item)s”不再是隐私事项。")
            messages.success(request, words % {"item": item.name})
            return redirect("studio:private_items")
        except Refusal as refused:
            refusal = refused
    context = {
        "items": [each for each in processes.handled_items() if not each.item.is_private],
        "marked": marks.private_items(),
        "chosen": chosen,
        "reason": reason,
        "refusal": refusal,
        "faults": verdicts.faults(refusal),
    }
    return render(request, "studio/private_items.html", context, status=refusal.status if refusal else 200)

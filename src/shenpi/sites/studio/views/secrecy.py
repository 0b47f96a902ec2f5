"""Marking items secret: nothing of them is filed, received or shown here (D10-057)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shenpi.apps.casework import queries as casework
from shenpi.apps.catalogue import acts, marks, processes
from shenpi.apps.errors import Refusal
from shenpi.apps.exchange.pumping import settle
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.studio import duties, verdicts


@staff(*duties.ASSIGNING)
@require_http_methods(["GET", "POST"])
def secret_items(request: StaffRequest) -> HttpResponse:
    """List what is marked secret, with the cases that are still open; mark one more, or take the mark away."""
    refusal, secret = None, request.POST.get("secret") == "yes"
    chosen, reason = (request.POST.get(name, "").replace("\x00", "")[:500] for name in ("item", "reason"))
    if request.method == "POST":
        try:
            item = marks.named_item(chosen)
            acts.mark_secret(by=request.user, item=item, secret=secret, reason=reason)
            settle()
            words = _("“%(item)s”已标为涉密事项。") if secret else _("“%(item)s”不再是涉密事项。")
            messages.success(request, words % {"item": item.name})
            return redirect("studio:secret_items")
        except Refusal as refused:
            refusal = refused
    marked = marks.secret_items()
    open_cases = casework.open_by_item([item.pk for item in marked])
    context = {
        "items": processes.handled_items(),
        "marked": [{"item": item, "open": open_cases.get(item.pk, 0)} for item in marked],
        "chosen": chosen,
        "reason": reason,
        "refusal": refusal,
        "faults": verdicts.faults(refusal),
    }
    return render(request, "studio/secret_items.html", context, status=refusal.status if refusal else 200)

"""Giving a process to an item: from its next version on, applications follow it; cases keep theirs."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shenpi.apps.catalogue import acts, processes, promises
from shenpi.apps.errors import Refusal
from shenpi.apps.exchange.pumping import settle
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.studio import duties, verdicts


@staff(*duties.ASSIGNING)
@require_http_methods(["GET", "POST"])
def assign(request: StaffRequest, process_id: UUID) -> HttpResponse:
    """Choose an item and publish its next version on this process."""
    version = processes.version(process_id)
    refusal, short, chosen = None, "", request.POST.get("item", "")
    if request.method == "POST":
        try:
            item = processes.handled_item(chosen)
            knowingly = request.POST.get("knowingly") == chosen
            acts.assign_process(by=request.user, item=item, process=version, knowingly=knowingly)
            settle()
            messages.success(
                request, _("已发布“%(item)s”的新版本，新受理的申请按这个流程办理。") % {"item": item.name}
            )
            return redirect("studio:version", process_id=version.pk)
        except Refusal as refused:
            refusal = refused
            if refused.code == acts.PROMISE_SHORT and item.current:
                (found,) = promises.shortfalls(version, [item.current]).values()
                short = verdicts.either(found.to_json())
    context = {
        "process": version,
        "items": processes.handled_items(),
        "chosen": chosen,
        "refusal": refusal,
        "short": short,
        "faults": verdicts.faults(refusal),
    }
    return render(request, "studio/assign.html", context, status=refusal.status if refusal else 200)

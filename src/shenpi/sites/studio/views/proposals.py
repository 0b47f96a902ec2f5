"""Handing in and deciding: the diagram beside the published one, its proof, and the second pair of eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shenpi.apps.catalogue import acts, processes
from shenpi.apps.errors import Refusal
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.posting import form_only
from shenpi.sites.studio import duties, pages, verdicts

if TYPE_CHECKING:
    from shenpi.apps.catalogue.models import ProcessProposal


@staff(*duties.DRAWING)
@form_only
def propose(request: StaffRequest, drawing_id: UUID) -> HttpResponse:
    """Hand a draft in for approval; what stands against it is said on the drawing board."""
    words = request.POST.get("words", "").replace("\x00", "").strip()
    revision = pages.revision(request.POST.get("revision"))
    try:
        made = acts.propose_process(by=request.user, draft_id=drawing_id, revision=revision, words=words)
    except Refusal as refusal:
        if refusal.status not in (409, 422):
            raise
        messages.error(request, str(refusal.message))
        return redirect("studio:draw", drawing_id=drawing_id)
    messages.success(request, _("已送审，等待另一个人核准。"))
    return redirect("studio:proposal", proposal_id=made.pk)


@staff(*duties.READING)
@require_GET
def proposal(request: StaffRequest, proposal_id: UUID) -> HttpResponse:
    """Show what was handed in, with its proof and what may be done with it."""
    return _page(request, processes.proposal(proposal_id))


@staff(*duties.APPROVING)
@require_POST
def approve(request: StaffRequest, proposal_id: UUID) -> HttpResponse:
    """Publish what was handed in."""
    version = acts.approve_process(by=request.user, proposal_id=proposal_id)
    named = {"name": version.name, "version": version.version}
    messages.success(request, _("已核准发布：%(name)s 第 %(version)s 版") % named)
    return redirect("studio:version", process_id=version.pk)


@staff(*duties.APPROVING)
@form_only
def send_back(request: StaffRequest, proposal_id: UUID) -> HttpResponse:
    """Give it back to be mended."""
    reason = request.POST.get("reason", "").replace("\x00", "")
    try:
        acts.return_process(by=request.user, proposal_id=proposal_id, reason=reason)
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return _page(request, processes.proposal(proposal_id), refusal)
    messages.success(request, _("已退回修改。"))
    return redirect("studio:proposal", proposal_id=proposal_id)


@staff(*duties.DRAWING)
@require_POST
def withdraw(request: StaffRequest, proposal_id: UUID) -> HttpResponse:
    """Take it back before it is decided."""
    acts.withdraw_process(by=request.user, proposal_id=proposal_id)
    messages.success(request, _("已撤回送审。"))
    return redirect("studio:proposal", proposal_id=proposal_id)


def _page(request: StaffRequest, found: ProcessProposal, refusal: Refusal | None = None) -> HttpResponse:
    newest = processes.newest(found.key)
    roles, pending = request.holdings.roles(), found.decision == "pending"
    context = {
        "proposal": found,
        "proof": verdicts.kept(found),
        "newest": newest if newest and newest.pk != found.version_id else None,
        "drew": str(request.user.pk) in found.authors,
        "may_decide": pending and bool(roles & set(duties.APPROVING)),
        "may_withdraw": pending
        and found.proposed_by_id == request.user.pk
        and bool(roles & set(duties.DRAWING)),
        "refusal": refusal,
        "faults": verdicts.faults(refusal),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "studio/proposal.html", context, status=refusal.status if refusal else 200)

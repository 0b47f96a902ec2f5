"""Deciding on a proposal: whoever drew a process never approves it, in no capacity (four eyes)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps.catalogue.models import ProcessDraft, ProcessProposal, ProcessVersion
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Stale
from shenpi.apps.organisation.acts import record
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.queries import holdings
from shenpi.apps.timekeeping import now

from .publish_process import publish_process

_Decision = ProcessProposal.Decision


@transaction.atomic
def approve_process(*, by: Person, proposal_id: UUID) -> ProcessVersion:
    """Publish what was handed in as the next version; its report and results stay with it.

    The draft goes if it has not changed since, else it goes on from the new version. Raises NotFound, Stale when it is
    decided already; NotAllowed without the right, and to everybody who drew it, or who stands in for such a one.
    """
    moment, proposal = now(), _pending(proposal_id)
    _guard_approver(by, proposal, moment)
    version = publish_process(proposal.key, proposal.bpmn.encode())
    _decide(proposal, _Decision.APPROVED, by=by, at=moment, version=version)
    draft = ProcessDraft.objects.select_for_update(of=("self",)).filter(key=proposal.key).first()
    if draft is not None and draft.revision == proposal.revision:
        draft.delete()
    elif draft is not None:
        draft.based_on = version
        draft.save(update_fields=["based_on"])
    return version


@transaction.atomic
def return_process(*, by: Person, proposal_id: UUID, reason: str) -> ProcessProposal:
    """Give a proposal back to be mended, with the reason. Raises as `approve_process`, Invalid without a reason."""
    moment, proposal = now(), _pending(proposal_id)
    _guard_approver(by, proposal, moment)
    if not 0 < len(reason.strip()) <= 500:
        words = _("请写明退回的原因，最多 500 字。")
        raise Invalid("process.reason", words, fields={"reason": [words]})
    _decide(proposal, _Decision.RETURNED, by=by, at=moment, reason=reason.strip())
    return proposal


@transaction.atomic
def withdraw_process(*, by: Person, proposal_id: UUID) -> ProcessProposal:
    """Take a proposal back before it is decided. Raises NotFound, Stale; NotAllowed to anybody but who handed it in."""
    moment, proposal = now(), _pending(proposal_id)
    if proposal.proposed_by_id != by.pk:
        raise NotAllowed("process.not_yours", _("只有送审的人可以撤回送审。"))
    _decide(proposal, _Decision.WITHDRAWN, by=by, at=moment)
    return proposal


def _pending(proposal_id: UUID) -> ProcessProposal:
    found = ProcessProposal.objects.select_for_update(of=("self",)).filter(pk=proposal_id).first()
    if found is None:
        raise NotFound("process.no_proposal", _("没有这份送审稿。"))
    if found.decision != _Decision.PENDING:
        raise Stale("process.decided", _("这份送审稿已经办过了，请刷新页面看结果。"))
    return found


def _guard_approver(by: Person, proposal: ProcessProposal, moment: datetime) -> None:
    usable = [held for held in holdings(by, moment) if held.allows("approve_process")]
    if not usable:
        raise NotAllowed("process.may_not_approve", _("您没有核准流程的权限，请联系法制审核人员或审改人员。"))
    if str(by.pk) in proposal.authors:
        raise NotAllowed("process.four_eyes", _("您参与画过这份流程图，须由另一个人核准。"))
    if all(str(held.principal_id) in proposal.authors for held in usable):
        raise NotAllowed("process.four_eyes", _("授权给您的人参与画过这份流程图，须由另一个人核准。"))


def _decide(
    proposal: ProcessProposal,
    decision: str,
    *,
    by: Person,
    at: datetime,
    reason: str = "",
    version: ProcessVersion | None = None,
) -> None:
    proposal.decision, proposal.decided_by, proposal.decided_at = decision, by, at
    proposal.reason, proposal.version = reason, version
    proposal.save(update_fields=["decision", "decided_by", "decided_at", "reason", "version"])
    record(
        f"process.{decision}",
        by=by,
        subject=proposal.key,
        at=at,
        proposal=str(proposal.pk),
        version=version.version if version else None,
        reason=reason,
    )

"""行政处罚决定: the agency's head punishes, does not punish, or hands the case to the courts of justice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import dues, opinions, papers, penalties, proceedings, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.penalties import Content, Verdict
from shenpi.apps.casework.states import Outcome, State
from shenpi.apps.casework.unit import Unit, on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import rules

OUTCOMES = {
    Verdict.PUNISH: Outcome.PUNISHED,
    Verdict.EXEMPT: Outcome.EXEMPT,
    Verdict.DISMISS: Outcome.EXEMPT,
    Verdict.TRANSFER: Outcome.MOVED,
}
PAPERS = {
    Verdict.PUNISH: "penalty_decision",
    Verdict.EXEMPT: "penalty_exemption",
    Verdict.DISMISS: "penalty_exemption",
    Verdict.TRANSFER: "case_transfer",
}


@dataclass(frozen=True)
class Imposed:
    """The penalty as the head sets it, and how it was discussed where it must be (art. 57.2)."""

    sorts: Sequence[str] = ()
    fine: str = ""
    gains: str = ""
    discussed: str = ""


def decide_penalty(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    reason: str,
    basis: str = "",
    imposed: Imposed | None = None,
) -> None:
    """Decide on the result of the investigation (行政处罚法 art. 57): `reason` and, to punish, `basis` are written.

    A penalty is never heavier than the party was told, nor is one imposed that the party was not told of (art. 44,
    45.2, 62). A weighty one is discussed by the heads together (art. 57.2). Raises Invalid, Refusal, NotAllowed.
    """
    given = imposed or Imposed()
    signed = opinions.with_reason(
        verdict, choices=tuple(Verdict.values), basis_for=Verdict.PUNISH, reason=reason, basis=basis
    )
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "decide_penalty")
        actor = for_task(unit, by, task, "decide_penalty")
        opinions.guard_own(unit, by)
        proceedings.guard_decision(unit)
        proposal = unit.case.context["penalty"]
        content = _content(proposal, given, punish=verdict == Verdict.PUNISH)
        gone = proceedings.abandon(unit)
        unit.set(
            state=State.DECIDED,
            outcome=OUTCOMES[Verdict(verdict)].value,
            decided_at=unit.now,
            context={**unit.case.context, "proposal": verdict},
        )
        days = rules.FINE_PAYMENT.limit.amount
        dues.impose(unit, content.owed, days, fine=content.fine)
        facts = _facts(unit, signed, verdict, content, proposal)
        paper = papers.issue(unit, PAPERS[Verdict(verdict)], **facts)
        more = {"imposed": content.on_paper(), "discussed": given.discussed.strip()}
        told = {
            "outcome": unit.case.outcome,
            "imposed": content.as_json(),
            "closed": gone,
            "documents": [paper],
        }
        steps.complete(
            unit,
            task,
            actor,
            steps.Signed(verdict, "", signed.reason, signed.basis, more),
            "case.decided",
            told,
        )


def _content(proposal: dict[str, Any], given: Imposed, *, punish: bool) -> Content:
    """Return what is imposed, after holding it against what was told."""
    if not punish:
        return penalties.NOTHING
    content = penalties.content(given.sorts, given.fine, given.gains)
    penalties.guard_not_heavier(penalties.read(proposal), content)
    if proposal["major"] and not given.discussed.strip():
        words: list[Message] = [_("请写明集体讨论的时间、参加人和结论")]
        raise Invalid(
            "not_discussed",
            _("情节复杂或者重大的违法行为，应当由行政机关负责人集体讨论决定。"),
            fields={"discussed": words},
        )
    return content


def _facts(
    unit: Unit, signed: steps.Signed, verdict: str, content: Content, proposal: dict[str, Any]
) -> dict[str, Any]:
    case = unit.case
    return {
        "address": case.applicant.get("address", ""),
        "party_number": case.applicant.get("id_number", ""),
        "facts": proposal["facts"],
        "evidence": proposal["evidence"],
        "violated": proposal["violated"],
        "reason": signed.reason,
        "basis": signed.basis,
        "dismissed": verdict == Verdict.DISMISS,
        "heard": case.context.get("heard", ""),
        "imposed": content.on_paper(),
        "owed": str(content.owed) if content.owed else "",
        "fine": bool(content.fine),
    }

"""签发: the leader grants or refuses."""

from uuid import UUID

from shenpi.apps.casework import opinions, papers, proceedings, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.states import Outcome, State
from shenpi.apps.casework.unit import on_case
from shenpi.apps.organisation.models import Person


def decide(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    text: str = "",
    reason: str = "",
    basis: str = "",
) -> None:
    """Decide "grant" or "refuse" (行政许可法 art. 37, 38; D3-049 to D3-057).

    A refusal needs reason and basis and is issued at once with both remedies; a grant is issued at once unless a
    fee is due, which is notified first (D3-054, D3-055). While a special procedure or a hearing runs, its result is
    waited for; what else was asked for beside the process falls away. Raises Refusal, Invalid.
    """
    signed = opinions.signed(
        verdict, positive="grant", negative="refuse", text=text, reason=reason, basis=basis
    )
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "decide", "joint_review")
        actor = for_task(unit, by, task, "decide")
        proceedings.guard_decision(unit)
        gone = proceedings.abandon(unit)
        granted = verdict == "grant"
        unit.set(
            state=State.DECIDED,
            outcome=(Outcome.GRANTED if granted else Outcome.REFUSED).value,
            decided_at=unit.now,
        )
        documents = []
        if not granted:
            documents.append(papers.issue(unit, "refusal_decision", reason=signed.reason, basis=signed.basis))
        elif not unit.case.context["fee_due"]:
            documents.append(papers.issue(unit, "grant_decision", decision=signed.text, basis=signed.basis))
        facts = {"outcome": unit.case.outcome, "documents": documents, "closed": gone}
        steps.complete(unit, task, actor, signed, "case.decided", facts)

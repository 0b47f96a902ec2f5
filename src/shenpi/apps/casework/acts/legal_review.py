"""法制审核: no penalty in a weighty case before its lawyers have found it in order."""

from uuid import UUID

from shenpi.apps.casework import opinions, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.organisation.models import Person


def legal_review(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    text: str = "",
    reason: str = "",
    basis: str = "",
) -> None:
    """Sign "agree" or "disagree" (行政处罚法 art. 58); what did not pass goes back to the investigation.

    Raises NotAllowed for who investigated the case, Invalid for a refusal without reason and basis.
    """
    signed = opinions.signed(
        verdict, positive="agree", negative="disagree", text=text, reason=reason, basis=basis
    )
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "legal_review")
        actor = for_task(unit, by, task, "legal_review")
        opinions.guard_own(unit, by)
        steps.complete(unit, task, actor, signed, "step.ended")

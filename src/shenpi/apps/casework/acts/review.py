"""初审: the office head's preliminary opinion."""

from uuid import UUID

from shenpi.apps.casework import opinions, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.organisation.models import Person


def review(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    text: str = "",
    reason: str = "",
    basis: str = "",
) -> None:
    """Sign the preliminary opinion ("agree" or "disagree") of one office (D3-045).

    Raises NotAllowed when the same person examined: nobody reviews their own step.
    """
    signed = opinions.signed(
        verdict, positive="agree", negative="disagree", text=text, reason=reason, basis=basis
    )
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "review")
        actor = for_task(unit, by, task, "review")
        opinions.guard_own(unit, by, task.instance)
        opinions.guard_chair(unit, by)
        reviewers = {*unit.case.context.get("reviewers", ()), str(by.pk)}
        unit.set(context={**unit.case.context, "reviewers": sorted(reviewers)})
        steps.complete(unit, task, actor, signed, "step.ended")

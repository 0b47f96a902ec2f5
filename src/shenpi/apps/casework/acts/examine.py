"""审查: the handler's substantive examination and opinion."""

from uuid import UUID

from shenpi.apps.casework import opinions, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.organisation.models import Person


def examine(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    text: str = "",
    reason: str = "",
    basis: str = "",
) -> None:
    """Sign the examination opinion ("agree" or "disagree") for one office (D3-039, D3-041 to D3-044)."""
    signed = opinions.signed(
        verdict, positive="agree", negative="disagree", text=text, reason=reason, basis=basis
    )
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "examine")
        actor = for_task(unit, by, task, "examine")
        examiners = {**unit.case.context.get("examiners", {}), task.instance: str(by.pk)}
        unit.set(context={**unit.case.context, "examiners": examiners})
        steps.complete(unit, task, actor, signed, "step.ended")

"""提出处理意见: who took it finds out the facts, and proposes what becomes of what was taken."""

from uuid import UUID

from shenpi.apps.casework import opinions, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.seizures import Verdict
from shenpi.apps.casework.unit import on_case
from shenpi.apps.organisation.models import Person


def propose_disposal(
    case_id: UUID, task_id: UUID, *, by: Person, verdict: str, reason: str, basis: str = ""
) -> None:
    """Propose to release, forfeit, destroy or transfer (行政强制法 art. 27), with what was found out as the reason.

    What is kept from the party for good needs its basis. Raises Invalid.
    """
    signed = opinions.with_reason(
        verdict,
        choices=tuple(Verdict.values),
        basis_for="" if verdict == Verdict.RELEASE else verdict,
        reason=reason,
        basis=basis,
    )
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "propose_disposal")
        actor = for_task(unit, by, task, "propose_disposal")
        unit.set(context={**unit.case.context, "proposal": verdict, "examiners": {"": str(by.pk)}})
        steps.complete(unit, task, actor, signed, "step.ended")

"""视为受理: five silent working days after receipt the filing counts as accepted from the day of receipt."""

from datetime import datetime
from uuid import UUID

from shenpi.apps.casework import scanning, steps
from shenpi.apps.casework.acts.accept import begin_decision_clock
from shenpi.apps.casework.models import Case, CorrectionRequest
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import SYSTEM, on_case


def deem_accepted(case_id: UUID) -> bool:
    """Accept by lapse of time, dated back to receipt (行政许可法 art. 32.4; D10-031); the system acts and says why.

    What was supplemented was received with the supplement: the applicant's own days are none of the agency's.
    Returns False, without a change, when somebody answered in the meantime.
    """
    with on_case(case_id, None) as unit:
        case = unit.case
        if case.state != State.RECEIVED or case.answer_due_at is None or case.answer_due_at >= unit.now:
            return False
        task = next((task for task in unit.tasks.values() if task.act == "examine_formally"), None)
        if task is None:
            return False
        facts = begin_decision_clock(unit, _received_at(case), SYSTEM)
        signed = steps.Signed(
            "accept", "视为受理：自收到申请材料之日起五个工作日内未告知补正，依法视为受理。"
        )
        steps.complete(unit, task, SYSTEM, signed, "case.deemed_accepted", facts)
        scanning.begin(unit)
    return True


def _received_at(case: Case) -> datetime:
    """Return when the filing was received as it stands now."""
    if not case.context.get("corrected"):
        return case.received_at
    supplied_at = CorrectionRequest.objects.values_list("supplied_at", flat=True).get(case_id=case.pk)
    return supplied_at or case.received_at

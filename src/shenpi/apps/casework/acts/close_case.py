"""结案: a case that the agency began by itself is done with."""

from uuid import UUID

from shenpi.apps.casework import steps
from shenpi.apps.casework.acts.order_rectification import guard_close
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import on_case
from shenpi.apps.organisation.models import Person


def close_case(case_id: UUID, task_id: UUID, *, by: Person, text: str = "") -> None:
    """Close the case: the decision was served and performed, or there is nothing to perform (行政处罚法 art. 47).

    Raises Refusal while something that was ordered is still to be looked at again.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "close_case")
        actor = for_task(unit, by, task, "close_case")
        guard_close(unit)
        unit.set(state=State.COMPLETED, completed_at=unit.now)
        steps.complete(unit, task, actor, steps.Signed("closed", text.strip()), "case.concluded")

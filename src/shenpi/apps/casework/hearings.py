"""Where a hearing lives: in a proceeding beside the process (licences), or in steps that it draws itself (penalties).

The drawn one keeps what was appointed in the case's `context["hearing"]`.
"""

from collections.abc import Mapping
from typing import Any

from shenpi.apps.casework import proceedings, steps
from shenpi.apps.casework.models import Case, Proceeding, Task
from shenpi.apps.casework.unit import Actor, Unit


def drawn(task: Task) -> bool:
    """Tell whether the process itself draws the step."""
    return task.element not in proceedings.elements()


def appointed(case: Case, found: Proceeding | None) -> dict[str, Any]:
    """Return time, place and chair as appointed; empty before."""
    told: dict[str, Any] = found.facts if found else case.context.get("hearing", {})
    return told


def begun(unit: Unit, task: Task) -> Proceeding | None:
    """Return the proceeding that a step belongs to; None where the process draws it. Raises Stale."""
    return None if drawn(task) else proceedings.of_task(unit, task)


def go_on(
    unit: Unit,
    found: Proceeding | None,
    task: Task,
    actor: Actor,
    signed: steps.Signed,
    event: str,
    told: Mapping[str, Any],
    *,
    keep: Mapping[str, Any] | None = None,
    outcome: str = "",
) -> None:
    """Finish a step of the hearing and record `event`; `keep` is what was appointed."""
    if found is not None:
        found.facts |= keep or {}
        proceedings.complete(unit, found, task, actor, signed, event, told, outcome=outcome)
        return
    if keep:
        unit.set(context={**unit.case.context, "hearing": dict(keep)})
    steps.complete(unit, task, actor, signed, event, told)

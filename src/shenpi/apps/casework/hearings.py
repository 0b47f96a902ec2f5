"""Where a hearing lives: in a proceeding beside the process (licences), or in steps that it draws itself (penalties).

The drawn one keeps what was appointed in the case's `context["hearing"]`.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import certificates, items, proceedings, steps
from shenpi.apps.casework.models import Case, Proceeding, Task
from shenpi.apps.casework.unit import Actor, Unit
from shenpi.apps.errors import Refusal, worded


def prescribed(case: Case) -> str:
    """Return which rule prescribes a hearing for the case's item; empty where none does (行政许可法 art. 46)."""
    by: str = items.facts(case.item_version_id).options.get("hearing_by", "")
    return "" if certificates.purpose_of(case) else by


def guard_owed(unit: Unit) -> None:
    """Refuse a decision before the hearing that a rule prescribes (行政许可法 art. 46, 72.6). Raises Refusal."""
    if not (rule := prescribed(unit.case)):
        return
    held = Proceeding.objects.filter(case_id=unit.case.pk, kind=Proceeding.Kind.HEARING, outcome="held")
    if not held.exists():
        words = _("本事项依法应当听证（%(rule)s）。请先举行听证，听证结束后才能作出决定。")
        raise Refusal("hearing_owed", worded(words, rule=rule))


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

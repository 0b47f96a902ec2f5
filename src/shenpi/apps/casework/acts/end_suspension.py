"""特别程序结束: the special procedure is done before its planned end; the limits run again from today."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import limits, proceedings, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import Timer
from shenpi.apps.casework.unit import SYSTEM, on_case
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person


def end_suspension(case_id: UUID, task_id: UUID, *, by: Person, result: str) -> None:
    """Record the special procedure's result and let the limits run on (D3-042). Raises Invalid without a result."""
    if not result.strip():
        raise Invalid("result_missing", _("请写明特别程序的结果。"), fields={"text": [_("请写明结果")]})
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "conduct_suspension")
        actor = for_task(unit, by, task, "end_suspension")
        found = proceedings.of_task(unit, task)
        limits.resume(unit, found.facts["procedure"])
        told = {"procedure": found.facts["procedure"], "lapsed": False}
        told |= limits.recount(unit, besides=frozenset(proceedings.elements()))
        signed = steps.Signed("done", result.strip())
        proceedings.complete(unit, found, task, actor, signed, "suspension.ended", told, outcome="done")


def lapse_suspension(timer: Timer) -> bool:
    """Let the limits run on because the time that was told is over. Returns False if it was ended meanwhile."""
    with on_case(timer.case_id, None) as unit:
        task = next((task for task in unit.tasks.values() if task.act == "conduct_suspension"), None)
        if task is None:
            return False
        found = proceedings.of_task(unit, task)
        told = {"procedure": found.facts["procedure"], "lapsed": True}
        told |= limits.recount(unit, besides=frozenset(proceedings.elements()))
        proceedings.elapse(unit, found, timer, SYSTEM, "suspension.ended", told, "lapsed")
    return True

"""听取陈述申辩: what the holder says against the revocation within five working days; silence waives."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import steps
from shenpi.apps.casework.authority import for_office
from shenpi.apps.casework.models import Timer
from shenpi.apps.casework.unit import SYSTEM, on_case
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person


def record_statement(case_id: UUID, task_id: UUID, *, by: Person, statement: str) -> None:
    """Record at the window what the holder states (行政许可法 art. 7). Raises Invalid without a word."""
    if not statement.strip():
        words = _("请记录陈述申辩的内容")
        raise Invalid("statement_missing", words, fields={"text": [words]})
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "await_statement")
        actor = for_office(unit, by, unit.case.context["offices"]["accept"], "record_statement")
        unit.set(context={**unit.case.context, "heard": True})
        signed = steps.Signed("stated", statement.strip())
        steps.complete(unit, task, actor, signed, "certificate.holder_heard", {"heard": True})


def lapse_statement(timer: Timer) -> bool:
    """Let the right lapse that nobody used in time. Returns False if somebody did meanwhile."""
    with on_case(timer.case_id, None) as unit:
        if not any(task.act == "await_statement" for task in unit.tasks.values()):
            return False
        steps.elapse(unit, timer, SYSTEM, "certificate.holder_heard", {"heard": False})
    return True

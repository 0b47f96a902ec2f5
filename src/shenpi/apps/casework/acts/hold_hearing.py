"""听证笔录: the hearing was held; its record is what the decision must follow."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import hearings, limits, papers, proceedings, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import Timer
from shenpi.apps.casework.unit import SYSTEM, on_case
from shenpi.apps.errors import Invalid, Message, Refusal
from shenpi.apps.organisation.models import Person


def hold_hearing(case_id: UUID, task_id: UUID, *, by: Person, attendees: str, record: str) -> None:
    """Keep the record that those present signed, and let the limits run on (行政许可法 art. 48.1.5, 48.2).

    Raises Invalid without attendees or record, Refusal before the appointed time.
    """
    faults: dict[str, list[Message]] = {}
    if not attendees.strip():
        faults["attendees"] = [_("请填写参加人")]
    if not record.strip():
        faults["record"] = [_("请填写笔录")]
    if faults:
        raise Invalid("record_incomplete", _("请填写参加人和笔录。"), fields=faults)
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "hold_hearing")
        actor = for_task(unit, by, task, "hold_hearing")
        found = hearings.begun(unit, task)
        told = hearings.appointed(unit.case, found)
        held_at = datetime.fromisoformat(told["held_at"])
        if unit.now < held_at:
            raise Refusal("too_early", _("听证还没有到举行的时间。"))
        paper = papers.issue(
            unit,
            "hearing_record",
            held_at=papers.minute(held_at),
            place=told["place"],
            chair=told["chair"],
            attendees=attendees.strip(),
            record=record.strip(),
        )
        told = {"held_at": held_at.isoformat(), "documents": [paper]}
        if found is not None:
            limits.resume(unit, limits.Procedure.HEARING)
            told |= limits.recount(unit, besides=frozenset(proceedings.elements()))
        else:  # what was heard must pass the lawyers (行政处罚法 art. 58.2)
            unit.set(context={**unit.case.context, "legal_due": True, "heard": "hearing"})
        signed = steps.Signed("held")
        hearings.go_on(unit, found, task, actor, signed, "hearing.held", told, outcome="held")


def overdue_hearing(timer: Timer) -> bool:
    """Tell that the twenty days are over without a hearing: the limits run on, the hearing is still owed."""
    with on_case(timer.case_id, None) as unit:
        task = next(
            (task for task in unit.tasks.values() if task.act in ("schedule_hearing", "hold_hearing")), None
        )
        if task is None:
            return False
        found = proceedings.of_task(unit, task)
        told = limits.recount(unit, besides=frozenset(proceedings.elements()))
        proceedings.elapse(unit, found, timer, SYSTEM, "hearing.overdue", told, "held")
    return True

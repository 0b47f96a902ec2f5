"""缴费申报不实: the receipt that the applicant named is not found; the limit runs on, the time of checking added."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import rows, timekeeping
from shenpi.apps.casework import steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import Payment, Timer
from shenpi.apps.casework.unit import Unit, on_case
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import Limit, local_day
from shenpi.core.worktime import Unit as TimeUnit


def reject_declaration(case_id: UUID, task_id: UUID, *, by: Person, reason: str) -> None:
    """Tell the applicant that the declared payment was not found; the fee may be declared or paid anew (D3-054).

    The days from the declaration to now do not count against the applicant. Raises Invalid without a reason, Refusal
    when nothing is declared.
    """
    if not reason.strip():
        raise Invalid("reason_missing", _("请写明没有核实的原因。"), fields={"reason": [_("请写明理由")]})
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "record_payment")
        actor = for_task(unit, by, task, "record_payment")
        payment = Payment.objects.get(case_id=case_id)
        if payment.declared_at is None:
            raise Refusal("nothing_declared", _("申请人没有申报缴费，无需核对。"))
        due = _moved(payment.due_at, payment.declared_at, unit.now)
        unit.update_where_case(Payment, declared_at=None, declared_number="", due_at=due)
        _postpone(unit, due)
        moved = [steps.reschedule(unit, task, due)]
        facts = {"reason": reason.strip(), "due_at": due.isoformat(), "rescheduled": moved}
        unit.record("payment.declaration_rejected", {**facts, "opened": []}, actor)


def _moved(due_at: datetime, declared_at: datetime, now: datetime) -> datetime:
    """Return the limit's end, later by the days that the window took to compare."""
    days = (local_day(now) - local_day(declared_at)).days
    return timekeeping.calendar().due(due_at, Limit(days, TimeUnit.CALENDAR_DAYS)) if days > 0 else due_at


def _postpone(unit: Unit, due: datetime) -> None:
    timer = Timer.objects.filter(case_id=unit.case.id, act="record_payment").first()
    if timer is not None:
        timer.due_at = due
        unit.execute(rows.update(timer, ["due_at"]))

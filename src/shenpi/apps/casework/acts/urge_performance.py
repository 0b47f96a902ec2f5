"""催告: before anything is enforced the party is urged in writing to perform."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import dues, papers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Person


def urge_performance(case_id: UUID, task_id: UUID, *, by: Person) -> None:
    """Issue the reminder with sum, way and time, and the right to state and defend (行政强制法 art. 35, 54).

    Ten working days after its service the court may be applied to. Raises Refusal before the sum is overdue, and twice.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "collect")
        actor = for_task(unit, by, task, "collect")
        owed, today = dues.of(unit.case), timekeeping.local(unit.now).date()
        if owed is None or today <= owed.due_on:
            raise Refusal("not_overdue", _("缴款期限还没有届满，不能催告。"))
        if unit.case.context.get("urged"):
            raise Refusal("urged_already", _("已经催告过，催告书送达十个工作日后可以申请法院强制执行。"))
        extra = owed.surcharge(today)
        paper = papers.issue(
            unit,
            "performance_reminder",
            amount=str(owed.amount),
            surcharge=str(extra) if extra else "",
            fine=bool(owed.fine),
            due_on=owed.due_on.isoformat(),
        )
        unit.set(context={**unit.case.context, "urged": {"issued_on": today.isoformat()}})
        told = {"due_on": owed.due_on.isoformat(), "documents": [paper], "opened": []}
        unit.record("performance.urged", told, actor)

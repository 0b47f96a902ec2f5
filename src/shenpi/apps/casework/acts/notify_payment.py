"""缴费通知: the payment notice, on the day of the grant."""

from uuid import UUID

from shenpi.apps import timekeeping
from shenpi.apps.casework import items, papers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import Payment
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import on_case
from shenpi.apps.organisation.models import Person


def notify_payment(case_id: UUID, task_id: UUID, *, by: Person, text: str = "") -> None:
    """Notify the fee of the item's published standard and its deadline (行政许可法 art. 58, 59; D3-040, D3-054)."""
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "notify_payment")
        actor = for_task(unit, by, task, "notify_payment")
        item = items.facts(unit.case.item_version_id)
        due = timekeeping.calendar().due(unit.now, item.payment)
        unit.insert(Payment(case_id=unit.case.id, amount=item.fee_amount, notified_at=unit.now, due_at=due))
        unit.set(state=State.AWAITING_PAYMENT)
        notice = papers.issue(
            unit,
            "payment_notice",
            amount=str(item.fee_amount),
            due_on=papers.day(due),
            basis=item.fee.get("basis", ""),
            unpaid=unit.case.context["unpaid"],
        )
        facts = {"amount": str(item.fee_amount), "due_at": due.isoformat(), "documents": [notice]}
        steps.complete(unit, task, actor, steps.Signed("notified", text), "payment.requested", facts)

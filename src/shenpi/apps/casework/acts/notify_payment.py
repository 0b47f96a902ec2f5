"""缴费通知: the payment notice, on the day of the grant."""

from uuid import UUID

from shenpi.apps import timekeeping
from shenpi.apps.casework import fees, items, papers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import Payment
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import on_case
from shenpi.apps.organisation.models import Person


def notify_payment(case_id: UUID, task_id: UUID, *, by: Person, asked: fees.Asked | None = None) -> None:
    """Notify the fee as fixed in handling and its deadline (行政许可法 art. 58, 59; D3-040, D3-054).

    Where nobody examined, `asked` fixes it here. Raises Invalid outside the published standard.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "notify_payment")
        actor = for_task(unit, by, task, "notify_payment")
        item = items.facts(unit.case.item_version_id)
        fee, fixed = fees.of(unit.case), {}
        if fee is None:  # decided without an examination, as immediate items are
            fee = fees.fix(unit, item, asked)
            fixed = {"fixed": {"fee": fee.as_json()}}
        due = timekeeping.calendar().due(unit.now, fee.limit)
        unit.insert(Payment(case_id=unit.case.id, amount=fee.amount, notified_at=unit.now, due_at=due))
        unit.set(state=State.AWAITING_PAYMENT)
        notice = papers.issue(
            unit,
            "payment_notice",
            amount=str(fee.amount),
            items=[{"name": fee.kind, "amount": str(fee.amount), "basis": fee.basis}],
            due_on=papers.day(due),
            basis=fee.basis,
            unpaid=unit.case.context["unpaid"],
        )
        facts = {
            "amount": str(fee.amount),
            "kind": fee.kind,
            "due_at": due.isoformat(),
            "documents": [notice],
            **fixed,
        }
        steps.complete(unit, task, actor, steps.Signed("notified"), "payment.requested", facts)

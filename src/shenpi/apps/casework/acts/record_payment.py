"""缴费确认: the fee is paid; the grant is issued."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import decisions, steps, vouchers
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import Payment
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person


def record_payment(
    case_id: UUID, task_id: UUID, *, by: Person, receipt_number: str, fiscal_number: str = ""
) -> None:
    """Record the payment with its receipt, give the payer a voucher, and issue the grant decision (D3-055).

    `fiscal_number` is that of the fiscal receipt (财政票据), where one was made out. Raises Invalid without a receipt.
    """
    number = receipt_number.strip()
    if not number:
        raise Invalid(
            "receipt_missing", _("请填写缴费票据号码。"), fields={"receipt_number": [_("请填写票据号码")]}
        )
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "record_payment")
        actor = for_task(unit, by, task, "record_payment")
        unit.update_where_case(Payment, paid_at=unit.now, receipt_number=number)
        unit.set(state=State.DECIDED)
        fiscal = {"fiscal_number": fiscal_number.strip()} if fiscal_number.strip() else {}
        decision = decisions.grant(unit)
        voucher = vouchers.issue(
            unit, paid_at=unit.now, receipt_number=number, collected_by=actor.signature, **fiscal
        )
        facts = {"receipt_number": number, **fiscal, "documents": [decision, voucher]}
        steps.complete(unit, task, actor, steps.Signed("paid"), "payment.recorded", facts)

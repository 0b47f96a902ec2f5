"""在线缴费入账: the payment platform confirms a payment; it is taken for the fee, or kept apart for a person."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import decisions, papers, steps, vouchers
from shenpi.apps.casework.models import Payment
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import SYSTEM, on_case
from shenpi.apps.errors import NotFound


def settle_payment(case_id: UUID, *, amount: Decimal, receipt_number: str, paid_at: datetime) -> bool:
    """Record a payment that the platform confirmed, give the payer a voucher, and issue the grant (D3-055).

    Money that does not fit (another amount, the fee recorded at the window already, the time to pay lapsed) moves
    nothing: it is on record with why, for a person to decide (D3-057). Returns whether it was taken for the fee.
    Raises NotFound without a payment notice.
    """
    with on_case(case_id, None) as unit:
        payment = Payment.objects.filter(case_id=case_id).first()
        if payment is None:
            raise NotFound("no_payment", _("本件没有缴费通知，不能入账。"))
        facts: dict[str, Any] = {"receipt_number": receipt_number, "paid_at": paid_at.isoformat()}
        task = next((each for each in unit.tasks.values() if each.act == "record_payment"), None)
        if task is not None and amount == payment.amount:
            unit.update_where_case(Payment, paid_at=unit.now, receipt_number=receipt_number)
            unit.set(state=State.DECIDED)
            decision = decisions.grant(unit)
            voucher = vouchers.issue(
                unit, paid_at=paid_at, receipt_number=receipt_number, collected_by=papers.chinese(_PLATFORM)
            )
            facts["documents"] = [decision, voucher]
            steps.complete(unit, task, SYSTEM, steps.Signed("paid"), "payment.recorded", facts)
            return True
        reason = papers.chinese(_why(task is not None, payment)) % {"paid": amount, "due": payment.amount}
        unit.record(
            "payment.unmatched", {**facts, "amount": f"{amount:.2f}", "reason": reason, "opened": []}, SYSTEM
        )
        return False


_PLATFORM = _("在线支付平台（系统入账）")


def _why(awaited: bool, payment: Payment) -> Any:
    if awaited:
        return _("在线支付 %(paid)s 元，应缴 %(due)s 元，金额不符，未入账，由收费人员核对。")
    if payment.lapsed_at is not None:
        return _("在线支付 %(paid)s 元，到账时缴费期限已过、本件已按逾期未缴费处理，未入账，由收费人员核对。")
    return _(
        "在线支付 %(paid)s 元，但本件的 %(due)s 元已经缴清或者不再需要缴费，未入账，由收费人员核对退款。"
    )

"""申报缴费: the applicant says that the fee is paid; the window compares the receipt and records it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework.commitments import committed
from shenpi.apps.casework.models import Payment
from shenpi.apps.casework.unit import BY_APPLICANT, on_case
from shenpi.apps.errors import NotFound


def note_declaration(case_id: UUID, *, receipt_number: str, declared_at: datetime) -> None:
    """Keep what the applicant declared beside the fee (D3-054); the first declaration stands until it is rejected.

    The case does not move: what counts is the payment that the window records (`record_payment`). But a fee that was
    declared in time no longer lapses by the mere passing of its limit; the window must record or reject it first
    (`reject_declaration`). A declaration that comes after the payment was recorded is kept too. Raises NotFound when
    no fee was asked for.
    """
    with on_case(case_id, None) as unit:
        payment = Payment.objects.filter(case_id=case_id).first()
        if payment is None:
            raise NotFound("no_payment", _("本件没有缴费通知，不能申报缴费。"))
        if payment.declared_at is not None:
            return
        unit.update_where_case(Payment, declared_at=declared_at, declared_number=receipt_number)
        facts = {
            "declared_at": declared_at.isoformat(),
            "receipt": committed(unit.case, {"receipt_number": receipt_number}),
        }
        unit.record("payment.declared", {**facts, "opened": []}, BY_APPLICANT)

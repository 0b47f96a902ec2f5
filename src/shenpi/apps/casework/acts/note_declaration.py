"""申报缴费: the applicant says that the fee is paid; the window compares the receipt and records it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework.models import Payment
from shenpi.apps.errors import NotFound


def note_declaration(case_id: UUID, *, receipt_number: str, declared_at: datetime) -> None:
    """Keep what the applicant declared beside the fee (D3-054); the first declaration stands.

    No event of the ledger, and the case does not move: what counts is the payment that the window records
    (`record_payment`). A declaration that comes after that is kept too. Raises NotFound when no fee was asked for.
    """
    fee = Payment.objects.filter(case_id=case_id)
    if not fee.exists():
        raise NotFound("no_payment", _("本件没有缴费通知，不能申报缴费。"))
    fee.filter(declared_at=None).update(declared_at=declared_at, declared_number=receipt_number)

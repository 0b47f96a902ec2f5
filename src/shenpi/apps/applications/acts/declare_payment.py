"""申报缴费: the applicant says that the fee was paid; the cashier verifies and records it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.applications import outgoing
from shenpi.apps.applications.mandates import own_application
from shenpi.apps.applications.models import Application, Progress
from shenpi.apps.applications.states import State
from shenpi.apps.errors import Invalid, Stale
from shenpi.apps.organisation.models import Person
from shenpi.core.contracts import moment


@transaction.atomic
def declare_payment(application_id: UUID, *, by: Person, receipt_number: str) -> Application:
    """Declare the fee of the payment notice paid, with the receipt's number (D3-054); once is enough,
    unless the cashier could not find it.

    Raises NotFound, Invalid, Stale when no payment is awaited.
    """
    application = own_application(application_id, by=by)
    progress = Progress.objects.filter(pk=application.pk).first()
    if application.payment_declared_at is not None and not declaration_rejected(application, progress):
        return application
    receipt_number = receipt_number.replace("\x00", "").strip()
    if not receipt_number or len(receipt_number) > 64:
        words = _("请填写缴费票据上的票据号码（不超过 64 个字符）。")
        raise Invalid("receipt_number", words, fields={"receipt_number": [words]})
    if progress is None or progress.state != State.AWAITING_PAYMENT or not progress.payment:
        raise Stale("no_payment_awaited", _("本件现在不需要缴费。请查看办理进度。"))
    now = timekeeping.now()
    application.payment_declared_at = now
    application.save(update_fields=["payment_declared_at"])
    data = {
        "case_id": str(application.pk),
        "number": application.number,
        "amount": progress.payment["amount"],
        "receipt_number": receipt_number,
        "declared_at": moment(now),
    }
    outgoing.send("payment.declared", application.pk, data, now)
    return application


def declaration_rejected(application: Application, progress: Progress | None) -> bool:
    """Tell whether the last declaration was rejected after it was made."""
    payment = progress.payment if progress else None
    rejected_at = (payment or {}).get("rejected_at")
    declared_at = application.payment_declared_at
    return bool(rejected_at and declared_at and datetime.fromisoformat(rejected_at) >= declared_at)

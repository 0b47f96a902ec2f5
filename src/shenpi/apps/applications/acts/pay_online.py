"""在线缴费: the applicant orders the fee of the payment notice at the payment platform."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps.applications.mandates import own_application
from shenpi.apps.applications.models import Progress
from shenpi.apps.applications.states import State
from shenpi.apps.errors import Stale
from shenpi.apps.organisation.models import Person
from shenpi.apps.payments import acts as payments
from shenpi.apps.payments import queries
from shenpi.apps.payments.models import PaymentOrder


@transaction.atomic
def pay_online(application_id: UUID, *, by: Person) -> PaymentOrder:
    """Order the notified fee, in that amount and until its last moment (D3-054); an open order is the same order.

    Raises NotFound, Stale when no payment is awaited or it is paid already, Refusal without a platform.
    """
    application = own_application(application_id, by=by)
    progress = Progress.objects.filter(pk=application.pk).first()
    if progress is None or progress.state != State.AWAITING_PAYMENT or not progress.payment:
        raise Stale("no_payment_awaited", _("本件现在不需要缴费。请查看办理进度。"))
    earlier = queries.latest(application.pk)
    if earlier is not None and earlier.paid_at is not None:
        raise Stale("already_paid", _("这笔费用已经支付，正在入账。请稍后查看办理进度。"))
    return payments.order(
        application.pk,
        number=application.number,
        item_name=progress.item_name,
        agency_id=application.item_version.item.agency_id,
        payer=application.applicant["name"],
        amount=Decimal(progress.payment["amount"]),
        pay_until=datetime.fromisoformat(progress.payment["due_at"]),
    )

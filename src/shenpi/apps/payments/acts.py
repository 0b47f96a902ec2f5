"""Ordering a payment, and entering what the platform says of it: signed, repeated, late or wrong."""

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import exchange, timekeeping, typed
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Refusal, worded
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.queries import holdings
from shenpi.apps.payments import platform, queries
from shenpi.apps.payments.models import OPEN, PaymentOrder, State
from shenpi.core import contracts

NOTE = 200
"""The longest note of how an order was handled."""


@transaction.atomic
def order(
    case_id: UUID,
    *,
    number: str,
    item_name: str,
    agency_id: int,
    payer: str,
    amount: Decimal,
    pay_until: datetime,
) -> PaymentOrder:
    """Order a fee to be paid online (D3-054); an open order of the same case is the same order.

    Raises Refusal where no platform is configured. The caller holds the lock of what is to be paid.
    """
    if platform.configured() is None:
        raise Refusal("no_platform", _("这里还不能在线缴费，请按缴费通知书上的方式缴费。"))
    found = PaymentOrder.objects.select_for_update().filter(case_id=case_id, state__in=OPEN).first()
    now = timekeeping.now()
    return found or PaymentOrder.objects.create(
        case_id=case_id,
        number=number,
        item_name=item_name,
        agency_id=agency_id,
        payer=payer,
        amount=amount,
        pay_until=pay_until,
        created_at=now,
        next_try_at=now,
    )


def take(path: str, headers: Mapping[str, str], body: bytes) -> None:
    """Take what the platform tells unasked. Raises NotAllowed for what it did not sign, Invalid, NotFound."""
    partner = platform.configured()
    if partner is None or not partner.wrote("POST", path, body, headers):
        raise NotAllowed("answer_unsigned", "the signature does not fit")
    try:
        answer = platform.read(json.loads(body))
    except ValueError as wrong:
        raise Invalid(
            "answer_unreadable", f"an answer needs id, state, amount and paid_at: {wrong!r}"
        ) from wrong
    settle(answer)


@transaction.atomic
def settle(answer: platform.Answer) -> PaymentOrder:
    """Enter what the platform says of an order, and tell the internal zone of money that came; once each.

    Money that came counts in whatever state the order is: also of an order given up, and with a wrong amount, which
    the internal zone is told as it is and does not take for the fee. Raises NotFound.
    """
    found = PaymentOrder.objects.select_for_update().filter(pk=answer.order_id).first()
    if found is None:
        raise NotFound("order_unknown", "there is no such order")
    if answer.state != platform.PAID or answer.amount is None or answer.paid_at is None:
        if answer.state == platform.ENDED and found.state in OPEN:
            found.state, found.error = State.CLOSED, ""
            found.save(update_fields=["state", "error"])
        return found
    if found.paid_at is not None:
        if (found.paid_amount, found.reference) != (answer.amount, answer.reference):
            found.error, found.handled_at = (
                f"told again otherwise: {answer.reference} {answer.amount}"[:500],
                None,
            )
            found.save(update_fields=["error", "handled_at"])
        return found
    found.state = State.PAID if answer.amount == found.amount else State.DIFFERENT
    found.reference, found.receipt_number = answer.reference, answer.receipt_number
    found.paid_at, found.paid_amount, found.error = answer.paid_at, answer.amount, ""
    found.save()
    _tell(found, answer.amount, answer.paid_at)
    return found


@transaction.atomic
def note_handled(order_id: UUID, *, by: Person, note: str) -> PaymentOrder:
    """Note what a person did about an order with which something was wrong; for those who see it.

    One that is still on its way is the system's to mend. Raises NotFound, Invalid.
    """
    mine = queries.seen_by(holdings(by, timekeeping.now())).exclude(state__in=OPEN)
    found = mine.filter(queries.TROUBLED).select_for_update(of=("self",)).filter(pk=order_id).first()
    if found is None:
        raise NotFound("order_unknown", _("没有这个待处理的缴费订单，可能已经由他人处理。"))
    words = note.strip()
    if not words or typed.unfit(words, NOTE):
        said = worded(_("请写明怎样处理的，不超过 %(count)s 个字，如“已在平台退款，流水号…”。"), count=NOTE)
        raise Invalid("note_missing", said, fields={"note": [said]})
    found.handled_at, found.handled_by, found.handled_note = timekeeping.now(), by, words
    found.save(update_fields=["handled_at", "handled_by", "handled_note"])
    return found


def _tell(found: PaymentOrder, amount: Decimal, paid_at: datetime) -> None:
    exchange.send(
        contracts.message(
            type=contracts.PREFIX + "payment.settled",
            source=f"/public/{settings.SHENPI_NODE}",
            subject=str(found.case_id),
            data={
                "case_id": str(found.case_id),
                "number": found.number,
                "order": str(found.pk),
                "amount": f"{amount:.2f}",
                "receipt_number": found.receipt_number or found.reference,
                "paid_at": contracts.moment(paid_at),
            },
            time=timekeeping.now(),
            id=uuid5(found.pk, "settled"),
        )
    )

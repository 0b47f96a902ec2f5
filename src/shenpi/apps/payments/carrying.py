"""Carrying orders to the platform and asking about those without an answer: nothing is lost while it is down."""

import logging
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from shenpi.apps import timekeeping, typed
from shenpi.apps.exchange import retry
from shenpi.apps.partners import Partner
from shenpi.apps.payments import acts, platform
from shenpi.apps.payments.models import OPEN, PaymentOrder, State

log = logging.getLogger(__name__)

BATCH = 20
LEASE = timedelta(minutes=2)
CEILING = timedelta(minutes=10)
FIRST_ASKED = timedelta(minutes=2)
"""The platform calls back as a rule; what it did not is asked for from here on, ever more rarely."""
GRACE = timedelta(days=1)
"""So long after its last moment an unpaid order is still asked about: the platform's books close at night."""


def carry(limit: int = BATCH) -> int:
    """Place or ask about at most `limit` orders that are due; returns how many the platform answered."""
    partner = platform.configured()
    if partner is None or "public" not in settings.SHENPI_ZONES:
        return 0
    return sum(_carried(partner, order) for order in _leased(limit))


def carry_now(order: PaymentOrder) -> None:
    """Place an order while its payer waits; what fails is tried again in the background."""
    partner = platform.configured()
    if partner is not None and order.state == State.WAITING:
        _carried(partner, order)


def reconcile(day: date | None = None) -> list[tuple[PaymentOrder, str]]:
    """Ask about every open order, or about all orders of a day; returns each with what is wrong, empty if nothing."""
    partner = platform.configured()
    if partner is None:
        return []
    asked = PaymentOrder.objects.filter(state=State.PLACED)
    if day is not None:
        begin = datetime.combine(day, datetime.min.time(), timekeeping.SHANGHAI)
        asked = PaymentOrder.objects.filter(created_at__gte=begin, created_at__lt=begin + timedelta(days=1))
    return [(order, _compared(partner, order)) for order in asked.order_by("pk")]


def compare(order: PaymentOrder) -> str:
    """Ask the platform about one order now; returns what is wrong with it, empty if nothing."""
    partner = platform.configured()
    return _compared(partner, order) if partner is not None else ""


def _compared(partner: Partner, order: PaymentOrder) -> str:
    """Ask, enter what was paid, and keep with a paid order whether both sides agree."""
    try:
        answer = platform.ask(partner, order)
    except (platform.Unanswered, platform.Rejected) as wrong:
        return str(wrong)
    settled = acts.settle(answer)
    if settled.paid_at is None:
        return settled.error
    said = _difference(settled, answer)
    if said != settled.error:
        again = {"handled_at": None} if said else {}
        PaymentOrder.objects.filter(pk=order.pk).update(error=said, **again)
    return said


def _difference(settled: PaymentOrder, answer: platform.Answer) -> str:
    if answer.state != platform.PAID:
        return f"paid here, {answer.state} there"
    if answer.amount != settled.amount:
        return f"{settled.amount} ordered, {answer.amount} paid"
    return (
        settled.error if (settled.paid_amount, settled.reference) != (answer.amount, answer.reference) else ""
    )


def _leased(limit: int) -> list[PaymentOrder]:
    """Take due orders for this process; should it die, they are due again when the lease ends."""
    now = timekeeping.now()
    due = PaymentOrder.objects.filter(state__in=OPEN, next_try_at__lte=now).order_by("next_try_at")
    if not due.exists():
        return []
    with transaction.atomic():
        rows = list(due.select_for_update(skip_locked=True)[:limit])
        PaymentOrder.objects.filter(pk__in=[row.pk for row in rows]).update(next_try_at=now + LEASE)
    return rows


def _carried(partner: Partner, order: PaymentOrder) -> bool:
    """Place or ask about one order. Returns whether the platform said something of it."""
    now = timekeeping.now()
    try:
        if order.state == State.WAITING:
            placed = platform.place(partner, order)
            told = {"reference": placed.reference, "page": placed.page, "next_try_at": now + FIRST_ASKED}
            return _changed(order, state=State.PLACED, attempts=0, error="", **told)
        answer = platform.ask(partner, order)
    except platform.Rejected as refused:
        log.warning("payment order %s refused: %s", order.pk, refused)
        return _changed(
            order, state=State.REFUSED, attempts=order.attempts + 1, error=typed.legible(refused, 500)
        )
    except platform.Unanswered as silent:
        attempts = order.attempts + 1
        later = retry.after(attempts, now, CEILING)
        _changed(order, attempts=attempts, error=typed.legible(silent, 500), next_try_at=later)
        return False
    if acts.settle(answer).state not in OPEN:
        return True
    if now > order.pay_until + GRACE:
        return _changed(order, state=State.CLOSED, error="")
    attempts = order.attempts + 1
    later = now + min(FIRST_ASKED * 2 ** min(attempts, 10), timedelta(hours=6))
    return _changed(order, attempts=attempts, error="", next_try_at=later)


def _changed(order: PaymentOrder, **changes: Any) -> bool:
    """Write unless an answer came meanwhile, which stays."""
    return bool(PaymentOrder.objects.filter(pk=order.pk, state=order.state).update(**changes))

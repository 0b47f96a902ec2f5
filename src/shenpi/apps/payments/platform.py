"""The outside payment platform (非税收入收缴、统一公共支付平台) over signed HTTP; what it is asked and may answer."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from uuid import UUID

import httpx
from django.conf import settings

from shenpi.apps import typed
from shenpi.apps.partners import Partner
from shenpi.core.contracts import moment

from .models import PaymentOrder

PAID, OPEN, ENDED = "paid", "open", "closed"
"""What the platform says of an order."""
MOST = Decimal(10) ** 10
"""Yuan, not to be reached by one payment."""


class Unanswered(Exception):
    """The platform did not answer, or not in a way that says anything of the order: ask again later."""


class Rejected(Exception):
    """The platform will never take this order as it is."""


class Unreadable(ValueError):
    """An answer that says nothing we understand."""


@dataclass(frozen=True)
class Answer:
    """What the platform says of one order."""

    order_id: UUID
    state: str
    reference: str = ""
    amount: Decimal | None = None
    paid_at: datetime | None = None
    receipt_number: str = ""


@dataclass(frozen=True)
class Placed:
    """The platform has the order: its own number, and the page where the payer pays."""

    reference: str
    page: str


def configured() -> Partner | None:
    """Return the platform of the settings, or None."""
    return _partner(settings.SHENPI_PAYMENT_PLATFORM)


def place(partner: Partner, order: PaymentOrder) -> Placed:
    """Place an order; one that has come before is answered as before. Raises Unanswered, Rejected."""
    said = {
        "id": str(order.pk),
        "case": order.number,
        "item": order.item_name,
        "payer": order.payer,
        "amount": f"{order.amount:.2f}",
        "currency": "CNY",
        "pay_until": moment(order.pay_until),
    }
    body = json.dumps(said, ensure_ascii=False).encode()
    told = _ask(partner, "POST", "/orders", body, str(order.pk))
    page, reference = str(told.get("page", "")), str(told.get("reference", ""))[:100]
    if not page.startswith(("https://", "http://")) or len(page) > 500 or typed.unfit(page + reference):
        raise Unanswered(f"no page to pay at: {page[:100]!r}")
    return Placed(reference, page)


def ask(partner: Partner, order: PaymentOrder) -> Answer:
    """Ask what became of an order. Raises Unanswered, Rejected."""
    told = _ask(partner, "GET", f"/orders/{order.pk}")
    try:
        found = read(told)
    except Unreadable as wrong:
        raise Unanswered(str(wrong)) from wrong
    if found.order_id != order.pk:
        raise Unanswered("the answer is about another order")
    return found


def read(told: Any) -> Answer:
    """Read what the platform says of an order, asked or not. Raises Unreadable."""
    try:
        state = str(told["state"])
        paid = state == PAID
        if state not in (PAID, OPEN, ENDED):
            raise Unreadable(f"state {state[:40]!r}")
        found = Answer(
            UUID(str(told["id"])),
            state,
            str(told.get("reference", ""))[:100],
            Decimal(str(told["amount"])).quantize(Decimal("0.01")) if paid else None,
            datetime.fromisoformat(str(told["paid_at"])) if paid else None,
            str(told.get("receipt_number", ""))[:64],
        )
    except (KeyError, TypeError, ValueError, InvalidOperation, AttributeError) as wrong:
        raise Unreadable(repr(wrong)[:200]) from wrong
    if found.amount is not None and not (found.amount.is_finite() and 0 < found.amount < MOST):
        raise Unreadable("an amount in yuan is more than nothing, and less than what a row can hold")
    if typed.unfit(found.reference + found.receipt_number):
        raise Unreadable("a number holds characters that nobody can read")
    if found.paid_at is not None and found.paid_at.tzinfo is None:
        raise Unreadable("the moment of a payment needs its offset")
    return found


def _ask(partner: Partner, method: str, place: str, body: bytes = b"", key: str = "") -> dict[str, Any]:
    try:
        answer = partner.ask(method, place, body, **({"Idempotency-Key": key} if key else {}))
    except httpx.HTTPError as broken:
        raise Unanswered(repr(broken)) from broken
    words = f"{answer.status_code} {answer.text[:200]}"
    if answer.status_code in (409, 422):
        raise Rejected(words)
    if not answer.is_success:
        raise Unanswered(words)
    try:
        told = answer.json()
    except ValueError as wrong:
        raise Unanswered(words) from wrong
    if not isinstance(told, dict):
        raise Unanswered(words)
    return told


@lru_cache(maxsize=4)
def _partner(url: str) -> Partner | None:
    return Partner.at(url) if url else None

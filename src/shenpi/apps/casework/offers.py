"""The offer of state-owned building land by listing (挂牌出让; 招标拍卖挂牌出让国有建设用地使用权规定).

Its terms, who registered and what was bid stand in the case's `context["offer"]`. Names of bidders and the reserve
price stay out of the ledger, which keeps commitments; what came of it stands in `context["sale"]`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import fees, items
from shenpi.apps.casework.models import Case
from shenpi.apps.casework.unit import Unit
from shenpi.apps.errors import Refusal
from shenpi.core.worktime import rules

MOST = Decimal("9999999999.99")
"""Yuan; prices of land are greater than fees."""
AHEAD = rules.OFFER_ANNOUNCEMENT.limit.amount
LASTS = rules.OFFER_LISTING.limit.amount
"""Days between the announcement and the listing, and of the listing itself, at least (art. 8, 18)."""
BIDDERS = 100
LISTING, CONTRACT = "listing_limit", "contract_limit"
"""Limits that the process names: until when the listing runs, and until when the contract is signed."""


def yuan(text: str) -> Decimal | None:
    """Return a positive amount as typed; None for anything else."""
    amount = fees.yuan(text, MOST)
    return amount if amount is not None and amount > 0 else None


@dataclass(frozen=True)
class Bid:
    """The highest bid so far: whose, by the bidder's number, and how much."""

    number: int
    amount: Decimal


def of(case: Case) -> Mapping[str, Any]:
    """Return the offer as far as it has come; empty before its terms are set."""
    told: Mapping[str, Any] = case.context.get("offer", {})
    return told


def highest(offer: Mapping[str, Any]) -> Bid | None:
    """Return the highest bid; each is greater than the one before."""
    last = offer["bids"][-1] if offer["bids"] else None
    return Bid(last["number"], Decimal(last["amount"])) if last else None


def least(offer: Mapping[str, Any]) -> Decimal:
    """Return what the next bid must come to at least (art. 17): the starting price, or one step more than the last."""
    best = highest(offer)
    return best.amount + Decimal(offer["step"]) if best else Decimal(offer["start"])


def winner(offer: Mapping[str, Any]) -> Bid | None:
    """Return the bid that the land goes to (art. 19): the highest, unless it lies below the reserve price."""
    best = highest(offer)
    reserve = Decimal(offer["reserve"] or 0)
    return best if best is not None and best.amount >= reserve else None


def bidder(offer: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return who registered under a number. Raises Refusal for a number that nobody has."""
    found = next((each for each in offer["bidders"] if each["number"] == number), None)
    if found is None:
        raise Refusal("bidder_unknown", _("没有这个竞买号。请先登记竞买人。"))
    return dict(found)


def today(unit: Unit) -> date:
    """Return the day of the act."""
    return timekeeping.local(unit.now).date()


def opens_on(offer: Mapping[str, Any]) -> date:
    """Return the first day of the listing."""
    return date.fromisoformat(offer["opens_on"])


def closes_on(offer: Mapping[str, Any]) -> date:
    """Return the last day of the listing."""
    return date.fromisoformat(offer["closes_on"])


def change(unit: Unit, **parts: Any) -> None:
    """Keep what changes of the offer."""
    unit.set(context={**unit.case.context, "offer": {**of(unit.case), **parts}})


def described(case: Case) -> dict[str, Any]:
    """Return the land as papers describe it: the answers of the item's form with their titles, in its order."""
    schema = items.facts(case.item_version_id).form_schema.get("properties", {})
    rows = [
        {"name": field["title"], "value": _said(field, case.form[key])}
        for key, field in schema.items()
        if case.form.get(key) not in (None, "")
    ]
    return {"land": rows}


def _said(field: Mapping[str, Any], value: Any) -> str:
    titles = {each["const"]: each["title"] for each in field.get("oneOf", ())}
    return f"{titles.get(value, value)}{field.get('x-unit', '')}"


def refundable(offer: Mapping[str, Any], sold: Bid | None) -> list[dict[str, Any]]:
    """Return whose deposits go back after the listing: everybody's but the winner's (art. 21)."""
    return [each for each in offer["bidders"] if sold is None or each["number"] != sold.number]

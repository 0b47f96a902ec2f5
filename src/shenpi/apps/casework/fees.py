"""The fee of a case: fixed in handling by the item's published standard, and by nothing else (行政许可法 art. 58, 59).

An item's fee is one kind of an exact amount, or `kinds`: several, each `{"name", "least", "most", "basis"}`. What was
fixed stands in the case's `context["fee"]` as JSON (`Fee.as_json`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework.items import ItemFacts
from shenpi.apps.casework.models import Case
from shenpi.apps.casework.unit import Unit
from shenpi.apps.errors import Invalid, Message
from shenpi.core.worktime import Limit
from shenpi.core.worktime import Unit as Of

MOST = Decimal("99999999.99")


@dataclass(frozen=True)
class Standard:
    """A kind of fee as published: between which amounts in yuan it lies, and on what it rests."""

    name: str
    least: Decimal
    most: Decimal
    basis: str

    @property
    def exact(self) -> bool:
        """Whether there is but one amount."""
        return self.least == self.most


@dataclass(frozen=True)
class Asked:
    """What a handler fixes: kind, amount as typed, and days to pay (D3-040)."""

    kind: str
    amount: str
    days: int


@dataclass(frozen=True)
class Fee:
    """A fee that was fixed."""

    kind: str
    amount: Decimal
    days: int
    basis: str

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "amount": str(self.amount), "days": self.days, "basis": self.basis}

    @property
    def limit(self) -> Limit:
        """The time to pay, in calendar days from the notice."""
        return Limit(self.days, Of.CALENDAR_DAYS)


def standards(item: ItemFacts) -> list[Standard]:
    """Return the item's published kinds of fee."""
    return published(item.fee, item.name)


def published(fee: Mapping[str, Any], name: str) -> list[Standard]:
    """Return the kinds that an item's fee says; a single one bears the item's name unless it has its own."""
    basis = fee.get("basis", "")
    one = {"name": fee.get("name", name), "least": fee.get("amount", "0"), "most": fee.get("amount", "0")}
    return [
        Standard(row["name"], Decimal(row["least"]), Decimal(row["most"]), row.get("basis", basis))
        for row in fee.get("kinds") or [one]
    ]


def fix(unit: Unit, item: ItemFacts, asked: Asked | None) -> Fee:
    """Fix the case's fee.

    Without anything asked the standard itself is meant, where it leaves no choice. Raises Invalid for what lies outside
    the published standard.
    """
    fee = within(standards(item), item.payment.amount, asked)
    terms = {**unit.case.context["limits"], "payment_limit": fee.limit.to_text()}
    unit.set(context={**unit.case.context, "fee": fee.as_json(), "limits": terms})
    return fee


def of(case: Case) -> Fee | None:
    """Return the fee that was fixed, or None."""
    told = case.context.get("fee")
    return Fee(told["kind"], Decimal(told["amount"]), told["days"], told["basis"]) if told else None


def within(known: list[Standard], most_days: int, asked: Asked | None) -> Fee:
    """Return what was asked, if it lies within a published standard. Raises Invalid."""
    if asked is None:
        if len(known) == 1 and known[0].exact:
            return Fee(known[0].name, known[0].least, most_days, known[0].basis)
        asked = Asked("", "", 0)
    faults: dict[str, list[Message]] = {}
    kind = next((each for each in known if each.name == asked.kind), None)
    amount = yuan(asked.amount)
    if kind is None:
        faults["fee_kind"] = [_("请选择公布的收费种类")]
    elif amount is None or not kind.least <= amount <= kind.most:
        said = {"least": f"{kind.least:,.2f}", "most": f"{kind.most:,.2f}"}
        faults["fee_amount"] = [_("金额应当在公布的标准以内：%(least)s 至 %(most)s 元") % said]
    if not 1 <= asked.days <= most_days:
        faults["fee_days"] = [_("缴费期限为 1 至 %(most)s 日") % {"most": most_days}]
    if faults or kind is None or amount is None:
        raise Invalid(
            "fee_outside",
            _("依法收费的，请核定收费种类、具体金额和缴费期限，不得超出公布的标准。"),
            fields=faults,
        )
    return Fee(kind.name, amount, asked.days, kind.basis)


def yuan(text: str, most: Decimal = MOST) -> Decimal | None:
    """Return an amount in yuan as typed, with at most two decimals; None for anything else."""
    try:
        amount = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        return None
    if not amount.is_finite() or abs(amount) > most:
        return None
    rounded = amount.quantize(Decimal("0.01"))
    return rounded if rounded == amount else None

"""A benefit in money: fixed in handling within the item's published standard, decided, and paid out.

The standard stands in the item's option `benefit`, in the form of a fee's kinds; what was fixed in the case's
`context["benefit"]`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shenpi.apps.casework import fees
from shenpi.apps.casework.items import ItemFacts
from shenpi.apps.casework.models import Case
from shenpi.apps.casework.unit import Unit

FORM = "benefit"
"""The form that a process names at the step where the amount is fixed."""


@dataclass(frozen=True)
class Benefit:
    """What somebody is to be given: kind, amount in yuan, how often, and on what it rests."""

    kind: str
    amount: Decimal
    every: str
    basis: str

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "amount": str(self.amount), "every": self.every, "basis": self.basis}


def standards(options: Mapping[str, Any], name: str) -> list[fees.Standard]:
    """Return the published kinds of the item's benefit; none for an item without one."""
    told = options.get("benefit")
    return fees.published(told, name) if told else []


def fix(unit: Unit, item: ItemFacts, asked: fees.Asked | None) -> Benefit:
    """Fix the case's benefit. Raises Invalid for what lies outside the published standard."""
    found = fees.within(standards(item.options, item.name), 1, asked)
    benefit = Benefit(found.kind, found.amount, item.options["benefit"].get("every", ""), found.basis)
    unit.set(context={**unit.case.context, "benefit": benefit.as_json()})
    return benefit


def of(case: Case) -> Benefit | None:
    """Return the benefit that was fixed, or None."""
    told = case.context.get("benefit")
    return Benefit(told["kind"], Decimal(told["amount"]), told["every"], told["basis"]) if told else None

"""What a party owes by a decision: a fine or a levy, until when, and what lateness adds.

Before the service the case's `context["owed"]` holds amount, days to pay and whether it is a fine; from the day of the
service on its `Payment` holds the due moment. The limit of the step in which it is collected is named `owed_limit`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from shenpi.apps import timekeeping
from shenpi.apps.casework import limits
from shenpi.apps.casework.models import Case, Payment
from shenpi.apps.casework.unit import Unit
from shenpi.core.worktime import Limit
from shenpi.core.worktime import Unit as Days

LIMIT = "owed_limit"
DAILY = Decimal("0.03")
"""行政处罚法 art. 72.1.1: three per cent of the fine for every day."""
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Owed:
    """A sum of money, the last day to pay it, and how much of it is a fine."""

    amount: Decimal
    due_on: date
    fine: Decimal

    def surcharge(self, paid_on: date) -> Decimal:
        """Return what lateness adds: 3 % a day, never more than the fine (行政处罚法 art. 72; 行政强制法 art. 45)."""
        late = max(0, (paid_on - self.due_on).days)
        return min(self.fine, (self.fine * DAILY * late)).quantize(CENT, ROUND_HALF_UP)


def impose(unit: Unit, amount: Decimal, days: int, *, fine: Decimal = Decimal(0)) -> None:
    """Note with the decision what is to be paid within so many days from its service."""
    owed = {"amount": str(amount), "days": days, "fine": str(fine)}
    unit.set(context={**unit.case.context, "owed": owed, "owed_due": amount > 0})


def begin(unit: Unit, served_at: datetime) -> None:
    """Let the time to pay run from the service of the decision; nothing where nothing is owed."""
    owed: dict[str, Any] = unit.case.context.get("owed", {})
    if not owed or not unit.case.context["owed_due"] or of(unit.case) is not None:
        return
    due_at = limits.name(unit, LIMIT, Limit(owed["days"], Days.CALENDAR_DAYS), served_at)
    unit.insert(
        Payment(case_id=unit.case.id, amount=Decimal(owed["amount"]), notified_at=served_at, due_at=due_at)
    )


def overdue(case: Case) -> bool:
    """Tell whether what is owed should have been paid before today."""
    owed = of(case)
    return owed is not None and timekeeping.local(timekeeping.now()).date() > owed.due_on


def of(case: Case) -> Owed | None:
    """Return what is owed since the service of the decision, or None."""
    owed, begun = case.context.get("owed"), case.context.get("begun", {}).get(LIMIT)
    if not owed or not begun:
        return None
    due = timekeeping.calendar().due(datetime.fromisoformat(begun), Limit(owed["days"], Days.CALENDAR_DAYS))
    return Owed(Decimal(owed["amount"]), timekeeping.local(due).date(), Decimal(owed["fine"]))

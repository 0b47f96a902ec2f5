"""时限: an amount of working days, calendar days, months or hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from shenpi.core.worktime.errors import BadLimit
from shenpi.core.worktime.limit_text import read

LARGEST = 99_999
"""More than any statute asks for; keeps nonsense out of date arithmetic."""


class Unit(StrEnum):
    """What a limit counts. Its value is what is stored."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    HOURS = "hours"


_ZH = {Unit.WORKING_DAYS: "个工作日", Unit.CALENDAR_DAYS: "日", Unit.MONTHS: "个月", Unit.HOURS: "小时"}
_EN = {
    Unit.WORKING_DAYS: "working day",
    Unit.CALENDAR_DAYS: "calendar day",
    Unit.MONTHS: "month",
    Unit.HOURS: "hour",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount with its unit; 0 days means 当日, before the close of the day itself.

    Raises BadLimit for an amount that is not a whole number from 0 to 99 999 or a unit that is not a `Unit`.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if type(self.amount) is not int or not 0 <= self.amount <= LARGEST:
            raise BadLimit(
                "limit_amount",
                f"时限数量“{self.amount}”无效，应为 0 至 {LARGEST} 的整数。",
                f"The amount {self.amount!r} of the limit is not a whole number from 0 to {LARGEST}.",
            )
        if not isinstance(self.unit, Unit):
            object.__setattr__(self, "unit", _unit(self.unit))

    @staticmethod
    @lru_cache(maxsize=512)
    def parse(text: str) -> "Limit":
        """Read `P5WD` (working days), `P10D`, `P2W`, `P6M`, `P1Y`, `PT24H`, or words: 5个工作日, 十日, 24小时, 当日.

        A bare 日 or 天 is a calendar day; where a statute means working days by it (行政许可法 art. 82), say 工作日.
        Raises BadLimit.
        """
        found = read(text)
        if found is None:
            raise BadLimit(
                "limit_unreadable",
                f"时限“{text}”无法理解，应如“5个工作日”“10日”“24小时”或 P5WD、P10D、PT24H。",
                f"The limit {text!r} makes no sense: 5个工作日, 10日, 24小时 or P5WD, P10D, PT24H are understood.",
            )
        amount, unit = found
        return Limit(amount, Unit(unit))

    @classmethod
    def from_dict(cls, value: Mapping[str, object]) -> "Limit":
        """Read `{"amount": 20, "unit": "working_days"}`. Raises BadLimit."""
        try:
            amount, unit = value["amount"], value["unit"]
        except (KeyError, TypeError):
            raise BadLimit(
                "limit_incomplete",
                "时限应包含数量（amount）和单位（unit）。",
                "A limit needs an amount and a unit.",
            ) from None
        return cls(amount, _unit(unit))  # type: ignore[arg-type]  # the amount is checked on construction

    def to_dict(self) -> dict[str, int | str]:
        """Return the stored form, the inverse of `from_dict`."""
        return {"amount": self.amount, "unit": self.unit.value}

    def to_text(self) -> str:
        """Return the form written in processes (`P5WD`, `P10D`, `P6M`, `PT24H`), which `parse` reads."""
        match self.unit:
            case Unit.WORKING_DAYS:
                return f"P{self.amount}WD"
            case Unit.CALENDAR_DAYS:
                return f"P{self.amount}D"
            case Unit.MONTHS:
                return f"P{self.amount}M"
            case Unit.HOURS:
                return f"PT{self.amount}H"

    def __str__(self) -> str:
        return self.to_text()

    def zh(self) -> str:
        """Return the limit in Chinese words: 5个工作日, 10日, 24小时, 当日."""
        return f"{self.amount}{_ZH[self.unit]}" if self.amount or self.unit is Unit.HOURS else "当日"

    def en(self) -> str:
        """Return the limit in English words: 5 working days, 1 hour, the same day."""
        if not self.amount and self.unit is not Unit.HOURS:
            return "the same day"
        return f"{self.amount} {_EN[self.unit]}{'' if self.amount == 1 else 's'}"

    def __add__(self, extension: "Limit") -> "Limit":
        """Return the extended limit (延期, 行政许可法 art. 42). Raises BadLimit when the units differ."""
        if extension.unit is not self.unit:
            raise BadLimit(
                "limit_units",
                "延长的期限与原期限的单位不同，不能相加。请使用同一单位。",
                "The extension has another unit than the limit. Use the same unit.",
            )
        return Limit(self.amount + extension.amount, self.unit)


def _unit(value: object) -> Unit:
    try:
        return Unit(value)  # type: ignore[arg-type]  # anything else raises the ValueError below
    except ValueError:
        known = "、".join(unit.value for unit in Unit)
        raise BadLimit(
            "limit_unit",
            f"时限单位“{value}”无效，应为：{known}。",
            f"The unit {value!r} of the limit is unknown; known are: {known}.",
        ) from None

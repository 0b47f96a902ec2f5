"""Time limits: an amount with a unit (期限: 工作日, 自然日, 小时)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from shenpi.core.worktime.errors import BadLimit


class Unit(StrEnum):
    """In what a limit is counted."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    HOURS = "hours"


_TEXT = re.compile(r"P(?:(?P<working>\d{1,4})WD|(?P<calendar>\d{1,5})D|T(?P<hours>\d{1,5})H)")
_WORDS = re.compile(r"(?P<amount>\d{1,5})\s*个?(?P<unit>工作日|自然日|日|天|小时)")
_UNITS = {
    "工作日": Unit.WORKING_DAYS,
    "自然日": Unit.CALENDAR_DAYS,
    "日": Unit.CALENDAR_DAYS,
    "天": Unit.CALENDAR_DAYS,
    "小时": Unit.HOURS,
}


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount of working days, calendar days or clock hours; at least nothing."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise BadLimit(str(self.amount))

    @staticmethod
    @lru_cache(maxsize=512)
    def parse(text: str) -> "Limit":
        """Read `P5WD`, `P10D`, `PT24H` or Chinese words. Raises BadLimit."""
        if found := _TEXT.fullmatch(text.strip()):
            if found["working"]:
                return Limit(int(found["working"]), Unit.WORKING_DAYS)
            if found["calendar"]:
                return Limit(int(found["calendar"]), Unit.CALENDAR_DAYS)
            return Limit(int(found["hours"]), Unit.HOURS)
        if words := _WORDS.fullmatch(text.strip()):
            return Limit(int(words["amount"]), _UNITS[words["unit"]])
        raise BadLimit(text)

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> "Limit":
        """Read `{"amount": 20, "unit": "working_days"}`. Raises BadLimit."""
        try:
            return cls(int(value["amount"]), Unit(value["unit"]))
        except (KeyError, TypeError, ValueError):
            raise BadLimit(str(value)) from None

    def to_dict(self) -> dict[str, int | str]:
        """Return the form that `from_dict` reads."""
        return {"amount": self.amount, "unit": self.unit.value}

    def to_text(self) -> str:
        """Return the form that BPMN files carry."""
        match self.unit:
            case Unit.WORKING_DAYS:
                return f"P{self.amount}WD"
            case Unit.CALENDAR_DAYS:
                return f"P{self.amount}D"
            case Unit.HOURS:
                return f"PT{self.amount}H"

    def zh(self) -> str:
        """Return the limit in Chinese words."""
        return f"{self.amount}{'小时' if self.unit is Unit.HOURS else '个工作日' if self.unit is Unit.WORKING_DAYS else '日'}"

    def en(self) -> str:
        """Return the limit in English words."""
        noun = {Unit.WORKING_DAYS: "working day", Unit.CALENDAR_DAYS: "calendar day", Unit.HOURS: "hour"}[self.unit]
        return f"{self.amount} {noun}{'' if self.amount == 1 else 's'}"

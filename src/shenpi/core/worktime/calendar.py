"""The working-day calendar: State Council notices (国务院办公厅节假日安排通知) with make-up working days (调休).

Days are ordinals in two tables made once: the list of working days, and for each day how many came before. So
adding n working days is a look-up. Years without a notice are estimated (weekends and fixed holidays) and marked.
"""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib import resources
from typing import Self
from zoneinfo import ZoneInfo

from shenpi.core.worktime.errors import NaiveMoment, OutOfRange
from shenpi.core.worktime.limit import Limit, Unit

SHANGHAI = ZoneInfo("Asia/Shanghai")
CLOSE = time(17, 30)
ESTIMATED_YEARS = 3

FIXED = {(1, 1): "元旦", (5, 1): "劳动节", (10, 1): "国庆节", (10, 2): "国庆节", (10, 3): "国庆节"}
"""Statutory holidays on fixed days (全国年节及纪念日放假办法), all that an estimate can know."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One day of a notice: a holiday, or a weekend day that is worked instead."""

    day: date
    name: str
    is_off: bool


class Calendar:
    """Working days from the first noticed year to a few estimated ones. Immutable; share one."""

    def __init__(self, notices: Iterable[Notice], *, close: time = CLOSE, version: str = "") -> None:
        self._notices: Mapping[date, Notice] = {notice.day: notice for notice in notices}
        years = {day.year for day, notice in self._notices.items() if notice.is_off}
        self.close = close
        self.version = version
        self.first_year, self.last_noticed_year = min(years), max(years)
        self.last_year = self.last_noticed_year + ESTIMATED_YEARS
        self._noticed_years = years
        self._base = date(self.first_year, 1, 1).toordinal()
        self._end = date(self.last_year, 12, 31).toordinal()
        self._days: list[int] = []
        self._before: list[int] = []
        for ordinal in range(self._base, self._end + 1):
            self._before.append(len(self._days))
            if self._works(date.fromordinal(ordinal)):
                self._days.append(ordinal)
        self._before.append(len(self._days))

    @classmethod
    def load(cls, *, close: time = CLOSE, overrides: Iterable[Notice] = ()) -> Self:
        """Load the shipped notices; `overrides` (local closures) win over them."""
        return cls([*_shipped(), *overrides], close=close, version=_version())

    def is_estimated(self, day: date) -> bool:
        """Whether no notice covers the day's year."""
        return day.year not in self._noticed_years

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day. Raises OutOfRange."""
        at = self._index(day)
        return self._before[at + 1] > self._before[at]

    def name_of(self, day: date) -> str:
        """Return the holiday (or make-up day) the notice names, 周末 on a free weekend, else ''."""
        notice = self._notices.get(day)
        if notice is not None:
            return notice.name if notice.is_off else f"{notice.name}调休上班"
        if self.is_estimated(day) and (day.month, day.day) in FIXED:
            return FIXED[day.month, day.day]
        return "周末" if day.weekday() >= 5 else ""

    def add_working_days(self, day: date, amount: int) -> date:
        """Return the `amount`-th working day after `day` (before it, if negative); 0 gives `day` itself.

        The day itself is not counted (行政许可法 art. 82; 民法典 art. 201). Raises OutOfRange.
        """
        if amount == 0:
            return day
        at = self._index(day)
        position = self._before[at + 1] + amount - 1 if amount > 0 else self._before[at] + amount
        if not 0 <= position < len(self._days):
            raise OutOfRange(self.first_year, self.last_year)
        return date.fromordinal(self._days[position])

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`; negative when `end` is before."""
        return self._before[self._index(end) + 1] - self._before[self._index(start) + 1]

    def due(self, start: datetime, limit: Limit) -> datetime:
        """Return the moment (UTC) at which a limit that began at `start` (aware) ends.

        Days: the first is not counted, the last ends with its close of business (民法典 arts 201, 203); calendar
        days that end on a free day end on the next working day (行政诉讼法 art. 81). Hours are clock hours.
        Raises NaiveMoment, OutOfRange.
        """
        if start.tzinfo is None:
            raise NaiveMoment
        if limit.unit is Unit.HOURS:
            return (start + timedelta(hours=limit.amount)).astimezone(UTC)
        begun = start.astimezone(SHANGHAI).date()
        if limit.unit is Unit.WORKING_DAYS:
            last = self.add_working_days(begun, limit.amount)
        else:
            last = self.next_working_day(begun + timedelta(days=limit.amount))
        return self.closing(last)

    def next_working_day(self, day: date) -> date:
        """Return the day itself when it is a working day, else the next one. Raises OutOfRange."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def closing(self, day: date) -> datetime:
        """Return the close of business of a day, in UTC."""
        return datetime.combine(day, self.close, SHANGHAI).astimezone(UTC)

    def _index(self, day: date) -> int:
        ordinal = day.toordinal()
        if not self._base <= ordinal <= self._end:
            raise OutOfRange(self.first_year, self.last_year)
        return ordinal - self._base

    def _works(self, day: date) -> bool:
        notice = self._notices.get(day)
        if notice is not None:
            return not notice.is_off
        if self.is_estimated(day) and (day.month, day.day) in FIXED:
            return False
        return day.weekday() < 5


def _text() -> str:
    return resources.files("shenpi.data").joinpath("calendar/notices.csv").read_text("utf-8")


@lru_cache(maxsize=1)
def _shipped() -> tuple[Notice, ...]:
    rows = csv.DictReader(_text().splitlines())
    return tuple(Notice(date.fromisoformat(r["date"]), r["name"], r["is_off_day"] == "1") for r in rows)


@lru_cache(maxsize=1)
def _version() -> str:
    return hashlib.sha256(_text().encode()).hexdigest()[:12]

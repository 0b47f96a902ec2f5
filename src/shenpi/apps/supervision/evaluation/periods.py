"""Months, quarters and years of evaluation, in the days of China."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import Invalid
from shenpi.core.worktime import CHINA

MOST_YEARS = 10


@dataclass(frozen=True)
class Period:
    """A run of whole months; `text` is how it is written: 2022-2026, 2026, 2026-Q4, 2026-11."""

    text: str
    months: tuple[date, ...]

    @property
    def begins(self) -> datetime:
        return _midnight(self.months[0])

    @property
    def ends(self) -> datetime:
        """The first moment that no longer belongs to it."""
        return _midnight(following(self.months[-1]))


def read(text: str) -> Period:
    """Read 2022-2026, 2026, 2026-Q4 or 2026-11. Raises Invalid."""
    year, _dash, part = text.partition("-")
    if _is_year(year):
        if _is_year(part) and 0 < int(part) - int(year) < MOST_YEARS:
            return Period(text, _months(int(year), 1, 12 * (int(part) - int(year) + 1)))
        if not part:
            return Period(text, _months(int(year), 1, 12))
        if part in ("Q1", "Q2", "Q3", "Q4"):
            return Period(text, _months(int(year), int(part[1]) * 3 - 2, 3))
        if part in {f"{month:02}" for month in range(1, 13)}:
            return Period(text, _months(int(year), int(part), 1))
    raise Invalid("period_wrong", _("期间写法不对。例如 2022-2026、2026、2026-Q4、2026-11。"))


@dataclass(frozen=True)
class Day(Period):
    """A day alone, as the wall counts; reports know months."""

    day: date

    @property
    def begins(self) -> datetime:
        return _midnight(self.day)

    @property
    def ends(self) -> datetime:
        return _midnight(self.day + timedelta(days=1))


def span(text: str) -> Period:
    """Read a period or a day, 2026-11-23. Raises Invalid."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return read(text)
    return Day(text, (day.replace(day=1),), day)


def following(month: date) -> date:
    """Return the first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def elapsed(period: Period, now: datetime) -> tuple[date, ...]:
    """Return the months of a period that have begun."""
    return tuple(month for month in period.months if _midnight(month) <= now)


def _months(year: int, first: int, count: int) -> tuple[date, ...]:
    return tuple(date(year + at // 12, at % 12 + 1, 1) for at in range(first - 1, first - 1 + count))


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit() and 2000 <= int(text) < 2100


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)

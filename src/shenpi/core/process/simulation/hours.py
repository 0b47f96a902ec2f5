"""When an office works: clock seconds to worked seconds and back, by the working-day calendar.

Moments are whole seconds of China's clock since the day before year 1 (a date's ordinal times
86 400): integers compare and add exactly on every machine.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

from shenpi.core.worktime import CHINA, Calendar

DAY = 86_400
OFFICE = ("09:00-12:00", "13:30-17:30")
"""Hours of an office that says nothing else; they end when limits end."""

_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—至]\s*(\d{1,2}):(\d{2})", re.ASCII)


def second(moment: datetime) -> int:
    """An aware moment in whole seconds of China's clock."""
    here = moment.astimezone(CHINA)
    return here.toordinal() * DAY + here.hour * 3600 + here.minute * 60 + here.second


def moment(at: int) -> datetime:
    """The aware moment of a second."""
    day, rest = divmod(at, DAY)
    return (datetime.fromordinal(day).replace(tzinfo=CHINA) + timedelta(seconds=rest)).astimezone(UTC)


class Hours(Protocol):
    """Working time as an axis: `worked` counts its seconds up to a moment, `moment` goes back."""

    @property
    def per_day(self) -> int:
        """Worked seconds of a working day."""

    def worked(self, at: int) -> int:
        """How many seconds were worked before `at`, from some fixed moment on."""

    def reached(self, worked: int) -> int:
        """The earliest moment at which so much was worked."""

    def opening(self, at: int) -> int:
        """`at` itself while the office works, else when it opens next."""


class Always:
    """Around the clock: applicants, and machines."""

    per_day = DAY

    def worked(self, at: int) -> int:
        """The clock itself."""
        return at

    def reached(self, worked: int) -> int:
        """The clock itself."""
        return worked

    def opening(self, at: int) -> int:
        """Always open."""
        return at


class OfficeHours:
    """The same hours on every working day of a calendar. Raises OutOfRange outside of it."""

    def __init__(self, calendar: Calendar, spans: Sequence[tuple[int, int]], first_day: int) -> None:
        self._calendar = calendar
        self._spans = tuple(spans)
        self._base = first_day - 1
        self.per_day = sum(end - begin for begin, end in spans)
        self._days: dict[int, tuple[int, bool]] = {}

    def worked(self, at: int) -> int:
        """Seconds worked since the first day (from `first_day` on)."""
        day, rest = divmod(at, DAY)
        worked, works = self._day(day)
        if works:
            for begin, end in self._spans:
                if rest > begin:
                    worked += min(rest, end) - begin
        return worked

    def reached(self, worked: int) -> int:
        """The earliest moment at which so much was worked: the close of a day rather than the next opening."""
        days, rest = divmod(max(0, worked - 1), self.per_day)
        day = self._calendar.nth_working(self._base, days + 1)
        left = rest + (1 if worked else 0)
        for begin, end in self._spans:
            if left <= end - begin:
                return day * DAY + begin + left
            left -= end - begin
        raise AssertionError  # `left` is at most what a day holds

    def opening(self, at: int) -> int:
        """`at` itself while the office works, else when it opens next."""
        day, rest = divmod(at, DAY)
        if self._day(day)[1]:
            for begin, end in self._spans:
                if rest < end:
                    return day * DAY + max(rest, begin)
        return self._calendar.nth_working(day, 1) * DAY + self._spans[0][0]

    def _day(self, day: int) -> tuple[int, bool]:
        """What was worked before a day, and whether the office works on it."""
        known = self._days.get(day)
        if known is None:
            before = self._calendar.count_working(self._base, day - 1) if day - 1 > self._base else 0
            known = before * self.per_day, self._calendar.count_working(day - 1, day) == 1
            self._days[day] = known
        return known


def spans(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Read `["09:00-12:00", "13:30-17:30"]` into seconds of the day. Raises ValueError."""
    found: list[tuple[int, int]] = []
    for text in texts:
        match = _SPAN.fullmatch(text.strip())
        if match is None:
            raise ValueError(text)
        hours = [int(part) for part in match.groups()]
        begin, end = hours[0] * 3600 + hours[1] * 60, hours[2] * 3600 + hours[3] * 60
        if not (found[-1][1] if found else 0) <= begin < end <= DAY or max(hours[1], hours[3]) > 59:
            raise ValueError(text)
        found.append((begin, end))
    return found

"""工作日历: which days count, answered from tables."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from enum import StrEnum

from shenpi.core.worktime import deadlines, notices
from shenpi.core.worktime.errors import OutOfRange
from shenpi.core.worktime.limit import Limit
from shenpi.core.worktime.moments import CHINA, FIRST, LAST
from shenpi.core.worktime.notices import SpecialDays

CLOSE = time(17, 30)
"""When offices close and the last day of a limit ends (民法典 art. 203.2), unless an installation says otherwise."""


class DayKind(StrEnum):
    """Why a day counts or not."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    CLOSED = "closed"


class Calendar:
    """Working days from `FIRST` to `LAST`; immutable.

    `announced` are the State Council's notices; years after the last of them are taken from `estimated` and said to
    be so by `is_estimated`. `local` are an installation's own closures and openings and win over both. Adding and
    counting working days are look-ups in a sorted list and in prefix counts. Raises OutOfRange for other days.
    """

    def __init__(
        self,
        announced: Iterable[SpecialDays],
        *,
        estimated: Iterable[SpecialDays] = (),
        local: Iterable[SpecialDays] = (),
        close: time = CLOSE,
    ) -> None:
        self.announced = tuple(announced)
        self.local = tuple(local)
        self.close = close
        last_year = max((days.last.year for days in self.announced), default=FIRST.year - 1)
        self.announced_until = date(last_year, 12, 31)
        self.estimated = tuple(days for days in estimated if days.first > self.announced_until)
        self._base = FIRST.toordinal()
        self._special = {
            ordinal: (days.working, days.name)
            for days in (*self.announced, *self.estimated, *self.local)
            for ordinal in days.ordinals()
        }
        self._local = {ordinal for days in self.local for ordinal in days.ordinals()}
        self._tabulate()
        self.version = self._version()

    @classmethod
    def load(cls, *, local: Iterable[SpecialDays] = (), close: time = CLOSE) -> "Calendar":
        """Return the calendar of the shipped notices, with an installation's own days and closing time."""
        return cls(notices.announced(), estimated=notices.estimated(), local=local, close=close)

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on `day`."""
        index = self._index(day)
        return self._counts[index + 1] > self._counts[index]

    def is_estimated(self, day: date) -> bool:
        """Tell whether no notice covers `day` yet, so that its answer may change."""
        self._index(day)
        return day > self.announced_until

    def kind_of(self, day: date) -> DayKind:
        """Return why `day` counts or not."""
        self._index(day)
        ordinal = day.toordinal()
        weekend = day.weekday() >= 5
        special = self._special.get(ordinal)
        if special is None:
            return DayKind.WEEKEND if weekend else DayKind.WORKING
        if special[0]:
            return DayKind.MAKE_UP if weekend else DayKind.WORKING
        return DayKind.CLOSED if ordinal in self._local else DayKind.HOLIDAY

    def name_of(self, day: date) -> str:
        """Return the festival (also of its make-up days) or the reason of a closure; '' for an ordinary day."""
        self._index(day)
        return self._special.get(day.toordinal(), (False, ""))[1]

    def add_working_days(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`, before it when negative.

        0 gives `day` itself when it is a working day, else the next one.
        """
        return date.fromordinal(self.nth_working(day.toordinal(), count))

    def next_working_day(self, day: date) -> date:
        """Return `day` itself when it is a working day, else the next one."""
        return self.add_working_days(day, 0)

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`; negative when `end` is earlier.

        So `working_days_between(day, add_working_days(day, n)) == n` for every n but 0.
        """
        if end >= start:
            return self.count_working(start.toordinal(), end.toordinal())
        return self._counts[self._index(end)] - self._counts[self._index(start)]

    def due(self, start: datetime, limit: Limit) -> datetime:
        """Return when `limit`, begun at `start` (aware), ends; UTC. See `deadlines.due`."""
        return deadlines.due(self, start, limit)

    def closing(self, day: date) -> datetime:
        """Return the moment (UTC) at which offices close on `day`."""
        return datetime.combine(day, self.close, CHINA).astimezone(UTC)

    def nth_working(self, ordinal: int, count: int) -> int:
        """Do what `add_working_days` does, on ordinals."""
        index = ordinal - self._base
        if not 0 <= index < len(self._counts) - 1:
            raise OutOfRange(FIRST, LAST)
        place = self._counts[index + 1] + count - 1 if count > 0 else self._counts[index] + count
        if not 0 <= place < len(self._working):
            raise OutOfRange(FIRST, LAST)
        return self._working[place]

    def count_working(self, after: int, until: int) -> int:
        """Count the working days after one ordinal up to and including a later one."""
        first, last = after - self._base, until - self._base
        if not 0 <= first <= last < len(self._counts) - 1:
            raise OutOfRange(FIRST, LAST)
        return self._counts[last + 1] - self._counts[first + 1]

    def _index(self, day: date) -> int:
        index = day.toordinal() - self._base
        if not 0 <= index < len(self._counts) - 1:
            raise OutOfRange(FIRST, LAST)
        return index

    def _tabulate(self) -> None:
        """Fill the sorted list of working days and, for every day, the number of working days before it."""
        self._working: list[int] = []
        self._counts: list[int] = [0]
        for ordinal in range(self._base, LAST.toordinal() + 1):
            special = self._special.get(ordinal)
            if special[0] if special else ordinal % 7 not in (6, 0):  # ordinal 1 was a Monday
                self._working.append(ordinal)
            self._counts.append(len(self._working))

    def _version(self) -> str:
        """Name the data: two calendars that could answer differently have different versions."""
        said = "\n".join((*map(notices.write, (self.announced, self.estimated, self.local)), f"{self.close}"))
        digest = hashlib.sha256(said.encode()).hexdigest()[:8]
        return f"{FIRST.year}-{self.announced_until.year}+{digest}"

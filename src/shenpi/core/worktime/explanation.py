"""Why a limit ends when it ends, day by day, as data; `words` says it in Chinese and English."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from shenpi.core.worktime import hours
from shenpi.core.worktime.counting import amount_in_days
from shenpi.core.worktime.limit import Unit
from shenpi.core.worktime.moments import CHINA, local_day

if TYPE_CHECKING:
    from shenpi.core.worktime.calendar import Calendar, DayKind
    from shenpi.core.worktime.clock import Clock


class Count(StrEnum):
    """What a day is to the limit."""

    START = "start"  # 当日不计 (of 当日 itself: too late on that day)
    COUNTED = "counted"
    FREE = "free"  # no working day
    SUSPENDED = "suspended"
    MOVED = "moved"  # the limit's days are over, but its last one was no working day
    SAME_DAY = "same_day"  # 当日: the day itself is the limit
    RUNNING = "running"  # a limit in hours, see `ran`


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of the explanation.

    `kind` and `name` say what day it is (周末, 国庆节, 调休上班), `count` what it is to the limit, `number` which
    counted day it is, `ran` how long a limit in hours ran on it. `is_estimated` marks days without a notice yet.
    """

    day: date
    kind: "DayKind"
    name: str
    count: Count
    number: int | None = None
    reason: str = ""
    ran: timedelta | None = None
    is_due: bool = False
    is_today: bool = False
    is_estimated: bool = False

    @property
    def weekday(self) -> int:
        """1 for Monday to 7 for Sunday."""
        return self.day.isoweekday()


def explain(clock: "Clock", calendar: "Calendar", now: datetime) -> list[DayRow]:
    """Return the days from the start to the due day, or to today while a suspension leaves that open."""
    due_at = clock.due(calendar)
    first, today = local_day(clock.start), local_day(now)
    last = max(first, today) if due_at is None else local_day(due_at)
    meaning = _meaning_of_hours if clock.limit.unit is Unit.HOURS else _Numbering(clock, calendar)
    rows = []
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        row = DayRow(
            day=day,
            kind=calendar.kind_of(day),
            name=calendar.name_of(day),
            count=Count.START,
            is_due=due_at is not None and day == last,
            is_today=day == today,
            is_estimated=calendar.is_estimated(day),
        )
        rows.append(meaning(row, clock, due_at or max(now, clock.start)))
    return rows


class _Numbering:
    """Says of one day after another what it is to a limit in days."""

    def __init__(self, clock: "Clock", calendar: "Calendar") -> None:
        self.calendar = calendar
        self.first = local_day(clock.start)
        self.only_working = clock.limit.unit is Unit.WORKING_DAYS
        self.amount = amount_in_days(self.first.toordinal(), clock.limit)
        self.suspended = [(each.reason, each.days(calendar)) for each in clock.suspensions]
        self.number = 0

    def __call__(self, row: DayRow, clock: "Clock", until: datetime) -> DayRow:
        if row.is_due and not self.amount:
            return replace(row, count=Count.SAME_DAY)
        if row.day == self.first:
            return row
        if self.only_working and not self.calendar.is_working_day(row.day):
            return replace(row, count=Count.FREE)
        reasons = [reason for reason, days in self.suspended if row.day.toordinal() in days]
        if reasons:
            return replace(row, count=Count.SUSPENDED, reason=_joined(reasons))
        if self.number >= self.amount:
            return replace(row, count=Count.MOVED)
        self.number += 1
        return replace(row, count=Count.COUNTED, number=self.number)


def _meaning_of_hours(row: DayRow, clock: "Clock", until: datetime) -> DayRow:
    """Say how long a limit in hours ran on the day."""
    begin = datetime.combine(row.day, time.min, CHINA).astimezone(UTC)
    end = begin + timedelta(days=1)
    ran = hours.running(max(begin, clock.start), min(end, until), clock.suspensions)
    reasons = [
        each.reason
        for each in clock.suspensions
        if each.begin < end and (each.end is None or each.end > begin)
    ]
    return replace(row, count=Count.RUNNING, ran=ran, reason=_joined(reasons))


def _joined(reasons: list[str]) -> str:
    return "、".join(dict.fromkeys(reasons))

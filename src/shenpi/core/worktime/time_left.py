"""What is left of a limit, as data: a count, a unit and the due moment. `words` puts it into sentences."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from shenpi.core.worktime.limit import Unit
from shenpi.core.worktime.moments import aware, local_day

if TYPE_CHECKING:
    from shenpi.core.worktime.calendar import Calendar


class Standing(StrEnum):
    """How a clock stands."""

    LEFT = "left"
    OVERDUE = "overdue"
    PAUSED = "paused"
    ENDED_IN_TIME = "ended_in_time"
    ENDED_LATE = "ended_late"


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """`count` units left (or overdue) at `now`; `due_at` is None while it depends on an open suspension.

    Days are counted as the law counts them, today excluded and the due day included: 0 left means due today, 0
    overdue means overdue by less than a unit. Hours are whole hours.
    """

    standing: Standing
    count: int
    unit: Unit
    due_at: datetime | None
    now: datetime


def time_left(
    calendar: "Calendar", due_at: datetime, now: datetime, unit: Unit = Unit.WORKING_DAYS
) -> TimeLeft:
    """Return what is left until `due_at` at `now` (both aware). Raises NaiveMoment, OutOfRange."""
    due_at, now = aware(due_at), aware(now)
    late = now > due_at
    standing = Standing.OVERDUE if late else Standing.LEFT
    early, later = (due_at, now) if late else (now, due_at)
    if unit is Unit.HOURS:
        return TimeLeft(standing, int((later - early).total_seconds()) // 3600, unit, due_at, now)
    first, last = local_day(early), local_day(later)
    if unit is Unit.WORKING_DAYS:
        return TimeLeft(standing, calendar.working_days_between(first, last), unit, due_at, now)
    return TimeLeft(standing, (last - first).days, Unit.CALENDAR_DAYS, due_at, now)

"""绿灯, 黄灯, 红灯: what a due moment looks like now. Lights are computed, never stored."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from shenpi.core.worktime.moments import CHINA, aware, local

if TYPE_CHECKING:
    from shenpi.core.worktime.calendar import Calendar

WARNING = timedelta(hours=24)
"""D3-066: 「进入到办结期限的24小时之内」, hours of the clock."""


class Light(StrEnum):
    """The light of a task or case."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"

    @classmethod
    def of(cls, due_at: datetime | None, now: datetime, warn: timedelta = WARNING) -> "Light":
        """Return the light at `now`: red once the limit is passed (D3-067), yellow with `warn` or less left (D3-066).

        The due moment itself is still in time. PAUSED when there is no due moment (the clock rests, D3-042).
        Raises NaiveMoment.
        """
        if due_at is None:
            return cls.PAUSED
        left = aware(due_at) - aware(now)
        if left < timedelta():
            return cls.RED
        return cls.YELLOW if left <= warn else cls.GREEN


def soon(now: datetime, calendar: "Calendar | None" = None) -> datetime:
    """Return the last limit that shows yellow at `now`: 24 hours ahead, or by a calendar one working day ahead.

    By working days, what is due on Monday 17:30 turns yellow on Friday 17:30, not at the weekend; at a weekend the
    whole next working day is yellow. Raises NaiveMoment, OutOfRange.
    """
    if calendar is None:
        return aware(now) + WARNING
    here = local(now)
    at = here.time() if calendar.is_working_day(here.date()) else time.max
    return datetime.combine(calendar.add_working_days(here.date(), 1), at, CHINA).astimezone(UTC)

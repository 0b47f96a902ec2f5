"""Lights: computed from a due moment, never stored (D3-064 to D3-067)."""

from datetime import datetime, timedelta
from enum import StrEnum

from shenpi.core.worktime.calendar import SHANGHAI, Calendar
from shenpi.core.worktime.errors import NaiveMoment

DAY = timedelta(hours=24)


class Light(StrEnum):
    """Green on time, yellow within 24 hours of the limit, red after it; paused while no limit runs."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"

    @classmethod
    def of(cls, due_at: datetime | None, now: datetime, warn: timedelta = DAY) -> "Light":
        """Return the light of a task due at `due_at` (aware; None: suspended). `warn` is in clock hours (D3-066)."""
        if due_at is None:
            return cls.PAUSED
        if due_at.tzinfo is None or now.tzinfo is None:
            raise NaiveMoment
        if now > due_at:
            return cls.RED
        return cls.YELLOW if due_at - now <= warn else cls.GREEN

    @classmethod
    def of_working_day(cls, due_at: datetime | None, now: datetime, calendar: Calendar) -> "Light":
        """The option "one working day before": yellow from the close of the working day before the last."""
        if due_at is None:
            return cls.PAUSED
        before = calendar.add_working_days(due_at.astimezone(SHANGHAI).date(), -1)
        return cls.of(due_at, now, due_at - calendar.closing(before))

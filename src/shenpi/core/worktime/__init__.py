"""Working-day calendars, limits, due moments and lights: the one implementation of time in the system.

Moments are aware; what is returned is UTC. Days are the days of China. Every error is a `WorktimeError` with code,
Chinese and English sentence.
"""

from shenpi.core.worktime import rules
from shenpi.core.worktime.calendar import CLOSE, FIRST, LAST, Calendar, DayKind
from shenpi.core.worktime.errors import (
    BadCalendar,
    BadClock,
    BadLimit,
    NaiveMoment,
    OutOfRange,
    WorktimeError,
)
from shenpi.core.worktime.light import WARNING, Light
from shenpi.core.worktime.limit import Limit, Unit
from shenpi.core.worktime.moments import CHINA, local_day
from shenpi.core.worktime.notices import SpecialDays
from shenpi.core.worktime.rules import Rule

__all__ = [
    "CHINA",
    "CLOSE",
    "FIRST",
    "LAST",
    "WARNING",
    "BadCalendar",
    "BadClock",
    "BadLimit",
    "Calendar",
    "DayKind",
    "Light",
    "Limit",
    "NaiveMoment",
    "OutOfRange",
    "Rule",
    "SpecialDays",
    "Unit",
    "WorktimeError",
    "local_day",
    "rules",
]

"""Working-day calendars, limits, clocks with suspensions, lights and explanations.

This is the one implementation of time in the system. Moments are aware; what is returned is UTC. Days are the days
of China. Every error is a `WorktimeError` with code, Chinese and English sentence.
"""

from shenpi.core.worktime import rules, words
from shenpi.core.worktime.calendar import CLOSE, Calendar, DayKind
from shenpi.core.worktime.clock import Clock
from shenpi.core.worktime.errors import (
    BadCalendar,
    BadClock,
    BadLimit,
    NaiveMoment,
    OutOfRange,
    WorktimeError,
)
from shenpi.core.worktime.explanation import Count, DayRow
from shenpi.core.worktime.light import WARNING, Light, soon
from shenpi.core.worktime.limit import Limit, Unit
from shenpi.core.worktime.moments import CHINA, FIRST, LAST, local_day
from shenpi.core.worktime.notices import SpecialDays
from shenpi.core.worktime.rules import Rule
from shenpi.core.worktime.suspension import Suspension
from shenpi.core.worktime.time_left import Standing, TimeLeft, time_left

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
    "Clock",
    "Count",
    "DayKind",
    "DayRow",
    "Light",
    "Limit",
    "NaiveMoment",
    "OutOfRange",
    "Rule",
    "SpecialDays",
    "Standing",
    "Suspension",
    "TimeLeft",
    "Unit",
    "WorktimeError",
    "local_day",
    "rules",
    "soon",
    "time_left",
    "words",
]

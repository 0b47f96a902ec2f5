"""The time-limit law: calendars, limits, clocks with suspensions, lights, and explanations."""

from shenpi.core.worktime.calendar import Calendar, Notice
from shenpi.core.worktime.errors import BadLimit, NaiveMoment, OutOfRange, WorktimeError
from shenpi.core.worktime.light import Light
from shenpi.core.worktime.limit import Limit, Unit

__all__ = ["BadLimit", "Calendar", "Light", "Limit", "NaiveMoment", "Notice", "OutOfRange", "Unit", "WorktimeError"]

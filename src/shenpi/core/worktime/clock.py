"""办理时钟: a start, a limit and suspensions; everything people ask about time is computed from these."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from shenpi.core.worktime import deadlines, hours
from shenpi.core.worktime.counting import amount_in_days, counted, free_working_day, nth_counted
from shenpi.core.worktime.errors import BadClock
from shenpi.core.worktime.explanation import DayRow, explain
from shenpi.core.worktime.light import WARNING, Light
from shenpi.core.worktime.limit import Limit, Unit
from shenpi.core.worktime.moments import aware, local_day
from shenpi.core.worktime.suspension import Suspension, suspended_days
from shenpi.core.worktime.time_left import Standing, TimeLeft, time_left

if TYPE_CHECKING:
    from shenpi.core.worktime.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit that runs from `start`, rests during `suspensions` and has ended at `stopped`; immutable.

    **A suspended day.** 行政许可法 art. 82 counts whole working days, and art. 45 leaves out the time that special
    procedures need. A day of which any part up to the close of offices is suspended is therefore not counted at all:
    what is left after a suspension is always whole days, a limit never ends while the clock rests or in the moment it
    goes on, and k suspended working days move the end by k working days. That a few minutes cost a day is answered
    by the written notice art. 45 asks for: each suspension carries its reason and stands in the record. Hours are
    counted to the second instead. A suspension that begins after the limit has ended changes nothing.

    **A limit that is not moved.** A last day that is no working day moves to the next one to the good of who must act.
    What the law lets an authority keep from somebody for so long and no longer (行政强制法 art. 25.1: 不得超过三十日)
    is not prolonged by a holiday, as no detention is (刑事诉讼法 art. 105.4): `unmoved`, it ends on the day itself.

    Moments are aware. Raises NaiveMoment; the methods OutOfRange.
    """

    start: datetime
    limit: Limit
    suspensions: tuple[Suspension, ...] = ()
    stopped: datetime | None = None
    unmoved: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", aware(self.start))
        object.__setattr__(self, "suspensions", tuple(self.suspensions))
        if self.stopped is not None:
            object.__setattr__(self, "stopped", aware(self.stopped))

    def due(self, calendar: "Calendar") -> datetime | None:
        """Return when the limit ends (UTC); None while that depends on a suspension without an end."""
        if not self.suspensions and not self.unmoved:
            return deadlines.due(calendar, self.start, self.limit)
        if self.limit.unit is Unit.HOURS:
            return hours.due(self.start, self.limit.amount, self.suspensions)
        day = self._due_day(calendar)
        return None if day is None else calendar.closing(date.fromordinal(day))

    def used(self, calendar: "Calendar", now: datetime) -> int:
        """Return how many of its units (days for months) the limit has counted at `now`, today included."""
        now = self._until(now)
        if self.limit.unit is Unit.HOURS:
            return int(hours.running(self.start, now, self.suspensions).total_seconds()) // 3600
        start, today = local_day(self.start).toordinal(), local_day(now).toordinal()
        return counted(calendar, self.limit.unit, suspended_days(calendar, self.suspensions), start, today)

    def remaining(self, calendar: "Calendar", now: datetime) -> TimeLeft:
        """Return what is left at `now`, or at the moment the clock was stopped. See `TimeLeft`."""
        paused = self.is_paused(now)
        now = self._until(now)
        due_at = self.due(calendar)
        if due_at is not None and now > due_at:
            left = time_left(calendar, due_at, now, self.limit.unit)
            return replace(left, standing=Standing.ENDED_LATE) if self.stopped else left
        standing = Standing.PAUSED if paused else Standing.LEFT
        if self.stopped is not None:
            standing = Standing.ENDED_IN_TIME
        unit = Unit.CALENDAR_DAYS if self.limit.unit is Unit.MONTHS else self.limit.unit
        return TimeLeft(standing, self._left(calendar, now, due_at), unit, due_at, now)

    def light(self, calendar: "Calendar", now: datetime, warn: timedelta = WARNING) -> Light:
        """Return the light at `now`: paused while suspended in time, red once late (D3-042, D3-066, D3-067).

        A stopped clock is green when it was stopped in time and red when late.
        """
        light = Light.of(self.due(calendar), self._until(now), warn)
        if light is Light.RED:
            return light
        if self.stopped is not None:
            return Light.GREEN
        return Light.PAUSED if self.is_paused(now) else light

    def explain(self, calendar: "Calendar", now: datetime) -> list[DayRow]:
        """Return the days from the start to the due day, or to today while that is open, each with its reasons."""
        return explain(self, calendar, aware(now))

    def is_paused(self, now: datetime) -> bool:
        """Tell whether the clock rests at `now`; a stopped one does not."""
        now = aware(now)
        running = self.stopped is None or now < self.stopped
        return running and any(each.covers(now) for each in self.suspensions)

    def suspend(self, moment: datetime, reason: str) -> "Clock":
        """Return the clock resting from `moment` on. Raises BadClock when it already rests or has ended."""
        if self.stopped is not None or any(each.end is None for each in self.suspensions):
            raise BadClock(
                "clock_not_running",
                "计时已暂停或已结束，不能再次暂停。请先恢复计时。",
                "The clock already rests or has ended. Resume it first.",
            )
        return replace(self, suspensions=(*self.suspensions, Suspension(moment, None, reason)))

    def resume(self, moment: datetime) -> "Clock":
        """Return the clock going on from `moment`. Raises BadClock when nothing is suspended."""
        if not any(each.end is None for each in self.suspensions):
            raise BadClock(
                "clock_not_suspended",
                "计时没有暂停，无需恢复。",
                "The clock is not suspended; there is nothing to resume.",
            )
        ended = tuple(replace(each, end=moment) if each.end is None else each for each in self.suspensions)
        return replace(self, suspensions=ended)

    def stop(self, moment: datetime) -> "Clock":
        """Return the clock ended at `moment`."""
        return replace(self, stopped=moment)

    def extend(self, extension: Limit) -> "Clock":
        """Return the clock with a longer limit of the same unit (行政许可法 art. 42). Raises BadLimit."""
        return replace(self, limit=self.limit + extension)

    def _until(self, now: datetime) -> datetime:
        now = aware(now)
        return now if self.stopped is None else min(now, self.stopped)

    def _left(self, calendar: "Calendar", now: datetime, due_at: datetime | None) -> int:
        if self.limit.unit is Unit.HOURS:
            spent = hours.running(self.start, max(now, self.start), self.suspensions)
            return int((timedelta(hours=self.limit.amount) - spent).total_seconds()) // 3600
        start = local_day(self.start).toordinal()
        today = max(start, local_day(now).toordinal())
        gaps = suspended_days(calendar, self.suspensions)
        unit = self.limit.unit
        if due_at is not None:
            return counted(calendar, unit, gaps, today, local_day(due_at).toordinal())
        return max(0, amount_in_days(start, self.limit) - counted(calendar, unit, gaps, start, today))

    def _due_day(self, calendar: "Calendar") -> int | None:
        gaps = suspended_days(calendar, self.suspensions)
        if self.limit.amount == 0:
            return free_working_day(calendar, gaps, deadlines.same_day(calendar, self.start).toordinal())
        start = local_day(self.start).toordinal()
        day = nth_counted(calendar, self.limit.unit, gaps, start, amount_in_days(start, self.limit))
        return day if day is None or self.unmoved else free_working_day(calendar, gaps, day)

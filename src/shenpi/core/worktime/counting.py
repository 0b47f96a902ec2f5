"""Counting days of a limit around suspended ones; days are ordinals, suspended days ordered separate ranges."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from shenpi.core.worktime.deadlines import last_day
from shenpi.core.worktime.limit import Limit, Unit
from shenpi.core.worktime.suspension import ENDLESS

if TYPE_CHECKING:
    from shenpi.core.worktime.calendar import Calendar


def amount_in_days(start: int, limit: Limit) -> int:
    """Return how many days of its kind the limit counts from `start`; a month is as many days as it has."""
    if limit.unit is Unit.MONTHS:
        return last_day(date.fromordinal(start), limit).toordinal() - start
    return limit.amount


def counted(calendar: "Calendar", unit: Unit, suspended: Sequence[range], after: int, until: int) -> int:
    """Count the days after `after` up to and including `until` that the limit counts."""
    if until <= after:
        return 0
    total = _days(calendar, unit, after, until)
    for gap in suspended:
        first, last = max(gap.start, after + 1), min(gap.stop - 1, until)
        if first <= last:
            total -= _days(calendar, unit, first - 1, last)
    return total


def nth_counted(
    calendar: "Calendar", unit: Unit, suspended: Sequence[range], start: int, amount: int
) -> int | None:
    """Return the `amount`-th (from 1) counted day after `start`, or None when an open suspension swallows it."""
    from_day, left = start, amount
    for gap in suspended:
        if gap.stop <= from_day + 1:
            continue
        before = counted(calendar, unit, (), from_day, gap.start - 1)
        if before >= left:
            break
        left -= before
        from_day = gap.stop - 1
        if _endless(gap):
            return None
    return calendar.nth_working(from_day, left) if unit is Unit.WORKING_DAYS else from_day + left


def free_working_day(calendar: "Calendar", suspended: Sequence[range], day: int) -> int | None:
    """Return `day` or the first day after it that is a working day and not suspended; None when none will be."""
    day = calendar.nth_working(day, 0)
    for gap in suspended:
        if day in gap:
            if _endless(gap):
                return None
            day = calendar.nth_working(gap.stop, 0)
    return day


def _endless(gap: range) -> bool:
    return gap.stop >= ENDLESS


def _days(calendar: "Calendar", unit: Unit, after: int, until: int) -> int:
    return calendar.count_working(after, until) if unit is Unit.WORKING_DAYS else until - after

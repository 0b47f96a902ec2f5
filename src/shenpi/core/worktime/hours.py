"""Limits in hours of the clock, to the second."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from shenpi.core.worktime.suspension import Suspension, suspended_times


def due(start: datetime, amount: int, suspensions: Iterable[Suspension]) -> datetime | None:
    """Return when `amount` hours have run since `start`; None when a suspension without an end comes first."""
    left = timedelta(hours=amount)
    moment = start
    for begin, end in suspended_times(suspensions):
        if begin - moment >= left:
            break
        left -= max(timedelta(), begin - moment)
        if end is None:
            return None
        moment = max(moment, end)
    return moment + left


def running(start: datetime, until: datetime, suspensions: Iterable[Suspension]) -> timedelta:
    """Return how long the clock ran between two moments."""
    ran = max(timedelta(), until - start)
    for begin, end in suspended_times(suspensions):
        first, last = max(begin, start), until if end is None else min(end, until)
        ran -= max(timedelta(), last - first)
    return ran

"""Moments are aware and in UTC; days are the days of China."""

from datetime import UTC, date, datetime, timedelta, timezone

from shenpi.core.worktime.errors import NaiveMoment

CHINA = timezone(timedelta(hours=8), "CST")
"""The legal time of China; it has had no summer time since 1992, long before the first day of the calendar."""

FIRST = date(2007, 1, 1)
LAST = date(2036, 12, 31)
"""The days that calendars know: from the first notice shipped to ten years after the last."""


def aware(moment: datetime) -> datetime:
    """Return `moment` in UTC. Raises NaiveMoment."""
    if moment.tzinfo is None:
        raise NaiveMoment
    return moment.astimezone(UTC)


def local(moment: datetime) -> datetime:
    """Return `moment` as clocks in China show it. Raises NaiveMoment."""
    if moment.tzinfo is None:
        raise NaiveMoment
    return moment.astimezone(CHINA)


def local_day(moment: datetime) -> date:
    """Return the day on which `moment` falls in China. Raises NaiveMoment."""
    return local(moment).date()

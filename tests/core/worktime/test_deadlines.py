"""When limits end: the rules of law on days that can be checked by hand."""

import timeit
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenpi.core.worktime import CHINA, Calendar, Limit, NaiveMoment, OutOfRange, Unit

CALENDAR = Calendar.load()
MOMENTS = st.datetimes(datetime(2007, 1, 1), datetime(2025, 12, 31), timezones=st.just(UTC))


def at(text: str) -> datetime:
    """A moment as clocks in China show it."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        # 民法典 art. 201: the start's own day is not counted, however early; art. 203.2: until offices close
        ("2026-11-23 00:00", "P1WD", "2026-11-24 17:30"),
        ("2026-11-23 23:59", "P1WD", "2026-11-24 17:30"),
        # 行政许可法 art. 82: no weekend
        ("2026-11-23 10:00", "P5WD", "2026-11-30 17:30"),
        # filed online on a Saturday: Monday is the first day
        ("2026-11-21 10:00", "P1WD", "2026-11-23 17:30"),
        # no holidays (中秋 25-27 September, 国庆 1-7 October 2026), but the make-up days 20 September and 10 October
        ("2026-09-18 10:00", "P5WD", "2026-09-24 17:30"),
        ("2026-09-30 10:00", "P2WD", "2026-10-09 17:30"),
        ("2026-09-30 10:00", "P3WD", "2026-10-10 17:30"),
        # calendar days count weekends and holidays
        ("2026-11-23 10:00", "P10D", "2026-12-03 17:30"),
        # 民法典 art. 203.1: the last day a Saturday, or within a holiday: the next working day
        ("2026-11-23 10:00", "P5D", "2026-11-30 17:30"),
        ("2026-09-21 10:00", "P10D", "2026-10-08 17:30"),
        # a last day that is a make-up Saturday is a working day and stays
        ("2026-09-30 10:00", "P10D", "2026-10-10 17:30"),
        # 民法典 art. 202: a month ends on the day of the same number, else on its last day
        ("2026-01-15 10:00", "P6M", "2026-07-15 17:30"),
        ("2026-08-31 10:00", "P6M", "2027-03-01 17:30"),  # 28 February 2027 is a Sunday
        ("2025-08-30 10:00", "P6M", "2026-02-28 17:30"),  # a make-up Saturday
        # hours are hours of the clock, by night and at the weekend
        ("2026-11-20 16:00", "PT24H", "2026-11-21 16:00"),
        # 当日
        ("2026-11-23 08:00", "P0WD", "2026-11-23 17:30"),
        ("2026-11-23 17:29", "P0WD", "2026-11-23 17:30"),
        ("2026-11-23 17:30", "P0WD", "2026-11-24 17:30"),
        ("2026-11-21 08:00", "P0WD", "2026-11-23 17:30"),
        ("2026-11-21 20:00", "P0D", "2026-11-23 17:30"),
    ],
)
def test_ends(start: str, limit: str, end: str) -> None:
    due = CALENDAR.due(at(start), Limit.parse(limit))
    assert due.astimezone(CHINA).strftime("%Y-%m-%d %H:%M") == end
    assert due.utcoffset() == timedelta()


def test_the_day_is_the_day_in_china() -> None:
    """17:00 UTC is already tomorrow in China."""
    late = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    assert CALENDAR.due(late, Limit.parse("P1WD")) == at("2026-11-25 17:30")
    elsewhere = late.astimezone(timezone(timedelta(hours=-5)))
    assert CALENDAR.due(elsewhere, Limit.parse("P1WD")) == at("2026-11-25 17:30")


def test_another_closing_time() -> None:
    calendar = Calendar.load(close=time(18, 0))
    assert calendar.due(at("2026-11-23 10:00"), Limit.parse("P1WD")) == at("2026-11-24 18:00")
    assert calendar.due(at("2026-11-23 17:45"), Limit.parse("P0WD")) == at("2026-11-23 18:00")


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("amount", [0, 5])
def test_naive_moments_are_refused(unit: Unit, amount: int) -> None:
    with pytest.raises(NaiveMoment) as caught:
        CALENDAR.due(datetime(2026, 11, 23, 10, 0), Limit(amount, unit))
    assert caught.value.code == "naive_moment"


@pytest.mark.parametrize("limit", ["P99999WD", "P99999D", "P99999M", "P15Y"])
def test_limits_that_leave_the_calendar_are_refused(limit: str) -> None:
    with pytest.raises(OutOfRange):
        CALENDAR.due(at("2026-11-23 10:00"), Limit.parse(limit))


DAY_LIMITS = st.builds(Limit, st.integers(0, 90), st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS]))


@given(MOMENTS, DAY_LIMITS)
@settings(deadline=None)
def test_days_end_at_the_close_of_a_working_day(start: datetime, limit: Limit) -> None:
    due = CALENDAR.due(start, limit).astimezone(CHINA)
    assert due.time() == time(17, 30)
    assert CALENDAR.is_working_day(due.date())
    assert due > start
    if limit.amount and limit.unit is Unit.WORKING_DAYS:
        assert CALENDAR.working_days_between(start.astimezone(CHINA).date(), due.date()) == limit.amount


@given(MOMENTS, MOMENTS, DAY_LIMITS)
@settings(deadline=None)
def test_who_starts_later_ends_no_earlier(one: datetime, two: datetime, limit: Limit) -> None:
    first, second = sorted((one, two))
    assert CALENDAR.due(first, limit) <= CALENDAR.due(second, limit)


@given(MOMENTS, st.integers(0, 89), st.sampled_from(list(Unit)))
@settings(deadline=None)
def test_a_longer_limit_ends_no_earlier(start: datetime, amount: int, unit: Unit) -> None:
    assert CALENDAR.due(start, Limit(amount, unit)) <= CALENDAR.due(start, Limit(amount + 1, unit))


@given(MOMENTS, st.integers(1, 90))
@settings(deadline=None)
def test_working_days_are_never_shorter_than_calendar_days(start: datetime, amount: int) -> None:
    working = CALENDAR.due(start, Limit(amount, Unit.WORKING_DAYS))
    assert working >= CALENDAR.due(start, Limit(amount, Unit.CALENDAR_DAYS))


def test_a_due_moment_costs_microseconds() -> None:
    """A thousand open clocks are recomputed for a page: the best of many tries stays far below 20 µs."""
    start, limit = at("2026-11-23 10:00"), Limit.parse("P45WD")
    assert CALENDAR.due(start, limit).date() == date(2027, 1, 26)
    best = min(timeit.repeat(lambda: CALENDAR.due(start, limit), number=200, repeat=40)) / 200
    assert best < 20e-6

"""Clocks with suspensions: against a slow oracle that walks day by day, and against what must always hold."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenpi.core.worktime import (
    CHINA,
    BadClock,
    BadLimit,
    Calendar,
    Clock,
    Light,
    Limit,
    NaiveMoment,
    Standing,
    Suspension,
    Unit,
)

CALENDAR = Calendar.load()
STARTS = st.datetimes(datetime(2020, 1, 1), datetime(2024, 12, 31), timezones=st.just(UTC))
DAY_UNITS = st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS])
AMOUNTS = st.integers(0, 25)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@st.composite
def suspensions(draw: st.DrawFn, start: datetime, *, may_be_open: bool = False) -> tuple[Suspension, ...]:
    """Up to four suspensions around and after the start, overlapping or not, at any minute."""
    found = []
    for _ in range(draw(st.integers(0, 4))):
        begin = start + timedelta(minutes=draw(st.integers(-5 * 1440, 60 * 1440)))
        end = begin + timedelta(minutes=draw(st.integers(0, 15 * 1440)))
        is_open = may_be_open and draw(st.integers(0, 5)) == 0
        found.append(Suspension(begin, None if is_open else end, "听证"))
    return tuple(found)


def slow_due(start: datetime, limit: Limit, gaps: tuple[Suspension, ...]) -> datetime | None:
    """Walk day by day, as a person with a wall calendar would."""
    day = start.astimezone(CHINA).date()
    counted = 0
    if limit.amount == 0:
        closed = CALENDAR.is_working_day(day) and start >= CALENDAR.closing(day)
        day = day if closed else day - timedelta(days=1)
    for _ in range(400):
        day += timedelta(days=1)
        midnight = datetime.combine(day, time(), CHINA)
        close = CALENDAR.closing(day)
        rests = any(
            gap.begin < close and (gap.end is None or gap.end > midnight) and gap.begin != gap.end
            for gap in gaps
        )
        works = CALENDAR.is_working_day(day)
        if rests or (limit.unit is Unit.WORKING_DAYS and not works):
            continue
        counted += 1
        if counted >= limit.amount and works:
            return close
    return None


@given(st.data(), STARTS, AMOUNTS, DAY_UNITS)
@settings(deadline=None, max_examples=300)
def test_agrees_with_walking_day_by_day(
    data: st.DataObject, start: datetime, amount: int, unit: Unit
) -> None:
    gaps = data.draw(suspensions(start, may_be_open=True))
    limit = Limit(amount, unit)
    assert Clock(start, limit, gaps).due(CALENDAR) == slow_due(start, limit, gaps)


@given(STARTS, AMOUNTS, st.sampled_from(list(Unit)))
@settings(deadline=None)
def test_without_suspension_it_is_the_calendar_s_answer(start: datetime, amount: int, unit: Unit) -> None:
    limit = Limit(amount, unit)
    nothing = Suspension(start, start, "")
    assert Clock(start, limit).due(CALENDAR) == CALENDAR.due(start, limit)
    assert Clock(start, limit, (nothing,)).due(CALENDAR) == CALENDAR.due(start, limit)


@given(st.data(), STARTS, AMOUNTS, st.sampled_from(list(Unit)))
@settings(deadline=None)
def test_a_suspension_never_makes_the_end_earlier(
    data: st.DataObject, start: datetime, amount: int, unit: Unit
) -> None:
    """Art. 45 leaves time out, it never takes any away."""
    gaps = data.draw(suspensions(start))
    more = data.draw(suspensions(start))
    before = Clock(start, Limit(amount, unit), gaps).due(CALENDAR)
    after = Clock(start, Limit(amount, unit), gaps + more).due(CALENDAR)
    assert before is not None
    assert after is not None
    assert after >= before


@given(STARTS, st.integers(1, 25), st.integers(0, 24), st.integers(1, 30))
@settings(deadline=None)
def test_whole_suspended_working_days_move_the_end_by_as_many(
    start: datetime, amount: int, offset: int, suspended: int
) -> None:
    """From close to close over k working days, begun within the limit: k working days later, not one more or less."""
    day = start.astimezone(CHINA).date()
    first = CALENDAR.add_working_days(day, min(offset, amount - 1) or 0)
    last = CALENDAR.add_working_days(first, suspended)
    gap = Suspension(CALENDAR.closing(first), CALENDAR.closing(last), "专家评审")
    limit = Limit(amount, Unit.WORKING_DAYS)
    plain = CALENDAR.due(start, limit).astimezone(CHINA).date()
    if CALENDAR.closing(first) >= CALENDAR.due(start, limit):
        suspended = 0  # amount 1 that began on a day off: the first counted day is the last
    moved = Clock(start, limit, (gap,)).due(CALENDAR)
    assert moved is not None
    assert CALENDAR.working_days_between(plain, moved.astimezone(CHINA).date()) == suspended


@given(st.data(), STARTS, AMOUNTS, DAY_UNITS)
@settings(deadline=None)
def test_a_limit_in_days_never_ends_while_the_clock_rests(
    data: st.DataObject, start: datetime, amount: int, unit: Unit
) -> None:
    gaps = data.draw(suspensions(start))
    due = Clock(start, Limit(amount, unit), gaps).due(CALENDAR)
    assert due is not None
    assert not any(gap.covers(due) for gap in gaps if gap.begin < due)


@given(st.data(), STARTS, st.integers(1, 25), DAY_UNITS, st.integers(0, 60 * 1440))
@settings(deadline=None)
def test_what_is_left_begins_again_as_a_limit_of_its_own(
    data: st.DataObject, start: datetime, amount: int, unit: Unit, minutes: int
) -> None:
    """On a day of the clock without suspensions ahead: a limit of what is left, begun now, ends at the same moment."""
    now = start + timedelta(minutes=minutes)
    gaps = tuple(
        gap for gap in data.draw(suspensions(start)) if gap.end and gap.end < now - timedelta(days=1)
    )
    clock = Clock(start, Limit(amount, unit), gaps)
    left = clock.remaining(CALENDAR, now)
    if left.standing is Standing.LEFT and left.count:
        assert CALENDAR.due(now, Limit(left.count, unit)) == clock.due(CALENDAR)


@given(
    STARTS,
    st.integers(1, 100),
    st.lists(st.tuples(st.integers(-24, 200), st.integers(0, 72)), max_size=4),
)
@settings(deadline=None)
def test_hours_run_exactly_the_limit(start: datetime, amount: int, times: list[tuple[int, int]]) -> None:
    """Between start and end, hour by hour, the clock ran as long as the limit."""
    hour = timedelta(hours=1)
    gaps = tuple(
        Suspension(start + begin * hour, start + (begin + length) * hour, "检测") for begin, length in times
    )
    due = Clock(start, Limit(amount, Unit.HOURS), gaps).due(CALENDAR)
    assert due is not None
    passed = [start + number * hour for number in range((due - start) // hour)]
    assert sum(not any(gap.covers(moment) for gap in gaps) for moment in passed) == amount


def test_an_open_suspension_leaves_the_end_open() -> None:
    """D3-042: suspended time does not count."""
    clock = Clock(at("2026-11-23 10:00"), Limit.parse("P5WD")).suspend(at("2026-11-25 09:00"), "听证")
    now = at("2026-12-10 10:00")
    assert clock.due(CALENDAR) is None
    assert clock.light(CALENDAR, now) is Light.PAUSED
    left = clock.remaining(CALENDAR, now)
    assert (left.standing, left.count, left.unit, left.due_at) == (
        Standing.PAUSED,
        4,
        Unit.WORKING_DAYS,
        None,
    )
    resumed = clock.resume(at("2026-12-10 15:00"))
    assert resumed.due(CALENDAR) == at("2026-12-16 17:30")
    assert resumed.light(CALENDAR, at("2026-12-10 15:00")) is Light.GREEN


def test_a_suspension_after_the_end_cures_nothing() -> None:
    late = Clock(at("2026-11-23 10:00"), Limit.parse("P1WD")).suspend(at("2026-11-25 09:00"), "听证")
    assert late.due(CALENDAR) == at("2026-11-24 17:30")
    assert late.light(CALENDAR, at("2026-11-25 10:00")) is Light.RED
    left = late.remaining(CALENDAR, at("2026-11-26 10:00"))
    assert (left.standing, left.count) == (Standing.OVERDUE, 2)


def test_suspended_on_the_last_day_leaves_a_whole_day() -> None:
    """What the docstring of Clock promises: nobody comes back from a hearing to a red light."""
    clock = Clock(at("2026-11-23 10:00"), Limit.parse("P1WD"))
    clock = clock.suspend(at("2026-11-24 17:00"), "检验").resume(at("2026-11-24 17:29"))
    assert clock.due(CALENDAR) == at("2026-11-25 17:30")
    after_close = Clock(
        at("2026-11-23 10:00"),
        Limit.parse("P1WD"),
        (Suspension(at("2026-11-24 17:30"), at("2026-11-24 23:00"), "检验"),),
    )
    assert after_close.due(CALENDAR) == at("2026-11-24 17:30")


def test_hours_stop_and_go_on() -> None:
    clock = Clock(at("2026-11-23 10:00"), Limit.parse("PT24H")).suspend(at("2026-11-23 12:00"), "检测")
    assert clock.due(CALENDAR) is None
    assert clock.remaining(CALENDAR, at("2026-11-25 12:00")).count == 22
    clock = clock.resume(at("2026-11-24 12:00"))
    assert clock.due(CALENDAR) == at("2026-11-25 10:00")
    assert clock.used(CALENDAR, at("2026-11-24 13:30")) == 3


def test_hours_that_end_as_a_suspension_begins_have_ended() -> None:
    clock = Clock(at("2026-11-23 10:00"), Limit.parse("PT24H")).suspend(at("2026-11-24 10:00"), "检测")
    assert clock.due(CALENDAR) == at("2026-11-24 10:00")
    assert clock.resume(at("2026-11-26 10:00")).due(CALENDAR) == at("2026-11-24 10:00")


def test_days_are_over_but_the_working_day_they_move_to_is_suspended() -> None:
    """Five calendar days end on Saturday; on Monday a hearing begins: nothing is left, the end is open, then moves."""
    clock = Clock(at("2026-11-23 10:00"), Limit.parse("P5D")).suspend(at("2026-11-30 09:00"), "听证")
    left = clock.remaining(CALENDAR, at("2026-11-30 10:00"))
    assert (left.standing, left.count, left.due_at) == (Standing.PAUSED, 0, None)
    assert clock.resume(at("2026-12-01 10:00")).due(CALENDAR) == at("2026-12-02 17:30")


def test_what_may_be_kept_so_long_and_no_longer_is_not_prolonged_by_a_holiday() -> None:
    """行政强制法 art. 25.1: thirty days from 5 March 2026 end on Qingming itself; every other limit moves."""
    moved = Clock(at("2026-03-05 10:00"), Limit.parse("P30D"))
    assert moved.due(CALENDAR) == at("2026-04-07 17:30")
    kept = replace(moved, unmoved=True)
    assert kept.due(CALENDAR) == at("2026-04-04 17:30")
    rows = kept.explain(CALENDAR, at("2026-03-05 10:00"))
    assert (rows[-1].number, rows[-1].is_due) == (30, True)
    tested = replace(kept, suspensions=(Suspension(at("2026-03-09 09:00"), at("2026-03-09 12:00"), "检测"),))
    assert tested.due(CALENDAR) == at("2026-04-05 17:30")


def test_months_are_moved_by_their_suspended_days() -> None:
    clock = Clock(at("2026-03-02 10:00"), Limit.parse("P1M"))
    assert clock.due(CALENDAR) == at("2026-04-02 17:30")
    gap = Suspension(at("2026-03-10 00:00"), at("2026-03-17 00:00"), "不可抗力")
    assert Clock(clock.start, clock.limit, (gap,)).due(CALENDAR) == at("2026-04-09 17:30")


def test_used_and_left_make_the_limit() -> None:
    clock = Clock(at("2026-11-23 10:00"), Limit.parse("P20WD"))
    day = date(2026, 11, 23)
    while day <= date(2026, 12, 21):
        now = datetime.combine(day, time(12), CHINA)
        assert clock.used(CALENDAR, now) + clock.remaining(CALENDAR, now).count == 20
        day += timedelta(days=1)


def test_before_the_start_the_whole_limit_is_left() -> None:
    clock = Clock(at("2026-11-23 10:00"), Limit.parse("P5WD"))
    assert clock.remaining(CALENDAR, at("2026-11-20 10:00")).count == 5
    assert clock.used(CALENDAR, at("2026-11-20 10:00")) == 0


@pytest.mark.parametrize(
    ("stopped", "light", "standing", "count"),
    [
        ("2026-11-27 16:00", Light.GREEN, Standing.ENDED_IN_TIME, 1),
        ("2026-11-30 17:30", Light.GREEN, Standing.ENDED_IN_TIME, 0),
        ("2026-12-02 09:00", Light.RED, Standing.ENDED_LATE, 2),
    ],
)
def test_a_stopped_clock_keeps_its_verdict(
    stopped: str, light: Light, standing: Standing, count: int
) -> None:
    clock = Clock(at("2026-11-23 10:00"), Limit.parse("P5WD")).stop(at(stopped))
    long_after = at("2027-03-01 10:00")
    assert clock.light(CALENDAR, long_after) is light
    left = clock.remaining(CALENDAR, long_after)
    assert (left.standing, left.count) == (standing, count)


def test_extension_is_counted_from_the_same_start() -> None:
    """行政许可法 art. 42: twenty days and ten more are thirty from acceptance."""
    clock = Clock(at("2026-11-23 10:00"), Limit.parse("P20WD")).extend(Limit.parse("P10WD"))
    assert clock.due(CALENDAR) == CALENDAR.due(at("2026-11-23 10:00"), Limit.parse("P30WD"))
    with pytest.raises(BadLimit):
        clock.extend(Limit.parse("P10D"))


def test_contradictions_are_refused() -> None:
    clock = Clock(at("2026-11-23 10:00"), Limit.parse("P5WD"))
    resting = clock.suspend(at("2026-11-24 10:00"), "听证")
    with pytest.raises(BadClock) as twice:
        resting.suspend(at("2026-11-25 10:00"), "听证")
    with pytest.raises(BadClock) as never:
        clock.resume(at("2026-11-25 10:00"))
    with pytest.raises(BadClock) as backwards:
        resting.resume(at("2026-11-24 09:00"))
    with pytest.raises(BadClock) as ended:
        clock.stop(at("2026-11-24 10:00")).suspend(at("2026-11-25 10:00"), "听证")
    assert [each.value.code for each in (twice, never, backwards, ended)] == [
        "clock_not_running", "clock_not_suspended", "suspension_order", "clock_not_running",
    ]  # fmt: skip


def test_naive_moments_are_refused_everywhere() -> None:
    naive = datetime(2026, 11, 23, 10, 0)
    clock = Clock(at("2026-11-23 10:00"), Limit.parse("P5WD"))
    for make in (
        lambda: Clock(naive, Limit.parse("P5WD")),
        lambda: Suspension(naive, None, ""),
        lambda: Suspension(at("2026-11-23 10:00"), naive, ""),
        lambda: clock.stop(naive),
        lambda: clock.remaining(CALENDAR, naive),
        lambda: clock.light(CALENDAR, naive),
        lambda: clock.explain(CALENDAR, naive),
        lambda: clock.used(CALENDAR, naive),
    ):
        with pytest.raises(NaiveMoment):
            make()

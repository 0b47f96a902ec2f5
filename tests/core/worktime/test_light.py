"""Lights: D3-064 to D3-067."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenpi.core.worktime import CHINA, Calendar, Light, NaiveMoment, soon

CALENDAR = Calendar.load()
DUE = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # Monday 17:30 in China
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("before", "light"),
    [
        (timedelta(days=3), Light.GREEN),
        (timedelta(hours=24) + SECOND, Light.GREEN),
        (timedelta(hours=24), Light.YELLOW),
        (SECOND, Light.YELLOW),
        (timedelta(), Light.YELLOW),
        (-SECOND, Light.RED),
        (-timedelta(days=3), Light.RED),
    ],
)
def test_yellow_within_24_hours_red_when_past(before: timedelta, light: Light) -> None:
    """D3-066: 24 hours of the clock or less; D3-067: past the limit. The last moment itself is in time."""
    assert Light.of(DUE, DUE - before) is light
    assert Light.of(DUE.astimezone(CHINA), DUE - before) is light


def test_without_a_due_moment_it_is_paused() -> None:
    """D3-042."""
    assert Light.of(None, DUE) is Light.PAUSED


def test_the_warning_time_is_given() -> None:
    assert Light.of(DUE, DUE - timedelta(hours=30), warn=timedelta(hours=48)) is Light.YELLOW
    assert Light.of(DUE, DUE - timedelta(hours=30), warn=timedelta(hours=12)) is Light.GREEN


@pytest.mark.parametrize(
    ("now", "light"),
    [
        ("2026-11-20 17:29", Light.GREEN),
        ("2026-11-20 17:30", Light.YELLOW),
        ("2026-11-22 12:00", Light.YELLOW),
        ("2026-11-23 17:31", Light.RED),
    ],
)
def test_one_working_day_ahead_is_friday_for_monday(now: str, light: Light) -> None:
    """requirements 11.5 no. 2: the other reading of D3-066, for those who want to be told before the weekend."""
    moment = datetime.fromisoformat(now).replace(tzinfo=CHINA)
    assert Light.of(DUE, moment, soon(moment, CALENDAR) - moment) is light
    hours = Light.YELLOW if moment > DUE - timedelta(hours=24) else Light.GREEN
    assert Light.of(DUE, moment, soon(moment) - moment) is (Light.RED if moment > DUE else hours)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2025, 1, 1), timezones=st.just(UTC)),
    st.integers(-(10**7), 10**7),
    st.integers(0, 10**6),
)
def test_lights_only_get_worse(due: datetime, seconds: int, later: int) -> None:
    order = [Light.GREEN, Light.YELLOW, Light.RED]
    now = due + timedelta(seconds=seconds)
    first, second = Light.of(due, now), Light.of(due, now + timedelta(seconds=later))
    assert order.index(first) <= order.index(second)


def test_naive_moments_are_refused() -> None:
    naive = datetime(2026, 11, 23, 9, 30)
    with pytest.raises(NaiveMoment):
        Light.of(naive, DUE)
    with pytest.raises(NaiveMoment):
        Light.of(DUE, naive)
    with pytest.raises(NaiveMoment):
        soon(naive, CALENDAR)

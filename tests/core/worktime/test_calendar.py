"""The calendar against what others say of the same days, and its two look-ups against each other."""

import csv
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenpi.core.worktime import BadCalendar, Calendar, DayKind, OutOfRange, SpecialDays, notices

CALENDAR = Calendar.load()
DAYS = st.dates(date(2007, 1, 1), date(2026, 12, 31))


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def test_agrees_with_the_independent_package_on_every_day() -> None:
    """Oracle: chinesecalendar 1.11.0, made by others from the same notices; 7 305 days."""
    days = every_day(date(2007, 1, 1), date(2026, 12, 31))
    assert len(days) == 7305
    wrong = [day for day in days if CALENDAR.is_working_day(day) != chinese_calendar.is_workday(day)]
    assert wrong == []


@pytest.mark.parametrize(("year", "days"), [(2009, 250), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(year: int, days: int) -> None:
    """Counts published by others (law.md §1)."""
    assert CALENDAR.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == days


def test_ships_the_notices_as_collected(shared_data: Path) -> None:
    with (shared_data / "holiday-cn" / "all.csv").open(encoding="utf-8-sig") as file:
        collected = {(row["date"], row["name"], row["is_off_day"] == "0") for row in csv.DictReader(file)}
    shipped = {
        (date.fromordinal(ordinal).isoformat(), days.name, days.working)
        for days in notices.announced()
        for ordinal in days.ordinals()
    }
    assert shipped == collected


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2026, 11, 23), DayKind.WORKING, ""),
        (date(2026, 11, 22), DayKind.WEEKEND, ""),
        (date(2026, 10, 1), DayKind.HOLIDAY, "国庆节"),
        (date(2026, 10, 3), DayKind.HOLIDAY, "国庆节"),
        (date(2026, 10, 10), DayKind.MAKE_UP, "国庆节"),
    ],
)
def test_says_what_day_it_is(day: date, kind: DayKind, name: str) -> None:
    assert (CALENDAR.kind_of(day), CALENDAR.name_of(day)) == (kind, name)


def test_years_without_a_notice_are_estimated_and_say_so() -> None:
    assert not CALENDAR.is_estimated(date(2026, 12, 31))
    assert CALENDAR.is_estimated(date(2027, 1, 1))
    assert CALENDAR.name_of(date(2027, 2, 6)) == "春节"
    assert not CALENDAR.is_working_day(date(2027, 2, 8))
    assert CALENDAR.is_working_day(date(2027, 2, 10))  # no bridging is guessed


def test_estimate_has_every_statutory_holiday_of_every_year() -> None:
    """全国年节及纪念日放假办法 (2024) art. 2: thirteen days a year, fewer only where two fall together."""
    for year in range(2027, 2037):
        days = [
            ordinal for each in notices.estimated() if each.first.year == year for ordinal in each.ordinals()
        ]
        assert len(days) == 13
        assert {each.name for each in notices.estimated() if each.first.year == year} == {
            "元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节",
        }  # fmt: skip


def test_a_new_notice_replaces_the_estimate_of_its_year() -> None:
    notice = SpecialDays(date(2027, 2, 5), date(2027, 2, 12), False, "春节")
    calendar = Calendar([*notices.announced(), notice], estimated=notices.estimated())
    assert not calendar.is_estimated(date(2027, 6, 9))
    assert calendar.is_working_day(date(2027, 6, 9))  # the estimate's 端午节 is gone with its year
    assert not calendar.is_working_day(date(2027, 2, 11))
    assert calendar.is_estimated(date(2028, 1, 1))


def test_local_closures_and_openings_win_over_notices() -> None:
    flood = SpecialDays(date(2026, 7, 7), date(2026, 7, 8), False, "防汛停工")
    opened = SpecialDays(date(2026, 7, 11), date(2026, 7, 11), True, "便民服务日")
    calendar = Calendar.load(local=[flood, opened])
    assert calendar.kind_of(date(2026, 7, 7)) is DayKind.CLOSED
    assert calendar.name_of(date(2026, 7, 7)) == "防汛停工"
    assert calendar.add_working_days(date(2026, 7, 6), 1) == date(2026, 7, 9)
    assert calendar.is_working_day(date(2026, 7, 11))
    assert CALENDAR.is_working_day(date(2026, 7, 7))


def test_version_names_what_could_answer_differently() -> None:
    assert Calendar.load().version == CALENDAR.version
    assert CALENDAR.version.startswith("2007-2026+")
    others = [
        Calendar.load(local=[SpecialDays(date(2026, 7, 7), date(2026, 7, 7), False, "")]),
        Calendar.load(close=time(18, 0)),
        Calendar(notices.announced()),
    ]
    assert len({CALENDAR.version, *(each.version for each in others)}) == 4


def test_closing_is_half_past_five_in_china_or_as_configured() -> None:
    assert CALENDAR.closing(date(2026, 11, 23)) == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    early = Calendar.load(close=time(7, 0)).closing(date(2026, 11, 23))
    assert early == datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
    assert early.utcoffset() == timedelta()


@given(DAYS, st.integers(-400, 400).filter(bool))
@settings(deadline=None)
def test_adding_and_counting_are_inverse(day: date, count: int) -> None:
    try:
        moved = CALENDAR.add_working_days(day, count)
    except OutOfRange:
        assert not date(2009, 1, 1) <= day <= date(2026, 12, 31)
        return
    assert CALENDAR.is_working_day(moved)
    assert CALENDAR.working_days_between(day, moved) == count


@given(DAYS, st.integers(1, 40))
@settings(deadline=None)
def test_adding_agrees_with_walking(day: date, count: int) -> None:
    forward = backward = day
    for _ in range(count):
        forward += timedelta(days=1)
        while not CALENDAR.is_working_day(forward):
            forward += timedelta(days=1)
    assert CALENDAR.add_working_days(day, count) == forward
    if day < date(2007, 4, 1):
        return
    for _ in range(count):
        backward -= timedelta(days=1)
        while not CALENDAR.is_working_day(backward):
            backward -= timedelta(days=1)
    assert CALENDAR.add_working_days(day, -count) == backward


@given(DAYS, DAYS, DAYS)
@settings(deadline=None)
def test_counting_adds_up(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    between = CALENDAR.working_days_between
    assert between(first, middle) + between(middle, last) == between(first, last)


@given(DAYS)
def test_zero_is_the_day_itself_or_the_next_working_day(day: date) -> None:
    found = CALENDAR.next_working_day(day)
    assert found == CALENDAR.add_working_days(day, 0)
    assert (found == day) == CALENDAR.is_working_day(day)
    assert found >= day
    assert CALENDAR.is_working_day(found)


@pytest.mark.parametrize("day", [date(2006, 12, 31), date(2037, 1, 1), date.min, date.max])
def test_days_outside_the_calendar_are_refused(day: date) -> None:
    for ask in (CALENDAR.is_working_day, CALENDAR.is_estimated, CALENDAR.kind_of, CALENDAR.name_of):
        with pytest.raises(OutOfRange) as caught:
            ask(day)
        assert caught.value.code == "outside_calendar"
    with pytest.raises(OutOfRange):
        CALENDAR.add_working_days(day, 1)
    with pytest.raises(OutOfRange):
        CALENDAR.working_days_between(day, date(2026, 1, 1))
    with pytest.raises(OutOfRange):
        CALENDAR.working_days_between(date(2026, 1, 1), day)


def test_walking_out_of_the_calendar_is_refused() -> None:
    with pytest.raises(OutOfRange):
        CALENDAR.add_working_days(date(2007, 1, 4), -1)  # would be a negative index
    with pytest.raises(OutOfRange):
        CALENDAR.add_working_days(date(2036, 12, 31), 1)


def test_calendar_data_survive_writing_and_reading() -> None:
    assert notices.read(notices.write(notices.announced())) == notices.announced()


@pytest.mark.parametrize(
    "line",
    [
        "2027-02-30,2027-03-01,off,x",
        "2027-03-01,2027-03-01,maybe,x",
        "2027-03-02,2027-03-01,off,x",
        "2027-03-01",
    ],
)
def test_bad_calendar_data_are_refused_with_their_line(line: str) -> None:
    with pytest.raises(BadCalendar) as caught:
        notices.read(f"first,last,day,name\n2027-01-01,2027-01-01,off,元旦\n{line}\n")
    assert "3" in caught.value.zh

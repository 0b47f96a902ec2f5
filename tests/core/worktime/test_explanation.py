"""The explanation and its words: every day with its reason, in both languages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenpi.core.worktime import (
    CHINA,
    Calendar,
    Clock,
    Count,
    DayKind,
    Limit,
    SpecialDays,
    Standing,
    Suspension,
    TimeLeft,
    Unit,
    time_left,
    words,
)

CALENDAR = Calendar.load()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def test_a_due_date_over_two_holidays_and_a_hearing() -> None:
    """Each day as a person would tell it over the telephone."""
    hearing = Suspension(at("2026-09-28 10:00"), at("2026-09-29 15:00"), "听证")
    clock = Clock(at("2026-09-19 10:00"), Limit.parse("P7WD"), (hearing,))
    rows = clock.explain(CALENDAR, at("2026-09-24 10:00"))
    assert [(f"{row.day:%m-%d}", words.row_zh(row)) for row in rows] == [
        ("09-19", "周末，当日不计"),
        ("09-20", "调休上班（国庆节），第 1 日"),
        ("09-21", "工作日，第 2 日"),
        ("09-22", "工作日，第 3 日"),
        ("09-23", "工作日，第 4 日"),
        ("09-24", "工作日，第 5 日"),
        ("09-25", "中秋节，不计"),
        ("09-26", "中秋节，不计"),
        ("09-27", "中秋节，不计"),
        ("09-28", "工作日，暂停计时：听证"),
        ("09-29", "工作日，暂停计时：听证"),
        ("09-30", "工作日，第 6 日"),
        *[(f"10-0{day}", "国庆节，不计") for day in range(1, 8)],
        ("10-08", "工作日，第 7 日，到期"),
    ]
    assert [row.day for row in rows if row.is_today] == [date(2026, 9, 24)]
    assert [row.weekday for row in rows[:3]] == [6, 7, 1]
    assert words.row_en(rows[0]) == "weekend, day of the start, not counted"
    assert words.row_en(rows[1]) == "make-up working day (国庆节), day 1"
    assert words.row_en(rows[9]) == "working day, suspended: 听证"
    assert words.row_en(rows[-1]) == "working day, day 7, due"


def test_calendar_days_that_end_on_a_day_off_move_on() -> None:
    rows = Clock(at("2026-11-23 10:00"), Limit.parse("P5D")).explain(CALENDAR, at("2026-11-23 11:00"))
    assert [(row.count, row.number) for row in rows] == [
        (Count.START, None),
        *[(Count.COUNTED, number) for number in range(1, 6)],
        (Count.MOVED, None),
        (Count.MOVED, None),
    ]
    assert words.row_zh(rows[-1]) == "工作日，顺延，到期"
    assert words.row_en(rows[-1]) == "working day, moved on to a working day, due"


def test_while_suspended_the_days_to_today_are_told() -> None:
    clock = Clock(at("2026-11-23 10:00"), Limit.parse("P5WD")).suspend(at("2026-11-25 09:00"), "专家评审")
    rows = clock.explain(CALENDAR, at("2026-11-26 10:00"))
    assert [row.count for row in rows] == [Count.START, Count.COUNTED, Count.SUSPENDED, Count.SUSPENDED]
    assert not any(row.is_due for row in rows)
    assert rows[-1].is_today


def test_hours_are_told_by_day() -> None:
    gap = Suspension(at("2026-11-23 12:00"), at("2026-11-24 12:00"), "检测")
    rows = Clock(at("2026-11-23 10:00"), Limit.parse("PT24H"), (gap,)).explain(
        CALENDAR, at("2026-11-23 11:00")
    )
    assert [words.row_zh(row) for row in rows] == [
        "工作日，计 2:00，暂停计时：检测",
        "工作日，计 12:00，暂停计时：检测",
        "工作日，计 10:00，到期",
    ]
    assert words.row_en(rows[0]) == "working day, 2:00 counted, suspended: 检测"


def test_same_day_is_told() -> None:
    (row,) = Clock(at("2026-11-23 10:00"), Limit.parse("P0WD")).explain(CALENDAR, at("2026-11-23 11:00"))
    assert words.row_zh(row) == "工作日，当日，到期"
    assert words.row_en(row) == "working day, the same day, due"


def test_estimated_days_and_closures_say_so() -> None:
    (first, *_, last) = Clock(at("2026-12-31 10:00"), Limit.parse("P1WD")).explain(
        CALENDAR, at("2026-12-31 11:00")
    )
    assert not first.is_estimated
    assert words.row_zh(last).endswith("到期，节假日安排尚未公布，为预计")
    assert words.row_en(last).endswith("due, estimated: no notice yet")


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2024, 12, 31), timezones=st.just(UTC)),
    st.integers(0, 30),
    st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS]),
    st.lists(st.tuples(st.integers(-1440, 40 * 1440), st.integers(0, 10 * 1440)), max_size=3),
)
@settings(deadline=None)
def test_the_explanation_proves_the_due_date(
    start: datetime, amount: int, unit: Unit, times: list[tuple[int, int]]
) -> None:
    """Days are told without a gap; the counted ones are numbered to the limit; the last is the due day."""
    amount = min(amount, 3) if unit is Unit.MONTHS else amount
    gaps = tuple(
        Suspension(start + timedelta(minutes=begin), start + timedelta(minutes=begin + length), "听证")
        for begin, length in times
    )
    clock = Clock(start, Limit(amount, unit), gaps)
    due = clock.due(CALENDAR)
    assert due is not None
    rows = clock.explain(CALENDAR, start)
    days = [row.day for row in rows]
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    assert days[0] == start.astimezone(CHINA).date()
    assert days[-1] == due.astimezone(CHINA).date()
    assert [row.is_due for row in rows] == [False] * (len(rows) - 1) + [True]
    numbers = [row.number for row in rows if row.count is Count.COUNTED]
    assert numbers == list(range(1, len(numbers) + 1))
    if unit is not Unit.MONTHS:
        assert len(numbers) == amount
    for row in rows:
        assert words.row_zh(row)
        assert words.row_en(row)
        if unit is Unit.WORKING_DAYS and row.count is Count.COUNTED:
            assert row.kind in (DayKind.WORKING, DayKind.MAKE_UP)


NOW = at("2026-11-23 10:00")


@pytest.mark.parametrize(
    ("due", "zh", "en"),
    [
        # shared/look.md gives the first two
        (
            "2026-11-25 17:30",
            "还剩 2 个工作日（11月25日 17:30 前）",
            "2 working days left (by 17:30 on 25 November)",
        ),
        ("2026-11-20 17:30", "已超期 1 个工作日", "1 working day overdue"),
        ("2026-11-23 17:30", "今天到期（17:30 前）", "due today (by 17:30)"),
        ("2026-11-23 10:00", "今天到期（10:00 前）", "due today (by 10:00)"),
        ("2026-11-23 09:00", "已超期不到 1 个工作日", "less than 1 working day overdue"),
        (
            "2027-01-05 17:30",
            "还剩 30 个工作日（2027年1月5日 17:30 前）",
            "30 working days left (by 17:30 on 5 January 2027)",
        ),
    ],
)
def test_what_is_left_in_words(due: str, zh: str, en: str) -> None:
    left = time_left(CALENDAR, at(due), NOW)
    assert (words.left_zh(left), words.left_en(left)) == (zh, en)


@pytest.mark.parametrize(
    ("unit", "due", "zh", "en"),
    [
        (Unit.HOURS, "24 09:00", "还剩 23 小时（11月24日 09:00 前）", "23 hours left (by 09:00 on 24 November)"),
        (Unit.HOURS, "23 10:30", "还剩不到 1 小时（11月23日 10:30 前）",
         "less than 1 hour left (by 10:30 on 23 November)"),
        (Unit.HOURS, "23 07:00", "已超期 3 小时", "3 hours overdue"),
        (Unit.CALENDAR_DAYS, "30 17:30", "还剩 7 天（11月30日 17:30 前）",
         "7 calendar days left (by 17:30 on 30 November)"),
        (Unit.MONTHS, "30 17:30", "还剩 7 天（11月30日 17:30 前）", "7 calendar days left (by 17:30 on 30 November)"),
    ],
)  # fmt: skip
def test_what_is_left_in_other_units(unit: Unit, due: str, zh: str, en: str) -> None:
    left = time_left(CALENDAR, at(f"2026-11-{due}"), NOW, unit)
    assert (words.left_zh(left), words.left_en(left)) == (zh, en)


@pytest.mark.parametrize(
    ("standing", "zh", "en"),
    [
        (Standing.PAUSED, "计时暂停，还剩 3 个工作日", "clock suspended, 3 working days left"),
        (Standing.ENDED_IN_TIME, "按期办结", "completed in time"),
        (Standing.ENDED_LATE, "超期 3 个工作日办结", "completed 3 working days late"),
    ],
)
def test_clocks_that_do_not_run_in_words(standing: Standing, zh: str, en: str) -> None:
    left = TimeLeft(standing, 3, Unit.WORKING_DAYS, None, NOW)
    assert (words.left_zh(left), words.left_en(left)) == (zh, en)


def test_dates_in_words() -> None:
    """shared/look.md: 2026年11月23日（星期一）."""
    assert words.date_zh(date(2026, 11, 23)) == "2026年11月23日（星期一）"


def test_a_closure_is_told_with_its_reason() -> None:
    calendar = Calendar.load(local=[SpecialDays(date(2026, 11, 24), date(2026, 11, 24), False, "防汛停工")])
    rows = Clock(at("2026-11-23 10:00"), Limit.parse("P1WD")).explain(calendar, at("2026-11-23 11:00"))
    assert words.row_zh(rows[1]) == "停止办公（防汛停工），不计"
    assert words.row_en(rows[1]) == "offices closed (防汛停工), not counted"

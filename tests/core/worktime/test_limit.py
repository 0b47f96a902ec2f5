"""Limits are read as processes, items and statutes write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenpi.core.worktime import BadLimit, Limit, Unit

LIMITS = st.builds(Limit, st.integers(0, 99_999), st.sampled_from(Unit))


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("P5WD", 5, Unit.WORKING_DAYS),
        ("p20wd", 20, Unit.WORKING_DAYS),
        ("P10D", 10, Unit.CALENDAR_DAYS),
        ("P2W", 14, Unit.CALENDAR_DAYS),
        ("P6M", 6, Unit.MONTHS),
        ("P1Y", 12, Unit.MONTHS),
        ("PT24H", 24, Unit.HOURS),
        ("5个工作日", 5, Unit.WORKING_DAYS),
        ("５ 个工作日内", 5, Unit.WORKING_DAYS),
        ("二十个工作日", 20, Unit.WORKING_DAYS),
        ("十五工作日", 15, Unit.WORKING_DAYS),
        ("一百零五个工作日", 105, Unit.WORKING_DAYS),
        ("两个工作日", 2, Unit.WORKING_DAYS),
        ("30个自然日", 30, Unit.CALENDAR_DAYS),
        ("六十日", 60, Unit.CALENDAR_DAYS),
        ("15天", 15, Unit.CALENDAR_DAYS),
        ("六个月", 6, Unit.MONTHS),
        ("24小时", 24, Unit.HOURS),
        ("48个小时", 48, Unit.HOURS),
        ("当日", 0, Unit.WORKING_DAYS),
    ],
)
def test_reads(text: str, amount: int, unit: Unit) -> None:
    assert Limit.parse(text) == Limit(amount, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "5",
        "PT5M",
        "P1DT2H",
        "P-5D",
        "P5.5D",
        "五",
        "工作日",
        "个工作日",
        "5个工作日左右",
        "P123456D",
        "千日",
    ],
)
def test_refuses_what_is_no_limit(text: str) -> None:
    with pytest.raises(BadLimit) as caught:
        Limit.parse(text)
    assert caught.value.code == "limit_unreadable"
    assert text in caught.value.zh


@given(LIMITS)
def test_every_form_is_read_back(limit: Limit) -> None:
    assert Limit.parse(limit.to_text()) == limit
    assert Limit.from_dict(limit.to_dict()) == limit
    if limit.amount:
        assert Limit.parse(limit.zh()) == limit


def test_stored_form_is_the_agreed_one() -> None:
    assert Limit(20, Unit.WORKING_DAYS).to_dict() == {"amount": 20, "unit": "working_days"}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({}, "limit_incomplete"),
        ({"amount": 5}, "limit_incomplete"),
        ({"amount": 5, "unit": "weeks"}, "limit_unit"),
        ({"amount": "5", "unit": "hours"}, "limit_amount"),
        ({"amount": 1.5, "unit": "hours"}, "limit_amount"),
        ({"amount": True, "unit": "hours"}, "limit_amount"),
        ({"amount": -1, "unit": "hours"}, "limit_amount"),
        ({"amount": 100_000, "unit": "hours"}, "limit_amount"),
    ],
)
def test_refuses_stored_nonsense(value: dict[str, object], code: str) -> None:
    with pytest.raises(BadLimit) as caught:
        Limit.from_dict(value)
    assert caught.value.code == code


def test_extension_adds_and_keeps_the_unit() -> None:
    """行政许可法 art. 42: 20 days, extended by 10."""
    assert Limit.parse("P20WD") + Limit.parse("P10WD") == Limit.parse("P30WD")
    with pytest.raises(BadLimit) as caught:
        Limit.parse("P20WD") + Limit.parse("P10D")
    assert caught.value.code == "limit_units"


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("P5WD", "5个工作日", "5 working days"),
        ("P1WD", "1个工作日", "1 working day"),
        ("P10D", "10日", "10 calendar days"),
        ("P6M", "6个月", "6 months"),
        ("PT24H", "24小时", "24 hours"),
        ("P0WD", "当日", "the same day"),
        ("PT0H", "0小时", "0 hours"),
    ],
)
def test_is_said_in_both_languages(text: str, zh: str, en: str) -> None:
    limit = Limit.parse(text)
    assert (limit.zh(), limit.en()) == (zh, en)

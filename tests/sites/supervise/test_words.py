"""Limits and lateness in words."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from shenpi.apps.supervision.rules import RULES
from shenpi.sites.supervise import signal_words, words
from shenpi.sites.supervise.evaluation import places

FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)  # 17:30 in Shanghai


@pytest.mark.parametrize(
    ("text", "said"),
    [("P5WD", "5 个工作日"), ("P10D", "10 日"), ("PT24H", "24 小时"), ("P0D", "当日"), ("", "")],
)
def test_limits_in_words(text: str, said: str) -> None:
    """D3-041, D3-045: a step's limit as people say it."""
    assert words.limit(text) == said


@pytest.mark.parametrize(
    ("later", "open_still", "ended"),
    [
        (timedelta(seconds=1), "已超期 1 分钟，尚未办结", "超期 1 分钟后办结"),
        (timedelta(minutes=59), "已超期 59 分钟，尚未办结", "超期 59 分钟后办结"),
        (
            timedelta(hours=20),
            "已超期 20 小时，尚未办结",
            "超期 20 小时后办结",
        ),  # Saturday: no working day yet
        (timedelta(days=3), "已超期 1 个工作日，尚未办结", "超期 1 个工作日后办结"),
        (timedelta(days=7), "已超期 5 个工作日，尚未办结", "超期 5 个工作日后办结"),
    ],
)
def test_lateness_counts_working_days(later: timedelta, open_still: str, ended: str) -> None:
    """Journey 5 "how late": working days once one has passed, hours and minutes before."""
    assert words.lateness(FRIDAY, None, FRIDAY + later) == open_still
    assert words.lateness(FRIDAY, FRIDAY + later, FRIDAY + timedelta(days=90)) == ended


def test_an_end_in_time_is_called_so() -> None:
    """The due moment itself is still in time."""
    assert words.lateness(FRIDAY, FRIDAY, FRIDAY + timedelta(days=1)) == "按时办结"


def test_what_a_rule_rests_on_is_named_without_our_own_numbers() -> None:
    """Laws with their articles first, documents by their names, each once."""
    said = signal_words.grounds(("D3-066", "D3-067", "行政许可法 42", "D10-046"))
    assert said == ["行政许可法 42", "网上审批办法", "网上审批、电子监察实施方案"]
    shown = " ".join(name for rule in RULES.values() for name in signal_words.grounds(rule.sources))
    assert "D10-" not in shown
    assert "D3-" not in shown


def test_who_has_as_many_points_shares_the_place() -> None:
    assert places(map(Decimal, (100, 100, 93, 93, 80))) == [1, 1, 3, 3, 5]

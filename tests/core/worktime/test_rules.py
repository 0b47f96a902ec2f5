"""law.md §1, row by row: each limit with its article, against the statute's own words where they are at hand."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from shenpi.core.worktime import CHINA, Calendar, Limit, Rule, rules

CALENDAR = Calendar.load()
ARTICLE = re.compile(r"^第([一二三四五六七八九十]+)条 (.*?)(?=^第[一二三四五六七八九十]+条 |\Z)", re.M | re.S)


@pytest.mark.parametrize(
    ("rule", "source", "article", "limit"),
    [
        (rules.RECEIPT_ANSWER, "行政许可法", "32.4", "5个工作日"),
        (rules.LOWER_EXAMINATION, "行政许可法", "43", "20个工作日"),
        (rules.DECISION, "行政许可法", "42.1", "20个工作日"),
        (rules.DECISION_EXTENSION, "行政许可法", "42.1", "10个工作日"),
        (rules.JOINT_DECISION, "行政许可法", "42.2", "45个工作日"),
        (rules.JOINT_EXTENSION, "行政许可法", "42.2", "15个工作日"),
        (rules.CERTIFICATE, "行政许可法", "44", "10个工作日"),
        (rules.HEARING_REQUEST, "行政许可法", "47", "5个工作日"),
        (rules.HEARING_HELD, "行政许可法", "47", "20个工作日"),
        (rules.HEARING_NOTICE, "行政许可法", "48.1", "7个工作日"),
        (rules.RENEWAL_APPLICATION, "行政许可法", "50.1", "30日"),
        (rules.RECONSIDERATION, "行政复议法", "20.1", "60日"),
        (rules.SUIT, "行政诉讼法", "46.1", "6个月"),
        (rules.INFORMATION_REPLY, "政府信息公开条例", "33.2", "20个工作日"),
        # The words of these two statutes stand in their notes; what is a day: 行政处罚法 art. 85, 行政强制法 art. 69.
        (rules.PENALTY_DECISION, "行政处罚法", "60", "90日"),
        (rules.PENALTY_SERVICE, "行政处罚法", "61", "7个工作日"),
        (rules.PENALTY_HEARING_REQUEST, "行政处罚法", "64.1", "5个工作日"),
        (rules.PENALTY_HEARING_NOTICE, "行政处罚法", "64.2", "7个工作日"),
        (rules.FINE_PAYMENT, "行政处罚法", "67.3", "15日"),
        (rules.SEIZURE, "行政强制法", "25.1", "30日"),
        (rules.SEIZURE_EXTENSION, "行政强制法", "25.1", "30日"),
        (rules.URGENT_APPROVAL, "行政强制法", "19", "24小时"),
        (rules.OFFER_ANNOUNCEMENT, rules.OFFER, "8", "20日"),
        (rules.OFFER_LISTING, rules.OFFER, "18", "10日"),
        (rules.OFFER_REFUND, rules.OFFER, "21", "5个工作日"),
        (rules.OFFER_RESULT, rules.OFFER, "22", "10个工作日"),
        (rules.COURT, "行政强制法", "53", "3个月"),
        (rules.URGED, "行政强制法", "54", "10个工作日"),
        (rules.IMPORT_ELECTRONIC, "D3", "D3-036", "2个工作日"),
        (rules.IMPORT_PAPER, "D3", "D3-037", "3个工作日"),
        (rules.EXAMINATION, "D3", "D3-041", "5个工作日"),
        (rules.PRELIMINARY, "D3", "D3-045", "3个工作日"),
        (rules.JOINT_REVIEW, "D3", "D3-049", "5个工作日"),
        (rules.PAYMENT_NOTICE, "D3", "D3-054", "当日"),
        (rules.PUBLICATION, "D3", "D3-060", "5个工作日"),
        (rules.APPROVAL_PUBLICATION, "D3", "D3-061", "5个工作日"),
        (rules.REPLY_PUBLICATION, "D3", "D3-062", "5个工作日"),
        (rules.REFUSAL_PUBLICATION, "D3", "D3-063", "当日"),
        (rules.YELLOW_LIGHT, "D3", "D3-066", "24小时"),
        (rules.PAPER_ENTRY, "D10", "D10-027", "当日"),
    ],
)
def test_limit_of_the_article(rule: Rule, source: str, article: str, limit: str) -> None:
    assert (rule.source, rule.article, rule.limit) == (source, article, Limit.parse(limit))


def test_every_rule_is_in_the_table() -> None:
    assert rules.RULES["DECISION"] is rules.DECISION
    assert len(rules.RULES) == 41


@pytest.mark.parametrize(
    "rule", [each for each in rules.RULES.values() if each.quote and each.source[0] != "D"]
)
def test_the_quote_stands_in_the_article_and_says_the_amount(rule: Rule, shared_data: Path) -> None:
    """The statute's text, not our memory of it."""
    (file,) = (shared_data / "laws").glob(f"{rule.source}(*.md")
    article = rule.article.partition(".")[0]
    texts = dict(ARTICLE.findall(file.read_text("utf-8")))
    assert rule.quote in texts[_chinese(int(article))]
    said = re.findall(r"[一二三四五六七八九十]+(?:日|个月)|\d+个工作日", rule.quote)
    assert [Limit.parse(each).amount for each in said] == [rule.limit.amount]


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def test_a_filing_answered_too_late_is_accepted_from_its_receipt() -> None:
    """Art. 32.4 over the National Day holiday of 2026: received on 28 September, answer until the make-up Saturday."""
    received = datetime(2026, 9, 28, 16, 0, tzinfo=CHINA)
    due = CALENDAR.due(received, rules.RECEIPT_ANSWER.limit)
    assert due == datetime(2026, 10, 10, 17, 30, tzinfo=CHINA)


def test_hearing_numbers_fit_together() -> None:
    """Arts. 47, 48: told on 2 March; ask by the 9th; hold within 20 days of that; notify 7 working days before."""
    told = datetime(2026, 3, 2, 10, 0, tzinfo=CHINA)
    asked_by = CALENDAR.due(told, rules.HEARING_REQUEST.limit)
    assert asked_by == datetime(2026, 3, 9, 17, 30, tzinfo=CHINA)
    held_by = CALENDAR.due(asked_by, rules.HEARING_HELD.limit).astimezone(CHINA).date()
    assert held_by == date(2026, 4, 7)
    assert rules.HEARING_NOTICE.before
    assert CALENDAR.add_working_days(held_by, -rules.HEARING_NOTICE.limit.amount) == date(2026, 3, 26)


def test_remedies_run_from_the_day_after_knowing() -> None:
    """行政复议法 art. 20, 行政诉讼法 art. 46: 60 days and six months after service on 1 December 2025."""
    served = datetime(2025, 12, 1, 9, 0, tzinfo=CHINA)
    assert CALENDAR.due(served, rules.RECONSIDERATION.limit) == datetime(2026, 1, 30, 17, 30, tzinfo=CHINA)
    assert CALENDAR.due(served, rules.SUIT.limit) == datetime(2026, 6, 1, 17, 30, tzinfo=CHINA)

"""Lights and limits in words, the same on every page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import dateformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shenpi.apps import timekeeping
from shenpi.core.worktime import DayRow, time_left, words

MARKS = {"green": "●", "yellow": "▲", "red": "■", "paused": "❚❚", "done": "✓"}
"""Shapes beside the colours, for those who do not see them."""


def colour(due_at: datetime | None, *, suspended: bool = False) -> str:
    """Return green, yellow, red or paused for a limit; nothing due is green."""
    if suspended:
        return "paused"
    if due_at is None:
        return "green"
    return timekeeping.light(due_at).value


def light_words(light: str) -> str:
    """Return the words of a light."""
    return {
        "green": _("绿 时限内"),
        "yellow": _("黄 即将到期"),
        "red": _("红 已超期"),
        "paused": _("暂停计时"),
        "done": _("已办结"),
    }[light]


def due_words(due_at: datetime | None, now: datetime, *, suspended: bool = False) -> str:
    """Say what is left: 还剩 2 个工作日（11月25日 17:30 前）, 已超期 1 个工作日, 计时已暂停, 不计时限."""
    if suspended:
        return _("计时已暂停")
    if due_at is None:
        return _("不计时限")
    left = time_left(timekeeping.calendar(), due_at, now)
    return words.left_zh(left) if in_chinese() else words.left_en(left)


def procedure_words(key: str) -> str:
    """Return a special procedure in words (行政许可法 art. 43, 45); what is not known here stands as it came."""
    return {
        "hearing": _("听证"),
        "tender": _("招标"),
        "auction": _("拍卖"),
        "inspection": _("检验"),
        "testing": _("检测"),
        "quarantine": _("检疫"),
        "appraisal": _("鉴定"),
        "expert_review": _("专家评审"),
        "superior": _("报上级机关审批"),
    }.get(key, key)


def day_words(row: DayRow) -> str:
    """Say why a day of an explanation counts or not: 工作日，第 2 日; 国庆节，不计."""
    return words.row_zh(row) if in_chinese() else words.row_en(row)


def answer_words(schema: Mapping[str, Any], value: Any) -> str:
    """Return a single answer of a form as people read it: a day in words, anything else with its unit."""
    if schema.get("format") == "date":
        try:
            return dateformat.format(date.fromisoformat(str(value)), _("Y年n月j日"))
        except ValueError:
            return str(value)  # kept as it was typed
    return f"{value} {schema.get('x-unit', '')}".strip()


def in_chinese() -> bool:
    """Say whether the page is read in Chinese: the core gives its sentences in both languages."""
    return not (get_language() or "zh").startswith("en")

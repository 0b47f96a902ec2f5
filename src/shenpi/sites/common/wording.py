"""Lights and limits in words, the same on every page."""

from __future__ import annotations

from datetime import datetime

from django.utils import dateformat
from django.utils.translation import gettext as _

from shenpi.apps import timekeeping
from shenpi.core.worktime import Light

MARKS = {"green": "●", "yellow": "▲", "red": "■", "paused": "❚❚", "done": "✓"}
"""Shapes beside the colours, for those who do not see them."""


def colour(due_at: datetime | None, *, suspended: bool = False, ended: bool = False) -> str:
    """Return green, yellow, red, suspended or done for a limit; nothing due is green."""
    if ended:
        return "done"
    if suspended:
        return "paused"
    if due_at is None:
        return "green"
    return str(Light.of(due_at, timekeeping.now()).name).lower()


def light_words(colour: str) -> str:
    """Return the words of a light."""
    return {
        "green": _("绿 时限内"),
        "yellow": _("黄 即将到期"),
        "red": _("红 已超期"),
        "paused": _("暂停计时"),
        "done": _("已办结"),
    }[colour]


def due_words(due_at: datetime | None, now: datetime, *, suspended: bool = False) -> str:
    """Say what is left: 还剩 2 个工作日（11月25日 17:30 前）, 已超期 1 个工作日, 计时已暂停, 不计时限."""
    if suspended:
        return _("计时已暂停")
    if due_at is None:
        return _("不计时限")
    until = dateformat.format(timekeeping.local(due_at), _("n月j日 H:i"))
    today, last = timekeeping.local(now).date(), timekeeping.local(due_at).date()
    days = timekeeping.calendar().working_days_between(min(today, last), max(today, last))
    if due_at < now:
        if days == 0:
            return _("今天 %(until)s 已到期") % {"until": until}
        return _("已超期 %(days)s 个工作日") % {"days": days}
    if days == 0:
        return _("今天到期（%(until)s 前）") % {"until": until}
    return _("还剩 %(days)s 个工作日（%(until)s 前）") % {"days": days, "until": until}

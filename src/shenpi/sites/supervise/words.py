"""The words of supervision: lights, states, limits, lateness."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from shenpi.apps import timekeeping
from shenpi.apps.supervision.queries import Lights
from shenpi.core.worktime import Limit, Unit
from shenpi.sites.common import wording


class Shown(NamedTuple):
    """How a light is shown: shape, name, and what it means; never a colour alone."""

    mark: str
    name: Promise
    meaning: Promise


LIGHTS: Mapping[str, Shown] = {
    "green": Shown(wording.MARKS["green"], lazy("绿灯"), lazy("时限之内")),
    "yellow": Shown(wording.MARKS["yellow"], lazy("黄灯"), lazy("即将到期")),
    "red": Shown(wording.MARKS["red"], lazy("红灯"), lazy("已经超期")),
    "paused": Shown(wording.MARKS["paused"], lazy("暂停计时"), lazy("等待申请人或特别程序")),
}

STATES: Mapping[str, Promise] = {
    "received": lazy("已接件"),
    "correcting": lazy("待补正"),
    "accepted": lazy("已受理"),
    "awaiting_payment": lazy("待缴费"),
    "decided": lazy("已决定"),
    "completed": lazy("已办结"),
    "not_accepted": lazy("不予受理"),
    "withdrawn": lazy("已撤回"),
    "closed": lazy("已终止"),
}

CHANNELS: Mapping[str, Promise] = {
    "online": lazy("网上申报"),
    "window": lazy("窗口申报"),
    "office": lazy("依职权办理"),
    "afterwards": lazy("事后补录"),
}

OUTCOMES: Mapping[str, Promise] = {
    "granted": lazy("准予许可"),
    "refused": lazy("不予许可"),
    "lapsed": lazy("逾期未缴费终止"),
    "revoked": lazy("撤销许可"),
    "recalled": lazy("撤回许可"),
    "void": lazy("注销许可"),
    "kept": lazy("许可继续有效"),
    "punished": lazy("予以行政处罚"),
    "exempt": lazy("不予行政处罚"),
    "moved": lazy("移送司法机关"),
    "levied": lazy("征收"),
    "waived": lazy("不予征收"),
    "released": lazy("解除查封、扣押"),
    "forfeit": lazy("没收非法财物"),
    "destroy": lazy("依法销毁"),
    "sold": lazy("成交"),
    "unsold": lazy("未成交"),
    "breached": lazy("竞得人违约"),
}


def sentence(total: Lights) -> str:
    """Return the whole wall in one sentence, for those who hear it."""
    words = _("在办环节 %(total)s 个：绿灯 %(green)s，黄灯 %(yellow)s，红灯 %(red)s，暂停计时 %(paused)s。")
    return words % {name: getattr(total, name) for name in ("total", "green", "yellow", "red", "paused")}


def limit(text: str) -> str:
    """Return a limit as messages carry it (P5WD) in words: 5 个工作日; "" for none."""
    if not text:
        return ""
    given = Limit.parse(text)
    if given.amount == 0 and given.unit != Unit.HOURS:
        return _("当日")
    words = {
        Unit.WORKING_DAYS: ngettext("%(n)s 个工作日", "%(n)s 个工作日", given.amount),
        Unit.CALENDAR_DAYS: ngettext("%(n)s 日", "%(n)s 日", given.amount),
        Unit.MONTHS: ngettext("%(n)s 个月", "%(n)s 个月", given.amount),
        Unit.HOURS: ngettext("%(n)s 小时", "%(n)s 小时", given.amount),
    }
    return words[given.unit] % {"n": given.amount}


def lateness(due_at: datetime, ended_at: datetime | None, now: datetime) -> str:
    """Say how late a step was or is: 超期 2 个工作日后办结; 已超期 3 小时，尚未办结."""
    by = _over(due_at, ended_at or now)
    if ended_at is None:
        return _("已超期 %(by)s，尚未办结") % {"by": by}
    if ended_at <= due_at:
        return _("按时办结")
    return _("超期 %(by)s后办结") % {"by": by}


def _over(due_at: datetime, until: datetime) -> str:
    """Working days where one has passed, else hours of the clock, else minutes."""
    due_on, ended_on = timekeeping.local(due_at).date(), timekeeping.local(until).date()
    if days := timekeeping.calendar().working_days_between(due_on, ended_on):
        return ngettext("%(n)s 个工作日", "%(n)s 个工作日", days) % {"n": days}
    minutes = max(1, int((until - due_at).total_seconds() // 60))
    if minutes < 60:
        return ngettext("%(n)s 分钟", "%(n)s 分钟", minutes) % {"n": minutes}
    return ngettext("%(n)s 小时", "%(n)s 小时", minutes // 60) % {"n": minutes // 60}

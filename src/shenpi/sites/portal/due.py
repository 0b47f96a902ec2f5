"""The person's right to know how a due date came about: the rule, the beginning, and day after day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from shenpi.apps import timekeeping
from shenpi.apps.applications.states import State
from shenpi.apps.documents.standing import Purpose
from shenpi.core.worktime import Clock, DayRow, Limit, Suspension, rules
from shenpi.sites.common.wording import procedure_words
from shenpi.sites.portal.wording import limit_words

if TYPE_CHECKING:
    from shenpi.apps.applications.models import Application, Progress


@dataclass(frozen=True)
class Explanation:
    """Why a case falls due when it does; `days` is empty where a notice itself names the day."""

    rule: str
    due_at: datetime
    days: tuple[DayRow, ...] = ()


def explanation(progress: Progress, application: Application) -> Explanation | None:
    """Explain the due moment now shown for a case; None when nothing is due.

    The days are shown only when counting them here leads to the same moment: otherwise the internal zone knew
    something (a suspension, an extension) that its message did not tell.
    """
    if progress.due_at is None:
        return None
    rule, clock = _rule(progress, application)
    calendar = timekeeping.calendar()
    if clock is None or clock.due(calendar) != progress.due_at:
        return Explanation(rule, progress.due_at)
    return Explanation(rule, progress.due_at, tuple(clock.explain(calendar, timekeeping.now())))


def _rule(progress: Progress, application: Application) -> tuple[str, Clock | None]:
    """Return the rule in words, and the clock that follows from it."""
    if progress.state == State.RECEIVED:
        words = _("收到申请后 5 个工作日内，窗口应当告知受理、补正或者不予受理（《行政许可法》第三十二条）。")
        begun_at = application.supplemented_at or progress.received_at
        return words, _clock(begun_at, rules.RECEIPT_ANSWER.limit)
    if progress.state == State.ACCEPTED:
        version: Any = application.item_version
        limit = version.promised_limit or version.statutory_limit
        words = _("自受理之日起 %(limit)s 内作出决定（办事指南承诺的时限）。") % {"limit": limit_words(limit)}
        if application.purpose == Purpose.RENEWAL:
            words += _("最迟在证照有效期届满前决定，逾期未决定的，视为准予延续（第五十条）。")
        return words + _changes(progress), _decision(progress, Limit.from_dict(limit) if limit else None)
    if progress.state == State.CORRECTING:
        return _("补正告知书规定的期限，请在此之前补交。"), None
    return _("缴费通知书规定的期限，请在此之前缴清。"), None


def _decision(progress: Progress, limit: Limit | None) -> Clock | None:
    """The clock of the decision, with the special procedures and the extension that were told."""
    clock = _clock(progress.accepted_at, limit)
    if clock is None:
        return None
    rests = tuple(
        Suspension(datetime.fromisoformat(begin), datetime.fromisoformat(end), procedure_words(key))
        for begin, end, key in progress.rests
    )
    extension = Limit.parse(progress.extension) if progress.extension else None
    clock = Clock(clock.start, clock.limit, rests)
    return clock.extend(extension) if extension and extension.unit is clock.limit.unit else clock


def _changes(progress: Progress) -> str:
    said = ""
    if progress.rests:
        said += _("特别程序所需时间不计算在内（第四十五条）。")
    if progress.extension:
        days = Limit.parse(progress.extension).amount
        said += _("已延长 %(days)s 个工作日（第四十二条）。") % {"days": days}
    return said


def _clock(begun_at: datetime | None, limit: Limit | None) -> Clock | None:
    return Clock(begun_at, limit) if begun_at and limit else None

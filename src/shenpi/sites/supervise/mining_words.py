"""The words of process mining: spans of time, deviations, faults of foreign logs."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from shenpi.core.process.conformance import Move, MoveKind

FAULTS: Mapping[str, Promise] = {
    "no_number": lazy("没有办件编号"),
    "repeated_number": lazy("办件编号重复"),
    "no_beginning": lazy("没有开始时间"),
    "no_events": lazy("没有环节记录"),
    "case_refused": lazy("办件未接收"),
    "event_refused": lazy("环节记录未接收"),
    "no_moment": lazy("时间不能读取"),
    "bad_value": lazy("值与类型不符"),
    "zoneless": lazy("时间没有时区"),
    "unsorted": lazy("环节未按时间排列"),
    "ends_before_it_begins": lazy("办结早于开始"),
    "due_before_it_begins": lazy("期限早于开始"),
    "event_after_the_end": lazy("办结之后还有环节"),
    "event_before_the_beginning": lazy("开始之前已有环节"),
    "repeated_key": lazy("属性重复"),
    "no_key": lazy("属性没有键"),
    "unknown_element": lazy("不认识的元素"),
    "unrelated": lazy("事件与办件无关"),
    "gzip": lazy("压缩文件损坏"),
    "not_xml": lazy("文件不完整"),
}


def fault(code: str) -> str:
    """Name a kind of finding."""
    return str(FAULTS.get(code, code))


def span(seconds: float | None) -> str:
    """Say a span of time in its two largest units: 3 天 4 小时, 25 分钟, 40 秒."""
    if seconds is None:
        return "—"
    whole = round(seconds)
    days, hours, minutes = whole // 86400, whole % 86400 // 3600, whole % 3600 // 60
    if days >= 10:
        return _("%(n)s 天") % {"n": days}
    if days:
        return _("%(days)s 天 %(hours)s 小时") % {"days": days, "hours": hours}
    if hours:
        return _("%(hours)s 小时 %(minutes)s 分") % {"hours": hours, "minutes": minutes}
    if minutes:
        return _("%(n)s 分钟") % {"n": minutes}
    return _("%(n)s 秒") % {"n": whole}


def deviation(move: Move) -> str:
    """Say what kind of deviation a move is."""
    if move.kind is MoveKind.MODEL:
        return _("缺少环节")
    return _("次序或次数不符") if move.element else _("流程中没有的环节")

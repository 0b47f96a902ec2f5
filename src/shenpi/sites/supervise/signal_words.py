"""The words of signals, orders and violation files."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from shenpi.apps.supervision.rules import Setting
from shenpi.sites.supervise import words


class LevelShown(NamedTuple):
    """How a level is shown: shape and name, never a colour alone."""

    mark: str
    name: Promise
    light: str


LEVELS: Mapping[str, LevelShown] = {
    "warning": LevelShown("△", lazy("预警"), "paused"),
    "anomaly": LevelShown("◇", lazy("异常"), "yellow"),
    "yellow": LevelShown("▲", lazy("黄牌"), "yellow"),
    "red": LevelShown("■", lazy("红牌"), "red"),
}

KINDS: Mapping[str, Promise] = {"order": lazy("督办"), "violation": lazy("违规查处")}

STATES: Mapping[str, Promise] = {
    "issued": lazy("待答复"),
    "answered": lazy("已答复，待审核"),
    "opened": lazy("待陈述申辩"),
    "stated": lazy("已陈述，待认定"),
    "unanswered": lazy("放弃陈述，待认定"),
    "upheld": lazy("已认定，待处理"),
    "sanctioned": lazy("已处理，可以申诉"),
    "appealed": lazy("已申诉，待决定"),
    "final": lazy("申诉期满，待结案"),
    "closed": lazy("已结"),
}

ACTS: Mapping[str, Promise] = {
    "issue": lazy("发出督办"),
    "answer": lazy("答复"),
    "approve": lazy("同意结案"),
    "reject": lazy("退回重办"),
    "escalate": lazy("报单位负责人"),
    "recall": lazy("撤回督办"),
    "open": lazy("立案"),
    "state": lazy("陈述申辩"),
    "uphold": lazy("认定违规"),
    "dismiss": lazy("不予认定"),
    "sanction": lazy("作出处理"),
    "appeal": lazy("申诉"),
    "confirm": lazy("维持处理"),
    "overturn": lazy("撤销处理"),
    "close": lazy("结案"),
    "lapse": lazy("逾期未答复"),
}


def ladder(setting: Setting) -> list[dict[str, Any]]:
    """Return the rungs of a ladder in words: level, and when it is reached."""
    return [
        {"level": str(level), "shown": LEVELS[str(level)], "when": _when(offset), "offset": offset}
        for level, offset in setting.ladder
    ]


def _when(offset: str) -> str:
    amount = words.limit(offset.removeprefix("-"))
    if offset.startswith("-"):
        return _("到期前 %(amount)s") % {"amount": amount}
    return _("发生即记") if offset in ("PT0H", "P0WD") else _("其后 %(amount)s") % {"amount": amount}

"""The words of signals, orders and violation files."""

from collections.abc import Iterable, Mapping
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


DOCUMENTS: Mapping[str, Promise] = {
    "D1": lazy("网上审批运行的规定"),
    "D2": lazy("网上审批和电子监察向乡镇延伸的规定"),
    "D3": lazy("网上审批办法"),
    "D5": lazy("网上审批运行的规定"),
    "D6": lazy("网上审批系统的安全规定"),
    "D7": lazy("网上审批和电子监察系统的建设要求"),
    "D8": lazy("电子监察系统对接的工作意见"),
    "D9": lazy("网上审批运行的规定"),
    "D10": lazy("网上审批、电子监察实施方案"),
}
"""What a requirement's id stands for; readers know documents, not our numbers."""


def grounds(sources: Iterable[str]) -> list[str]:
    """Return what a rule rests on, each once: laws with their articles first, then the documents behind its ids."""
    named = {source: DOCUMENTS.get(source.partition("-")[0]) for source in sources}
    laws = [source for source, document in named.items() if document is None]
    return list(dict.fromkeys([*laws, *(str(document) for document in named.values() if document)]))


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

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

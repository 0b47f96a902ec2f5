"""How a system's log is read: what a command says once is kept with the system, and the next batch is read alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from shenpi.apps.errors import Invalid
from shenpi.core.eventlog import CASE, EVENT, Closing, Fields, Header

ZONE = "Asia/Shanghai"


@dataclass(frozen=True)
class Reading:
    """The options of a log: names of attributes by role, time zone of bare moments, when a case is over.

    `object_type`: which objects of an OCEL log are the cases.
    """

    case: Mapping[str, str] = field(default_factory=dict)
    event: Mapping[str, str] = field(default_factory=dict)
    zone: str = ZONE
    closed_by: tuple[str, ...] = ()
    all_closed: bool = False
    object_type: str = ""

    def __post_init__(self) -> None:
        for given, known in ((self.case, CASE), (self.event, EVENT)):
            if strange := given.keys() - known.keys():
                raise _unknown(strange, known)
        try:
            ZoneInfo(self.zone)
        except (KeyError, ValueError, OSError):
            raise Invalid("zone_unknown", _("没有时区“%(zone)s”。") % {"zone": self.zone}) from None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Reading:
        """Return the options that `to_json` kept."""
        return cls(**{**data, "closed_by": tuple(data.get("closed_by", ()))})

    def to_json(self) -> dict[str, Any]:
        """Return the options as plain data."""
        return {
            "case": dict(self.case),
            "event": dict(self.event),
            "zone": self.zone,
            "closed_by": list(self.closed_by),
            "all_closed": self.all_closed,
            "object_type": self.object_type,
        }

    def fields(self, header: Header) -> Fields:
        """Return the names in force for a log with this header."""
        return Fields(ZoneInfo(self.zone), self.case, self.event, header.unknown)

    def closing(self) -> Closing:
        """Return when a case without end date is over."""
        return Closing(frozenset(self.closed_by), self.all_closed)


def names(given: Iterable[str]) -> dict[str, str]:
    """Read `ROLE=KEY` options. Raises Invalid."""
    found = {}
    for words in given:
        role, sign, key = words.partition("=")
        if not (sign and role and key):
            raise Invalid(
                "name_unreadable", _("“%(words)s”应写成 角色=属性名，例如 due=Frist。") % {"words": words}
            )
        found[role.strip()] = key.strip()
    return found


def _unknown(strange: Iterable[str], known: Iterable[str]) -> Invalid:
    return Invalid(
        "role_unknown",
        _("没有角色 %(strange)s。可用的角色：%(known)s。")
        % {"strange": "、".join(sorted(strange)), "known": "、".join(sorted(known))},
    )

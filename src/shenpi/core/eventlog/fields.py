"""Which attribute of a log means what: a documented set of names, and whatever a system names instead.

Names are compared without case, spaces and punctuation and without the prefix `case:` that tools add, so `enddate`,
`End Date` and `case:end_date` are one. docs/event-logs.md lists them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from typing import Any

from shenpi.core.eventlog.log import Attributes, Value, plain
from shenpi.core.eventlog.values import parse_moment

CASE: Mapping[str, tuple[str, ...]] = {
    "number": ("shenpi:number", "concept:name", "identity:id", "case id", "办件编号", "申办流水号", "编号"),
    "received": (
        *("shenpi:received", "start date", "start time", "received at", "registration date", "reg date"),
        *("收件时间", "接件时间", "受理时间", "申请时间", "开始时间"),
    ),
    "due": (
        *("shenpi:due", "deadline", "due date", "due at", "promised due at"),
        *("到期时间", "截止时间", "承诺办结时间", "应办结时间"),
    ),
    "closed": (
        *("shenpi:closed", "end date", "end time", "closed at", "completed at", "completion date"),
        *("办结时间", "办结日期", "结束时间"),
    ),
    "channel": ("shenpi:channel", "channel", "申办渠道", "渠道"),
    "agency": ("shenpi:agency", "agency", "部门名称", "实施机关"),
    "department": ("shenpi:office", "department", "office", "承办科室", "科室", "处室", "部门"),
    "group": ("group", "team", "org:group"),
    "responsible": ("responsible", "case owner", "handler", "org:resource", "承办人", "经办人"),
    "item": ("shenpi:item", "item name", "case type", "事项名称", "事项"),
}
EVENT: Mapping[str, tuple[str, ...]] = {
    "activity": ("concept:name", "activity", "activity name", "环节名称", "环节", "活动"),
    "time": ("time:timestamp", "timestamp", "办理时间", "时间"),
    "transition": ("lifecycle:transition", "transition"),
    "instance": ("concept:instance", "identity:id", "event id"),
    "resource": ("org:resource", "resource", "user", "承办人", "经办人", "办理人"),
    "office": ("org:group", "group", "department", "承办科室", "科室", "处室"),
    "role": ("org:role", "role"),
    "due": ("shenpi:due", "deadline", "due date", "due at", "到期时间"),
}
_NOISE = re.compile(r"[\W_]+")


def folded(key: str) -> str:
    """Return a key as it is compared: `case:End_Date` → `enddate`; the colon of an extension's key stays."""
    prefix, colon, name = key.partition(":")
    if not colon or prefix.lower() == "case":
        prefix, name = "", name if colon else key
    start = f"{_NOISE.sub('', prefix).lower()}:" if prefix else ""
    return start + _NOISE.sub("", name).lower()


class NoMoment(ValueError):
    """A value that was to be a moment and is none."""


@dataclass(frozen=True)
class Fields:
    """The names in force: those of a system (`case`, `event`: role → key), else the documented ones.

    `zone` is the time zone of moments that name none. `unknown` are the values that the log itself declares to
    stand for "not known" (by scope and key).
    """

    zone: tzinfo
    case: Mapping[str, str] = field(default_factory=dict)
    event: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_case", _keys(CASE, self.case))
        object.__setattr__(self, "_event", _keys(EVENT, self.event))

    def of_case(self, attributes: Attributes) -> dict[str, Value]:
        """Return role → value of what a trace's attributes say; unknown and empty values are left out."""
        return _found(self._case, attributes, self.unknown.get("trace", {}))  # type: ignore[attr-defined]

    def of_event(self, attributes: Attributes) -> dict[str, Value]:
        """Return role → value of what an event's attributes say."""
        return _found(self._event, attributes, self.unknown.get("event", {}))  # type: ignore[attr-defined]

    def moment(self, value: Value, *, last: bool = False) -> tuple[datetime, bool]:
        """Return an aware moment, and whether its zone had to be supplied; `last`: a mere day means its end.

        Raises NoMoment.
        """
        found: Any = plain(value)
        if isinstance(found, str):
            try:
                found = parse_moment(found)
            except ValueError:
                raise NoMoment(found[:60]) from None
        if isinstance(found, datetime):
            return (found, False) if found.tzinfo else (found.replace(tzinfo=self.zone), True)
        if isinstance(found, date):
            return datetime.combine(found, time.max if last else time.min, self.zone), True
        raise NoMoment(str(found)[:60])


def text(value: Value | None) -> str:
    """Return a value as words, "" for none."""
    found = "" if value is None else plain(value)
    return found.isoformat() if isinstance(found, date) else str(found).strip()


def _keys(known: Mapping[str, tuple[str, ...]], named: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """Return compared key → role and rank: a name given by the system comes before all documented ones."""
    found: dict[str, tuple[str, int]] = {}
    for role, names in known.items():
        for rank, name in enumerate([named[role]] if role in named else names):
            found.setdefault(folded(name), (role, rank))
    return found


def _found(
    keys: Mapping[str, tuple[str, int]], attributes: Attributes, unknown: Attributes
) -> dict[str, Value]:
    best: dict[str, tuple[int, Value]] = {}
    for key, value in attributes.items():
        hit = keys.get(_folded(key))
        if hit is None or value == "" or (key in unknown and unknown[key] == value and _says_nothing(value)):
            continue
        role, rank = hit
        if role not in best or rank < best[role][0]:
            best[role] = rank, value
    return {role: value for role, (_rank, value) in best.items()}


def _says_nothing(value: Value) -> bool:
    """Tell a placeholder (UNKNOWN, __INVALID__, the epoch) from a default that is a real value (complete)."""
    found = plain(value)
    if isinstance(found, date):
        return found.year <= 1970
    return not isinstance(found, str) or found.strip("_ ").upper() in _PLACEHOLDERS


_PLACEHOLDERS = {"", "UNKNOWN", "INVALID", "UNDEFINED", "EMPTY", "NULL", "NONE", "N/A", "DEFAULT", "STRING"}
_cache: dict[str, str] = {}


def _folded(key: str) -> str:
    """`folded`, remembered: a log has few keys and very many attributes."""
    if key not in _cache:
        if len(_cache) > 10_000:
            _cache.clear()
        _cache[key] = folded(key)
    return _cache[key]

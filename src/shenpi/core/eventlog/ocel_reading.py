"""OCEL 2.0 (JSON) in: the events of one object type as traces, one per object.

An object-centric log has many notions of a case; which one is meant is the reader's to say. Related people and
offices become `org:resource` and `org:group`.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from shenpi.core.eventlog.log import Event, Fault, Header, LogRefused, Trace, Value
from shenpi.core.eventlog.values import parse, parse_moment
from shenpi.core.eventlog.xes_reading import Readable

SIZE_LIMIT = 512 * 1024 * 1024
"""Bytes: JSON is read whole."""
PEOPLE = frozenset({"person", "people", "resource", "user", "employee", "worker", "staff"})
OFFICES = frozenset({"office", "department", "group", "team", "unit"})


def read_ocel(source: Readable, header: Header | None = None, object_type: str = "") -> Iterator[Trace]:
    """Yield one trace per object of `object_type` (default: `case`, or the only type that is no person or office).

    Events that relate to no case are a fault of the `header`. Raises LogRefused for what is no OCEL 2.0 JSON, and
    where the type is not to be known.
    """
    log = _load(source)
    try:
        found, faults = _traces(log, object_type)
    except (KeyError, TypeError, AttributeError):
        raise _not_ocel() from None
    if header is not None:
        header.faults += faults
    yield from found


def _traces(log: Mapping[str, Any], object_type: str) -> tuple[list[Trace], list[Fault]]:
    types = {str(told["id"]): str(told["type"]) for told in log["objects"]}
    chosen = _chosen(set(types.values()), object_type)
    found = {
        str(told["id"]): _trace(told, chosen, types)
        for told in log["objects"]
        if types[str(told["id"])] == chosen
    }
    orphans = 0
    for event in log["events"]:
        related = [str(relation["objectId"]) for relation in event.get("relationships", ())]
        cases = [found[identity] for identity in dict.fromkeys(related) if identity in found]
        orphans += not cases
        for case in cases:
            case.events.append(_event(event, related, types, case.faults, len(case.events) + 1))
    zh = f"{orphans} 个事件与“{chosen}”无关，未接收"
    en = f"{orphans} events relate to no {chosen} and were not taken"
    return list(found.values()), [Fault("unrelated", zh, en, lost=True)] if orphans else []


def _load(source: Readable) -> dict[str, Any]:
    text = bytearray()
    while len(text) <= SIZE_LIMIT and (chunk := source.read(1 << 20)):
        text += chunk
    if len(text) > SIZE_LIMIT:
        raise LogRefused("too_large", "文件过大", "the file is too large")
    try:
        log = json.loads(text)
        if isinstance(log, dict) and all(isinstance(log.get(key), list) for key in ("objects", "events")):
            return log
    except (ValueError, RecursionError):
        pass
    raise _not_ocel()


def _not_ocel() -> LogRefused:
    return LogRefused("not_ocel", "不是 OCEL 2.0 的 JSON 日志", "not an OCEL 2.0 log in JSON")


def _chosen(types: set[str], asked: str) -> str:
    if asked:
        if asked in types:
            return asked
        raise LogRefused("no_type", f"没有对象类型“{asked}”", f"there is no object type '{asked}'")
    things = {kind for kind in types if kind.lower() not in PEOPLE | OFFICES}
    if "case" in things:
        return "case"
    if len(things) == 1:
        return things.pop()
    listed = ", ".join(sorted(types))
    raise LogRefused(
        "which_type",
        f"请用 --object-type 指明以哪种对象为办件：{listed}",
        f"say by --object-type which object is the case: {listed}",
    )


def _trace(told: Mapping[str, Any], kind: str, types: Mapping[str, str]) -> Trace:
    """An object as a trace; of an attribute that changes, the latest value counts."""
    trace = Trace({"concept:name": _without_type(str(told["id"]), kind)})
    for attribute in sorted(told.get("attributes", ()), key=lambda given: str(given.get("time", ""))):
        trace.attributes[str(attribute["name"])] = _value(attribute.get("value"))
    _relate(trace.attributes, [str(other["objectId"]) for other in told.get("relationships", ())], types)
    return trace


def _event(
    told: Mapping[str, Any], related: list[str], types: Mapping[str, str], faults: list[Fault], index: int
) -> Event:
    event = Event({"concept:name": str(told.get("type", ""))})
    try:
        event.attributes["time:timestamp"] = parse_moment(str(told.get("time", "")))
    except ValueError:
        shown = str(told.get("time", ""))[:60]
        faults.append(
            Fault("bad_value", f"时间“{shown}”不能读取", f"the time '{shown}' cannot be read", 0, index)
        )
    for attribute in told.get("attributes", ()):
        event.attributes[str(attribute["name"])] = _value(attribute.get("value"))
    _relate(event.attributes, related, types)
    return event


def _relate(attributes: dict[str, Value], related: list[str], types: Mapping[str, str]) -> None:
    for identity in related:
        kind = types.get(identity, "")
        key = "org:resource" if kind.lower() in PEOPLE else "org:group" if kind.lower() in OFFICES else ""
        if key:
            attributes.setdefault(key, _without_type(identity, kind))


def _without_type(identity: str, kind: str) -> str:
    return identity.removeprefix(f"{kind}:")


def _value(value: Any) -> Value:
    if isinstance(value, bool | int | float):
        return value
    text = "" if value is None else str(value)
    if len(text) >= 20 and text[4:5] == "-" and text[10:11] == "T":
        try:
            return parse("date", text)
        except ValueError:
            return text
    return text

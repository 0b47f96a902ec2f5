"""OCEL 2.0 (JSON) out: cases, the people and offices that worked on them, and events that relate them.

https://www.ocel-standard.org/2.0/ocel20-schema-json.json. Objects are `case`, `person` and `office`; an event
relates to its case (`case`), to who did it (`resource`) and where (`office`).
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from shenpi.core.eventlog.log import Attributes, Listed, Trace, Value, plain
from shenpi.core.eventlog.values import text_of, to_json

CASE, PERSON, OFFICE = "case", "person", "office"
RELATED = {"org:resource": (PERSON, "resource"), "org:group": (OFFICE, "office")}
_KEPT_APART = frozenset({"concept:name", "time:timestamp", *RELATED})
_EPOCH = "1970-01-01T00:00:00Z"


def write_ocel(traces: Iterable[Trace]) -> Iterator[bytes]:
    """Yield an OCEL 2.0 file piece by piece; objects and types are gathered, events are written as they come."""
    file = _File()
    separator = b'{"events": ['
    for trace in traces:
        for event in file.events(trace):
            yield separator + json.dumps(event, ensure_ascii=False).encode()
            separator = b",\n"
    yield separator if separator != b",\n" else b""
    yield b"]," + file.rest()


class _File:
    """Objects and types seen so far."""

    def __init__(self) -> None:
        self.objects: dict[tuple[str, str], dict[str, Any]] = {}
        self.event_types: dict[str, dict[str, str]] = {}
        self.object_types: dict[str, dict[str, str]] = {CASE: {}, PERSON: {}, OFFICE: {}}
        self.count = 0

    def events(self, trace: Trace) -> Iterator[dict[str, Any]]:
        name = str(plain(trace.attributes["concept:name"]))
        related = [
            {"objectId": self._object(kind, str(plain(trace.attributes[key])), {}), "qualifier": qualifier}
            for key, (kind, qualifier) in RELATED.items()
            if key in trace.attributes
        ]
        case = self._object(CASE, name, trace.attributes, related)
        for event in trace.events:
            self.count += 1
            yield self._event(case, event.attributes)

    def rest(self) -> bytes:
        """Return what follows the events: objects and the types of both."""
        rest = {
            "objects": list(self.objects.values()),
            "eventTypes": [_type(name, keys) for name, keys in self.event_types.items()],
            "objectTypes": [_type(name, keys) for name, keys in self.object_types.items()],
        }
        return json.dumps(rest, ensure_ascii=False)[1:].encode() + b"\n"

    def _object(
        self, kind: str, name: str, attributes: Attributes, related: list[dict[str, Any]] | None = None
    ) -> str:
        if (kind, name) not in self.objects:
            told = _told(attributes, self.object_types[kind])
            self.objects[kind, name] = {
                "id": f"{kind}:{name}",
                "type": kind,
                "attributes": [{**attribute, "time": _EPOCH} for attribute in told],
                "relationships": related or [],
            }
        return f"{kind}:{name}"

    def _event(self, case: str, attributes: Attributes) -> dict[str, Any]:
        kind = str(plain(attributes["concept:name"]))
        relationships = [{"objectId": case, "qualifier": "case"}]
        for key, (object_type, qualifier) in RELATED.items():
            if key in attributes:
                related = self._object(object_type, str(plain(attributes[key])), {})
                relationships.append({"objectId": related, "qualifier": qualifier})
        return {
            "id": f"e{self.count}",
            "type": kind,
            "time": _json(attributes["time:timestamp"]),
            "attributes": _told(attributes, self.event_types.setdefault(kind, {})),
            "relationships": relationships,
        }


def _told(attributes: Attributes, types: dict[str, str]) -> list[dict[str, Any]]:
    told = []
    for key, value in attributes.items():
        if key not in _KEPT_APART:
            types.setdefault(key, _type_of(value))
            told.append({"name": key, "value": _json(value)})
    return told


def _type(name: str, attributes: dict[str, str]) -> dict[str, Any]:
    return {"name": name, "attributes": [{"name": key, "type": kind} for key, kind in attributes.items()]}


def _type_of(value: Value) -> str:
    found = plain(value)
    if isinstance(found, bool):
        return "boolean"
    if isinstance(found, int):
        return "integer"
    if isinstance(found, float):
        return "float"
    return "time" if isinstance(found, date) else "string"


def _json(value: Value) -> Any:
    """OCEL has no nested values: lists are written as JSON text, of nested attributes only the value."""
    found = plain(value)
    if isinstance(found, Listed):
        return json.dumps(to_json({"list": found})["list"], ensure_ascii=False)
    if isinstance(found, datetime):
        return text_of(found.astimezone(UTC)).replace("+00:00", "Z") if found.tzinfo else text_of(found)
    if isinstance(found, date):
        return text_of(datetime.combine(found, time.min, UTC)).replace("+00:00", "Z")
    return found

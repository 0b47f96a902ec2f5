"""OCEL 2.0 in JSON: our own, and one as another tool writes it."""

import json
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest

from shenpi.core.eventlog import Event, Header, LogRefused, Trace, read_ocel, write_ocel

WHEN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def traces() -> list[Trace]:
    return [
        Trace(
            {"concept:name": "A-1", "org:group": "食品科", "startdate": WHEN, "n": 3},
            [
                Event(
                    {
                        "concept:name": "受理",
                        "org:resource": "王芳",
                        "org:group": "食品科",
                        "time:timestamp": WHEN,
                    }
                ),
                Event({"concept:name": "决定", "time:timestamp": WHEN, "fee": 1.5, "urgent": True}),
            ],
        ),
        Trace({"concept:name": "A-2"}, []),
    ]


def written(found: list[Trace]) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(b"".join(write_ocel(found)))
    return loaded


def test_what_is_written_is_read_again() -> None:
    found = list(read_ocel(BytesIO(b"".join(write_ocel(traces())))))
    assert [(one.attributes, [e.attributes for e in one.events]) for one in found] == [
        (one.attributes, [e.attributes for e in one.events]) for one in traces()
    ]


def test_the_file_keeps_the_standard() -> None:
    """Every type is declared with its attributes, every relation names an object that is there."""
    log = written(traces())
    assert set(log) == {"events", "objects", "eventTypes", "objectTypes"}
    identities = {one["id"] for one in log["objects"]}
    assert identities == {"case:A-1", "case:A-2", "person:王芳", "office:食品科"}
    types = {kind["name"]: {told["name"] for told in kind["attributes"]} for kind in log["eventTypes"]}
    for event in log["events"]:
        assert {told["name"] for told in event["attributes"]} <= types[event["type"]]
        assert {relation["objectId"] for relation in event["relationships"]} <= identities
    assert len({event["id"] for event in log["events"]}) == 2
    assert written([])["events"] == []


def foreign(**changes: Any) -> bytes:
    log = {
        "objectTypes": [{"name": "Order", "attributes": []}],
        "eventTypes": [{"name": "place", "attributes": []}],
        "objects": [
            {
                "id": "o1",
                "type": "Order",
                "attributes": [
                    {"name": "deadline", "time": "2026-03-02T00:00:00Z", "value": "2026-03-20T00:00:00Z"},
                    {"name": "deadline", "time": "2026-03-01T00:00:00Z", "value": "2026-03-10T00:00:00Z"},
                ],
            },
            {"id": "Ann", "type": "Employee", "attributes": []},
        ],
        "events": [
            {
                "id": "e1",
                "type": "place",
                "time": "2026-03-02T01:00:00Z",
                "attributes": [],
                "relationships": [{"objectId": "o1", "qualifier": ""}, {"objectId": "Ann", "qualifier": ""}],
            },
            {"id": "e2", "type": "idle", "time": "?", "attributes": [], "relationships": []},
        ],
    }
    return json.dumps(log | changes).encode()


def test_a_foreign_log() -> None:
    """The only thing that is no person is the case; of an attribute the latest value counts; the rest is reported."""
    header = Header()
    (order,) = read_ocel(BytesIO(foreign()), header)
    assert order.attributes == {"concept:name": "o1", "deadline": datetime(2026, 3, 20, tzinfo=UTC)}
    assert order.events[0].attributes == {
        "concept:name": "place",
        "time:timestamp": WHEN,
        "org:resource": "Ann",
    }
    assert [fault.code for fault in header.faults] == ["unrelated"]


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (b"<log/>", "", "not_ocel"),
        (b"[]", "", "not_ocel"),
        (b'{"objects": 1, "events": []}', "", "not_ocel"),
        (b"[" * 100_000, "", "not_ocel"),
        (foreign(events=[{"id": "e1", "relationships": [{"qualifier": "case"}]}]), "", "not_ocel"),
        (foreign(), "Invoice", "no_type"),
        (foreign(objects=[{"id": "a", "type": "A"}, {"id": "b", "type": "B"}]), "", "which_type"),
    ],
)
def test_refusals(data: bytes, kind: str, code: str) -> None:
    with pytest.raises(LogRefused) as refusal:
        list(read_ocel(BytesIO(data), Header(), kind))
    assert refusal.value.code == code

"""From ledger to contract: what an event of a case says to the other zones.

One act is one event is one message for each zone that may have its type. What a case is (number, item,
agency) stands in its first event. The contract decides which fields a zone may see; here only names are
translated, moments added, and applicants left unnamed.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID, uuid5

from django.conf import settings

from shenpi.core import contracts

_HEADER = ("number", "item_code", "item_name", "agency_code", "agency", "private")
_EVENTS = UUID("b3c0a0de-54f2-4b0e-9a5a-1f2a8f1c7d11")  # the space of ids of messages that follow from events
_STEP_LISTS = {"opened": "begun_at", "closed": "ended_at"}
LINK = 16  # bytes of a hash that a message carries: enough to tell a chain that was written anew
_PUBLISHED = ("result.published", "decision.published")
_EXPLAINED = ("acceptance.refused", "case.decided")  # the reason of the step is the reason of the act


class Event(Protocol):
    """What the translation reads of a ledger's event."""

    case_id: UUID
    seq: int
    type: str
    actor_id: UUID | None
    actor_name: str
    capacity: str
    at: datetime
    payload: Any
    prev_hash: bytes | memoryview
    hash: bytes | memoryview


def message_type(event_type: str) -> str:
    """Return the message type of a ledger's event type."""
    return f"{contracts.PREFIX}case.{event_type.removeprefix('case.')}"


def message_id(case_id: UUID, seq: int, kind: str) -> UUID:
    """Return the id of the message of type `kind` that tells of an event; the same for every zone."""
    return uuid5(_EVENTS, f"{case_id}/{seq}/{kind}")


def from_case_event(event: Event, first: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (zone, message) for every zone that may know of `event`; `first` is the first event of its ledger.

    Raises ContractBroken when the event does not carry what its type must say.
    """
    kind = message_type(event.type)
    header = {key: first.payload[key] for key in _HEADER if key in first.payload}
    data = {**event.payload, **header, **_who(event), **_steps(event)}
    data |= {"case_id": str(event.case_id), "seq": event.seq, "occurred_at": contracts.moment(event.at)}
    data |= {"hash": bytes(event.hash[:LINK]).hex(), "previous": bytes(event.prev_hash[:LINK]).hex()}
    if event.type in _EXPLAINED:
        ended = event.payload.get("ended", {})
        data = {**{key: ended[key] for key in ("reason", "basis") if ended.get(key)}, **data}
    for zone in contracts.route(kind).destinations:
        yield zone, _message(kind, event, zone, data, private=bool(header.get("private")))
    if event.type in _PUBLISHED and not header.get("private"):
        notice = {**header, **event.payload.get("notice", {}), "case_id": data["case_id"]}
        notice["published_at"] = data["occurred_at"]
        yield "public", _message(f"{contracts.PREFIX}notice.published", event, "public", notice)
    if announcement := event.payload.get("announcement"):
        told = {**announcement, "case_id": data["case_id"], "announced_at": data["occurred_at"]}
        yield "public", _message(f"{contracts.PREFIX}hearing.announced", event, "public", told)
    if inspected := event.payload.get("inspection"):
        told = {**inspected, "case_id": data["case_id"], "published_at": data["occurred_at"]}
        yield "public", _message(f"{contracts.PREFIX}inspection.published", event, "public", told)


def _message(
    kind: str, event: Event, zone: str, data: Mapping[str, Any], *, private: bool = False
) -> dict[str, Any]:
    message = contracts.message(
        type=kind,
        source=f"/internal/{settings.SHENPI_NODE}",
        subject=str(event.case_id),
        data=contracts.fit(kind, data, zone=zone, private=private),
        time=event.at,
        id=message_id(event.case_id, event.seq, kind),
    )
    contracts.validate(message)
    return message


def _who(event: Event) -> dict[str, Any]:
    if event.actor_id is not None:
        return {"person_id": str(event.actor_id), "person": event.actor_name, "capacity": event.capacity}
    if event.capacity == "system":
        return {"person": event.actor_name, "capacity": "system"}
    return {"capacity": "applicant"}


def _steps(event: Event) -> dict[str, Any]:
    moment = contracts.moment(event.at)
    told: dict[str, Any] = {
        key: [_step(step) | {stamp: moment} for step in event.payload[key]]
        for key, stamp in _STEP_LISTS.items()
        if event.payload.get(key)
    }
    if event.payload.get("ended"):
        told["ended"] = _step(event.payload["ended"]) | {"ended_at": moment}
    return told


def _step(step: Mapping[str, Any]) -> dict[str, Any]:
    """An office without a code of its own is known by its number; an applicant's step names no holder."""
    told = {key: value for key, value in step.items() if value not in (None, "") or key == "due_at"}
    if "office_id" in told:
        told.setdefault("office_code", str(told["office_id"]))
    if told.get("role") == "applicant":
        told.pop("holder", None)
        told.pop("holder_id", None)
    return told

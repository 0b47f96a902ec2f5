"""Sealing: one thing that happened to a case, hashed together with everything that happened before."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from shenpi.core.ledger.canonical import canonical

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted: a person, or the system (`id` None). `on_behalf_of` is the principal under 授权 or 代理."""

    id: UUID | None
    name: str
    on_behalf_of: UUID | None = None


@dataclass(frozen=True, slots=True)
class SealedEvent:
    """An event ready to be stored; `payload_json` is the canonical text of `payload`, `at` is UTC."""

    case_id: UUID
    seq: int
    type: str
    actor_id: UUID | None
    actor_name: str
    capacity: str
    on_behalf_of: UUID | None
    at: datetime
    payload: Mapping[str, Any]
    payload_json: str
    prev_hash: bytes
    hash: bytes


def genesis(case_id: UUID) -> bytes:
    """Return the hash that a case's first event links to: that of the case's identifier."""
    return hashlib.sha256(b"shenpi:case:" + case_id.bytes).digest()


def seal(
    *,
    case_id: UUID,
    seq: int,
    type: str,  # noqa: A002 - the event's own word, as in CloudEvents
    actor: Actor,
    capacity: str,
    at: datetime,
    payload: Mapping[str, Any],
    prev_hash: bytes | None = None,
) -> SealedEvent:
    """Seal one event of a case's ledger.

    `seq` counts from 1 within the case; `prev_hash` is the hash of the event before, None for the first.
    `at` is aware and becomes UTC. The hash covers the payload through the payload's own hash, so that an
    event can later be proved without showing its payload. Raises NotCanonical for a payload a ledger may not
    hold, ValueError for a naive moment or a sequence that does not fit `prev_hash`.
    """
    if at.tzinfo is None:
        raise ValueError("an event's moment needs a time zone")
    if seq < 1 or (seq == 1) != (prev_hash is None or prev_hash == genesis(case_id)):
        raise ValueError("the first event, and only the first, links to the case itself")
    previous = genesis(case_id) if prev_hash is None else prev_hash
    moment = at.astimezone(UTC)
    body = canonical(payload)
    return SealedEvent(
        case_id=case_id,
        seq=seq,
        type=type,
        actor_id=actor.id,
        actor_name=actor.name,
        capacity=capacity,
        on_behalf_of=actor.on_behalf_of,
        at=moment,
        payload=payload,
        payload_json=body.decode(),
        prev_hash=previous,
        hash=event_hash(
            case_id=case_id,
            seq=seq,
            type=type,
            actor_id=actor.id,
            actor_name=actor.name,
            capacity=capacity,
            on_behalf_of=actor.on_behalf_of,
            at=moment,
            payload_hash=hashlib.sha256(body).digest(),
            prev_hash=previous,
        ),
    )


def event_hash(
    *,
    case_id: UUID,
    seq: int,
    type: str,  # noqa: A002
    actor_id: UUID | None,
    actor_name: str,
    capacity: str,
    on_behalf_of: UUID | None,
    at: datetime,
    payload_hash: bytes,
    prev_hash: bytes,
) -> bytes:
    """Return the SHA-256 of an event's canonical head (format 1; offline verifiers compute the same)."""
    head = {
        "actor": str(actor_id) if actor_id else None,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "capacity": capacity,
        "case": str(case_id),
        "for": str(on_behalf_of) if on_behalf_of else None,
        "format": _FORMAT,
        "name": actor_name,
        "payload": payload_hash.hex(),
        "prev": prev_hash.hex(),
        "seq": seq,
        "type": type,
    }
    return hashlib.sha256(canonical(head)).digest()

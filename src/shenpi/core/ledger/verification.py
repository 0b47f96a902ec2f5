"""Verification: is a case's ledger whole, and if not, which event is at fault and how."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from shenpi.core.ledger.canonical import NotCanonical, canonical
from shenpi.core.ledger.event import event_hash, genesis


class Event(Protocol):
    """What verification reads of an event, sealed or stored."""

    @property
    def case_id(self) -> UUID: ...
    @property
    def seq(self) -> int: ...
    @property
    def type(self) -> str: ...
    @property
    def actor_id(self) -> UUID | None: ...
    @property
    def actor_name(self) -> str: ...
    @property
    def capacity(self) -> str: ...
    @property
    def on_behalf_of(self) -> UUID | None: ...
    @property
    def at(self) -> datetime: ...
    @property
    def payload(self) -> Mapping[str, Any]: ...
    @property
    def prev_hash(self) -> bytes | memoryview: ...
    @property
    def hash(self) -> bytes | memoryview: ...


class FaultKind(StrEnum):
    """The ways in which a chain can be broken."""

    ALTERED = "altered"
    MISSING = "missing"
    OUT_OF_ORDER = "out_of_order"
    REPEATED = "repeated"
    WRONG_LINK = "wrong_link"


_WORDS = {
    FaultKind.ALTERED: ("内容与其摘要不符，已被改动", "its content does not match its hash: it was altered"),
    FaultKind.MISSING: ("缺失", "it is missing"),
    FaultKind.OUT_OF_ORDER: ("记录次序颠倒", "it was recorded out of order"),
    FaultKind.REPEATED: ("序号重复", "its number occurs twice"),
    FaultKind.WRONG_LINK: ("与前一事件的链接不符", "it does not link to the event before"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a chain: the event's sequence number and what is wrong with it."""

    case_id: UUID
    seq: int
    kind: FaultKind

    @property
    def zh(self) -> str:
        return f"第 {self.seq} 号事件{_WORDS[self.kind][0]}"

    @property
    def en(self) -> str:
        return f"event {self.seq}: {_WORDS[self.kind][1]}"


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain is known to end (kept outside the ledger): it shows when the last events were removed."""

    seq: int
    hash: bytes


def verify_chain(events: Iterable[Event], head: Head | None = None) -> list[Fault]:
    """Return the faults of one case's chain, by sequence number; an empty list means that it is whole.

    `events` come in the order in which they were recorded. Without `head` (the end that the case's own row,
    a checkpoint or an export remembers) the loss of the last events cannot be seen. Raises ValueError for
    events of different cases.
    """
    recorded = list(events)
    if not recorded:
        return []
    case_id = recorded[0].case_id
    if any(event.case_id != case_id for event in recorded):
        raise ValueError("verify one case's events at a time")
    by_seq: dict[int, Event] = {}
    faults: list[Fault] = []
    highest = 0
    for event in recorded:
        if event.seq in by_seq:
            faults.append(Fault(case_id, event.seq, FaultKind.REPEATED))
            continue
        if event.seq < highest:
            faults.append(Fault(case_id, event.seq, FaultKind.OUT_OF_ORDER))
        highest = max(highest, event.seq)
        by_seq[event.seq] = event
    last = max(highest, head.seq if head else 0)
    for seq in range(1, last + 1):
        found = by_seq.get(seq)
        if found is None:
            faults.append(Fault(case_id, seq, FaultKind.MISSING))
            continue
        if bytes(found.hash) != _recomputed(found) or (
            head and head.seq == seq and head.hash != bytes(found.hash)
        ):
            faults.append(Fault(case_id, seq, FaultKind.ALTERED))
        before = by_seq.get(seq - 1)
        expected = genesis(case_id) if seq == 1 else before.hash if before else None
        if expected is not None and bytes(found.prev_hash) != bytes(expected):
            faults.append(Fault(case_id, seq, FaultKind.WRONG_LINK))
    return sorted(faults, key=lambda fault: (fault.seq, fault.kind))


def _recomputed(event: Event) -> bytes | None:
    try:
        body = canonical(event.payload)
    except NotCanonical:
        return None
    return event_hash(
        case_id=event.case_id,
        seq=event.seq,
        type=event.type,
        actor_id=event.actor_id,
        actor_name=event.actor_name,
        capacity=event.capacity,
        on_behalf_of=event.on_behalf_of,
        at=event.at,
        payload_hash=hashlib.sha256(body).digest(),
        prev_hash=bytes(event.prev_hash),
    )

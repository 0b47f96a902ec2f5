"""Signed opinions (签署意见), read from the case's ledger: there they are sealed, and nowhere else are they kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from shenpi.apps.casework.unit import APPLICANT


class Told(Protocol):
    """What is read of a ledger's event."""

    type: str
    actor_id: UUID | None
    actor_name: str
    on_behalf_of: UUID | None
    capacity: str
    at: datetime
    payload: dict[str, Any]


@dataclass(frozen=True)
class Earlier:
    """What an opinion said before it was changed."""

    verdict: str
    text: str
    reason: str
    basis: str
    consented_by: str
    changed_at: datetime


@dataclass(frozen=True)
class Opinion:
    """A signed opinion on a finished step: real name, capacity, explicit verdict (D3-020, D3-021).

    Never changed but with the leader's consent (D3-048): then `earlier` holds what it said before, oldest first, with
    who consented and when. `office` is the office's name when the step began, another agency's with its agency's;
    `on_behalf_of` names the principal under 授权 or 代理. `headings` (D3-043), the two parts of a
    decision and the fee that was fixed belong to it.
    """

    task_id: UUID
    element: str
    instance: str
    name: str
    office: str
    person_id: UUID | None
    person_name: str
    capacity: str
    on_behalf_of: str
    verdict: str
    text: str
    reason: str
    basis: str
    opened_at: datetime
    due_at: datetime | None
    signed_at: datetime
    earlier: tuple[Earlier, ...] = ()
    headings: Mapping[str, Any] = field(default_factory=dict)
    granted: str = ""
    refused: str = ""
    fee: Mapping[str, Any] = field(default_factory=dict)
    principal_id: UUID | None = None


def read(events: Iterable[Told], applicant: str) -> list[Opinion]:
    """Return the opinions that a case's events hold, in the order of signing, as they read now.

    The ledger does not name applicants; `applicant` is the name that stands in the case's own row.
    """
    begun: dict[str, tuple[datetime, dict[str, Any]]] = {}
    said: dict[str, Opinion] = {}
    for event in events:
        if ended := event.payload.get("ended"):
            said[ended["task_id"]] = _opinion(event, ended, *begun[ended["task_id"]], applicant)
        if change := event.payload.get("change") if event.type == "opinion.changed" else None:
            key = event.payload["opinion_id"]
            said[key] = _changed(said[key], change, event)
        begun |= {step["task_id"]: (event.at, step) for step in event.payload["opened"]}
    return list(said.values())


def _changed(opinion: Opinion, change: dict[str, str], event: Told) -> Opinion:
    before = Earlier(opinion.verdict, opinion.text, opinion.reason, opinion.basis, event.actor_name, event.at)
    return replace(
        opinion,
        verdict=change["verdict"],
        text=change.get("text", ""),
        reason=change.get("reason", ""),
        basis=change.get("basis", ""),
        earlier=(*opinion.earlier, before),
    )


def _opinion(
    event: Told, ended: dict[str, Any], opened_at: datetime, opened: dict[str, Any], applicant: str
) -> Opinion:
    by_applicant = event.actor_id is None and event.actor_name == APPLICANT
    return Opinion(
        task_id=UUID(ended["task_id"]),
        element=ended["element"],
        instance=ended["instance"],
        name=ended["step"],
        office=" ".join(filter(None, [opened.get("agency"), opened["office"]])),
        person_id=event.actor_id,
        person_name=applicant if by_applicant else event.actor_name,
        capacity=event.capacity,
        on_behalf_of=ended.get("principal", ""),
        verdict=ended["verdict"],
        text=ended.get("text", ""),
        reason=ended.get("reason", ""),
        basis=ended.get("basis", ""),
        opened_at=opened_at,
        due_at=datetime.fromisoformat(opened["due_at"]) if opened["due_at"] else None,
        signed_at=event.at,
        headings=ended.get("headings", {}),
        granted=ended.get("granted", ""),
        refused=ended.get("refused", ""),
        fee=event.payload.get("fixed", {}).get("fee", {}),
        principal_id=event.on_behalf_of,
    )

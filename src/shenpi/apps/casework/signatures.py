"""Signed opinions (签署意见), read from the case's ledger: there they are sealed, and nowhere else are they kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from shenpi.apps.casework.unit import APPLICANT


class Told(Protocol):
    """What is read of a ledger's event."""

    actor_id: UUID | None
    actor_name: str
    capacity: str
    at: datetime
    payload: dict[str, Any]


@dataclass(frozen=True)
class Opinion:
    """A signed opinion on a finished step: real name, capacity, explicit verdict (D3-020, D3-021). Never changed.

    `office` is the office's name when the step began; `on_behalf_of` names the principal under 授权 or 代理.
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


def read(events: Iterable[Told], applicant: str) -> Iterator[Opinion]:
    """Yield the opinions that a case's events hold, in the order of signing.

    The ledger does not name applicants; `applicant` is the name that stands in the case's own row.
    """
    begun: dict[str, tuple[datetime, dict[str, Any]]] = {}
    for event in events:
        if ended := event.payload.get("ended"):
            yield _opinion(event, ended, *begun[ended["task_id"]], applicant)
        begun |= {step["task_id"]: (event.at, step) for step in event.payload["opened"]}


def _opinion(
    event: Told, ended: dict[str, Any], opened_at: datetime, opened: dict[str, Any], applicant: str
) -> Opinion:
    by_applicant = event.actor_id is None and event.actor_name == APPLICANT
    return Opinion(
        task_id=UUID(ended["task_id"]),
        element=ended["element"],
        instance=ended["instance"],
        name=ended["step"],
        office=opened["office"],
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
    )

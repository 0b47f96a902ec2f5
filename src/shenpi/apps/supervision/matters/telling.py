"""What the offices are told of a matter, and what they answer: messages between the zones, nothing else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from shenpi.apps import exchange, timekeeping
from shenpi.apps.ids import uuid7
from shenpi.apps.supervision import sealing
from shenpi.apps.supervision.matters.flows import ADDRESSEE, moves
from shenpi.apps.supervision.models import Matter, MatterEntry
from shenpi.core import contracts

TOLD = f"{contracts.PREFIX}supervision.matter.told"


def tell(matter: Matter, entry: MatterEntry) -> None:
    """Tell the addressee's zone what was entered and what it may answer (in the caller's transaction)."""
    data: dict[str, Any] = {
        "matter_id": str(matter.pk),
        "kind": matter.kind,
        "number": number(matter),
        "title": matter.title,
        "agency_code": matter.agency_code,
        "office_code": matter.office_code,
        "office": matter.office_name,
        "person_id": str(matter.person_id) if matter.person_id else None,
        "person": matter.person_name,
        "case_number": matter.case_number,
        "state": matter.state,
        "position": entry.position,
        "act": entry.act,
        "text": entry.text,
        "basis": entry.basis,
        "by": entry.person_name,
        "occurred_at": contracts.moment(entry.at),
        "due_at": contracts.moment(matter.due_at) if matter.due_at else None,
        "answers": [move.act for move in moves(matter.kind, matter.state, ADDRESSEE)],
    }
    exchange.send(
        contracts.message(
            type=TOLD,
            source=f"/supervision/{settings.SHENPI_NODE}",
            subject=str(matter.pk),
            data=data,
            time=entry.at,
            id=uuid7(),
        )
    )


@transaction.atomic
def on_answer(message: Mapping[str, Any]) -> None:
    """Enter what an addressee answered; an answer that came twice, or after its turn, changes nothing."""
    data = message["data"]
    matter = Matter.objects.select_for_update().filter(pk=UUID(data["matter_id"])).first()
    if matter is None or MatterEntry.objects.filter(pk=UUID(message["id"])).exists():
        return
    allowed = {move.act: move for move in moves(matter.kind, matter.state, ADDRESSEE)}
    if data["act"] not in allowed:
        return
    entry = MatterEntry(
        id=UUID(message["id"]),
        act=data["act"],
        text=data["text"],
        person_id=UUID(data["person_id"]),
        person_name=data["person"],
        office_name=data.get("office", ""),
        at=datetime.fromisoformat(data["occurred_at"]),
    )
    enter(matter, entry, allowed[data["act"]].to)


def enter(matter: Matter, entry: MatterEntry, state: str) -> None:
    """Append an entry, move the matter on, seal the entry and tell the addressee. The matter's row is locked."""
    entry.matter = matter
    entry.position = matter.entries.count() + 1
    matter.state, matter.due_at = state, entry.due_at
    matter.closed_at = timekeeping.now() if state == "closed" else None
    matter.save()
    entry.save(force_insert=True)
    sealing.seal([entry])
    tell(matter, entry)


def number(matter: Matter) -> str:
    """Return the number as it is printed: 督〔2026〕3号."""
    word = {Matter.Kind.ORDER: "督", Matter.Kind.VIOLATION: "查"}[Matter.Kind(matter.kind)]
    return f"{word}〔{matter.year}〕{matter.serial}号"

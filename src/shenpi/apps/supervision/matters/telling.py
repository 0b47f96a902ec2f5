"""What the offices and the people outside are told of a matter, and what they answer: messages, nothing else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from shenpi.apps import exchange, timekeeping
from shenpi.apps.ids import uuid7
from shenpi.apps.supervision import sealing
from shenpi.apps.supervision.matters.flows import (
    ADDRESSEE,
    CLOSED,
    FEEDBACK,
    FILER,
    FINDINGS,
    UNDER_DEADLINE,
    Move,
    moves,
    seen_by,
)
from shenpi.apps.supervision.models import Matter, MatterEntry, MonitoredCase, Signal
from shenpi.apps.supervision.models.foreign import SOURCE
from shenpi.apps.supervision.rules.beside import SYSTEM
from shenpi.core import contracts
from shenpi.core.worktime import Limit

PUBLICATION = ("publish", "unpublish")
WORDS: Mapping[str, str] = {
    "order": "督",
    "violation": "查",
    "objection": "异",
    "complaint": "诉",
    "enquiry": "询",
    "rating": "评",
}


@transaction.atomic
def on_answer(message: Mapping[str, Any]) -> None:
    """Enter what an addressee answered; an answer that came twice, or after its turn, changes nothing."""
    _answered(message, ADDRESSEE)


@transaction.atomic
def on_filer_answer(message: Mapping[str, Any]) -> None:
    """Enter what the person who brought a matter says to it."""
    _answered(message, FILER)


def enter(matter: Matter, entry: MatterEntry, move: Move | None, state: str = "") -> None:
    """Append an entry, move the matter on (`state` without a move), seal the entry and tell whom it concerns.

    The matter's row is locked by the caller.
    """
    entry.matter = matter
    entry.position = matter.entries.count() + 1
    if move is not None:
        _limit(matter, move, entry)
        state = move.to
    if state:
        matter.state, matter.due_at = state, entry.due_at
        if (matter.kind, state) in UNDER_DEADLINE:
            matter.due_at = matter.deadline_at
        matter.closed_at = entry.at if state == CLOSED else None
    if entry.act in FINDINGS:
        matter.finding, matter.found_at = FINDINGS[entry.act], entry.at
    elif entry.act == "set_aside":
        matter.finding, matter.found_at = "", None
    if entry.act in PUBLICATION:
        matter.published = entry.act == "publish"
    if matter.kind in FEEDBACK:
        matter.look_at = entry.at
    matter.save()
    entry.save(force_insert=True)
    sealing.seal([entry])
    seen = seen_by(matter.kind, entry.act)
    if ADDRESSEE in seen:
        _tell_office(matter, entry)
    if FILER in seen and matter.kind in FEEDBACK:
        _tell_filer(matter, entry)
    if entry.act in PUBLICATION:
        _tell_public(matter, entry)


def allowed(matter: Matter, turn: str) -> list[Move]:
    """Return the moves that are open to a side now."""
    done = set(matter.entries.values_list("act", flat=True))
    return [move for move in moves(matter, turn) if not (move.once and move.act in done)]


def on_paper(matter: Matter) -> list[Move]:
    """Return the addressee's moves where he has no desk here, because the matter is about a foreign system or its case:
    what he writes is entered by who handles the matter.
    """
    theirs = False
    if matter.case_id:
        theirs = MonitoredCase.objects.filter(pk=matter.case_id, source__startswith=SOURCE).exists()
    elif matter.signal_id:
        theirs = Signal.objects.filter(pk=matter.signal_id, subject__startswith=f"{SYSTEM}:").exists()
    return allowed(matter, ADDRESSEE) if theirs else []


def number(matter: Matter) -> str:
    """Return the number as it is printed: 督〔2026〕3号."""
    return f"{WORDS[matter.kind]}〔{matter.year}〕{matter.serial}号"


def due(now: datetime, limit: str) -> datetime | None:
    """Return until when who is next is to act, or None when nobody is."""
    return timekeeping.calendar().due(now, Limit.parse(limit)) if limit else None


def _limit(matter: Matter, move: Move, entry: MatterEntry) -> None:
    if entry.due_at is None:
        entry.due_at = due(entry.at, move.due)
    if move.deadline.startswith("+"):
        matter.deadline_at = due(matter.deadline_at or entry.at, move.deadline[1:])
        matter.due_at = entry.due_at = matter.deadline_at
    elif move.deadline:
        matter.deadline_at = due(entry.at, move.deadline)


def _answered(message: Mapping[str, Any], turn: str) -> None:
    data = message["data"]
    matter = Matter.objects.select_for_update().filter(pk=UUID(data["matter_id"])).first()
    if matter is None:
        raise LookupError("the matter is not known yet")  # its message is on the way: tried again
    if MatterEntry.objects.filter(pk=UUID(message["id"])).exists():
        return
    move = next((move for move in allowed(matter, turn) if move.act == data["act"]), None)
    if move is None:
        return
    entry = MatterEntry(
        id=UUID(message["id"]),
        act=data["act"],
        text=data["text"],
        person_id=UUID(data["person_id"]) if data.get("person_id") else None,
        person_name=data.get("person", ""),
        office_name=data.get("office", ""),
        at=datetime.fromisoformat(data["occurred_at"]),
    )
    enter(matter, entry, move)


def _tell_office(matter: Matter, entry: MatterEntry) -> None:
    """Tell the addressee's zone what was entered and what it may answer, without who brought the matter."""
    data = _told(matter, entry, ADDRESSEE) | {
        "agency_code": matter.agency_code,
        "office_code": matter.office_code,
        "office": matter.office_name,
        "person_id": str(matter.person_id) if matter.person_id and matter.kind == "violation" else None,
        "person": matter.person_name if matter.kind == "violation" else "",
        "case_number": matter.case_number if matter.disclosed else "",
        "by": entry.person_name,
    }
    _send("supervision.matter.told", matter, entry, data)


def _tell_filer(matter: Matter, entry: MatterEntry) -> None:
    """Tell the public zone what the person who brought the matter may know, and may answer."""
    data = _told(matter, entry, FILER) | {
        "agency": matter.agency_name,
        "handler": matter.handler_name if matter.kind != "enquiry" else matter.agency_name,
        # whoever types another's case number learns nothing of the case
        "item_name": matter.item_name if matter.kind == "rating" or not matter.case_number else "",
        "deadline_at": contracts.moment(matter.deadline_at) if matter.deadline_at else None,
    }
    _send("supervision.feedback.told", matter, entry, data)


def _tell_public(matter: Matter, entry: MatterEntry) -> None:
    """Publish a good answer on the guide of its item, under the question as the office words it; or take it down."""
    answers = matter.entries.filter(act="explain").order_by("-position")
    data = {
        "matter_id": str(matter.pk),
        "item_code": matter.item_code,
        "agency": matter.agency_name,
        "question": entry.text,
        "answer": answers.values_list("text", flat=True).first() or "",
        "withdrawn": entry.act == "unpublish",
        "published_at": contracts.moment(entry.at),
    }
    _send("supervision.faq.published", matter, entry, data)


def _told(matter: Matter, entry: MatterEntry, turn: str) -> dict[str, Any]:
    return {
        "matter_id": str(matter.pk),
        "kind": matter.kind,
        "number": number(matter),
        "title": matter.title,
        "state": matter.state,
        "position": entry.position,
        "act": entry.act,
        "text": entry.text,
        "basis": entry.basis,
        "occurred_at": contracts.moment(entry.at),
        "due_at": contracts.moment(matter.due_at) if matter.due_at else None,
        "answers": [move.act for move in allowed(matter, turn)],
    }


def _send(kind: str, matter: Matter, entry: MatterEntry, data: Mapping[str, Any]) -> None:
    exchange.send(
        contracts.message(
            type=contracts.PREFIX + kind,
            source=f"/supervision/{settings.SHENPI_NODE}",
            subject=str(matter.pk),
            data=data,
            time=entry.at,
            id=uuid7(),
        )
    )

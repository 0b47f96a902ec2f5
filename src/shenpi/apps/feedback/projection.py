"""Messages of supervision and of the windows, as they concern whoever filed something; in any order, each once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from shenpi.apps.feedback.models import Faq, Feedback, FeedbackEntry, Reply, Visit

Message = Mapping[str, Any]


@transaction.atomic
def on_recorded(message: Message) -> None:
    """Let a visitor whose words a clerk took down follow them by the code on the slip."""
    data = message["data"]
    Feedback.objects.get_or_create(
        pk=UUID(data["matter_id"]),
        defaults={
            "kind": data["kind"],
            "query_code_hash": data["query_code_hash"],
            "title": data["title"],
            "text": data["text"],
            "agency_name": data.get("agency", ""),
            "item_name": data.get("item_name", ""),
            "named": bool(data.get("name")),
            "filed_at": _moment(data["filed_at"]),
        },
    )


@transaction.atomic
def on_told(message: Message) -> None:
    """Keep what was entered; the filing stands as its latest entry left it."""
    data = message["data"]
    key = UUID(data["matter_id"])
    filing = Feedback.objects.select_for_update().filter(pk=key).first()
    if filing is None:
        raise LookupError("the filing is not known yet")  # a clerk's message is on the way: tried again
    FeedbackEntry.objects.update_or_create(
        feedback_id=key,
        position=data["position"],
        defaults={
            "act": data["act"],
            "text": data.get("text", ""),
            "basis": data.get("basis", ""),
            "at": _moment(data["occurred_at"]),
        },
    )
    if filing.position >= data["position"]:
        return
    filing.number, filing.state, filing.position = data["number"], data["state"], data["position"]
    filing.answers, filing.due_at = data["answers"], _maybe(data.get("due_at"))
    filing.deadline_at = _maybe(data.get("deadline_at"))
    filing.agency_name = data.get("agency", "") or filing.agency_name
    filing.handler_name = data.get("handler", "")
    filing.item_name = data.get("item_name", "") or filing.item_name
    filing.save()


@transaction.atomic
def on_reply(message: Message) -> None:
    """Offer the written reply for download; its file came ahead of the message."""
    data = message["data"]
    Reply.objects.update_or_create(
        pk=UUID(data["document_id"]),
        defaults={
            "feedback_id": UUID(data["matter_id"]),
            "title": data["title"],
            "number": data.get("document_number", ""),
            "filename": data["file"]["filename"],
            "file_id": data["file"]["sha256"],
            "issued_at": _moment(data["issued_at"]),
        },
    )


@transaction.atomic
def on_faq(message: Message) -> None:
    """Show a question with its answer on the item's guide, or take it down; the latest word counts."""
    data = message["data"]
    at = _moment(data["published_at"])
    known = Faq.objects.select_for_update().filter(pk=UUID(data["matter_id"])).first()
    if known is not None and known.published_at > at:
        return
    told = {
        "item_code": data["item_code"],
        "agency_name": data["agency"],
        "question": data["question"],
        "answer": data["answer"],
        "withdrawn": data["withdrawn"],
        "published_at": at,
    }
    Faq.objects.update_or_create(pk=UUID(data["matter_id"]), defaults=told)


@transaction.atomic
def on_visit(message: Message) -> None:
    """Know a service that may be rated."""
    data = message["data"]
    Visit.objects.get_or_create(
        pk=UUID(data["visit_id"]),
        defaults={
            "code_hash": data["code_hash"],
            "agency_code": data["agency_code"],
            "agency_name": data["agency"],
            "office_code": data["office_code"],
            "office_name": data["office"],
            "person_id": UUID(data["person_id"]),
            "person_name": data["person"],
            "item_code": data.get("item_code", ""),
            "item_name": data.get("item_name", ""),
            "opened_at": _moment(data["opened_at"]),
        },
    )


def _maybe(text: str | None) -> datetime | None:
    return _moment(text) if text else None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)

"""Messages from the internal zone become what applicants read; each may come twice, late, or out of order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from shenpi.core.contracts import PREFIX

from .fold import Event, fold
from .models import Progress, ProgressEvent, PublicDocument, PublicNotice

Message = Mapping[str, Any]

CASE = PREFIX + "case."


@transaction.atomic
def on_case_events(messages: Sequence[Message]) -> None:
    """Keep events of cases and fold each case's progress anew; an event already kept changes nothing."""
    events = [
        ProgressEvent(
            case_id=UUID(message["data"]["case_id"]),
            seq=message["data"]["seq"],
            type=message["type"].removeprefix(CASE),
            at=datetime.fromisoformat(message["data"]["occurred_at"]),
            data=message["data"],
        )
        for message in messages
    ]
    ProgressEvent.objects.bulk_create(events, ignore_conflicts=True)
    for case_id in sorted({event.case_id for event in events}):
        refold(case_id)


def refold(case_id: UUID) -> None:
    """Write the progress that the case's events tell; the row's lock makes one of two at once wait."""
    Progress.objects.get_or_create(case_id=case_id)
    progress = Progress.objects.select_for_update().get(pk=case_id)
    kept = ProgressEvent.objects.filter(case_id=case_id)
    course = fold(Event(event.seq, event.type, event.at, event.data) for event in kept)
    for name, value in asdict(course).items():
        if name in {"number", "item_name", "agency_name"} and not value:
            continue
        setattr(progress, name, value)
    progress.save()


@transaction.atomic
def on_document(message: Message) -> None:
    """Offer a document for download; its file came ahead of the message."""
    data = message["data"]
    PublicDocument.objects.update_or_create(
        pk=UUID(data["document_id"]),
        defaults={
            "case_id": UUID(data["case_id"]),
            "kind": data["kind"],
            "title": data["title"],
            "number": data.get("document_number", ""),
            "filename": data["file"]["filename"],
            "verification_code": data.get("verification_code", ""),
            "file_id": data["file"]["sha256"],
            "issued_at": datetime.fromisoformat(data["issued_at"]),
        },
    )


@transaction.atomic
def on_notice(message: Message) -> None:
    """Show a result to the public (行政许可法 art. 40)."""
    data = message["data"]
    decided_at = data.get("decided_at")
    PublicNotice.objects.update_or_create(
        pk=UUID(data["case_id"]),
        defaults={
            "number": data["number"],
            "item_name": data.get("item_name", ""),
            "agency_name": data.get("agency", ""),
            "applicant": data.get("applicant", ""),
            "document_number": data.get("document_number", ""),
            "outcome": data["outcome"],
            "decided_at": datetime.fromisoformat(decided_at) if decided_at else None,
            "published_at": datetime.fromisoformat(data["published_at"]),
        },
    )

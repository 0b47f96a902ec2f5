"""Messages from the internal zone become what applicants read; each may come twice, late, or out of order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from shenpi.core.contracts import PREFIX

from .fold import Course, Event, fold
from .models import (
    Progress,
    ProgressEvent,
    PublicCertificate,
    PublicDocument,
    PublicHearing,
    PublicInspection,
    PublicNotice,
)

Message = Mapping[str, Any]

CASE = PREFIX + "case."
COURSE = [field.name for field in fields(Course)]
NAMES = frozenset({"number", "item_name", "agency_name", "bundle_number", "bundle_name"})


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
    refold({event.case_id for event in events})


def refold(case_ids: Collection[UUID]) -> None:
    """Write the progress that the cases' events tell; the rows' locks make one of two at once wait."""
    Progress.objects.bulk_create((Progress(case_id=each) for each in case_ids), ignore_conflicts=True)
    rows = list(Progress.objects.select_for_update().filter(pk__in=case_ids).order_by("pk"))
    story: defaultdict[UUID, list[Event]] = defaultdict(list)
    for kept in ProgressEvent.objects.filter(case_id__in=case_ids):
        story[kept.case_id].append(Event(kept.seq, kept.type, kept.at, kept.data))
    for progress in rows:
        course = fold(story[progress.pk])
        for name in COURSE:
            value = getattr(course, name)
            if value or name not in NAMES:  # what the filing itself told stands until an event tells it again
                setattr(progress, name, value)
    Progress.objects.bulk_create(rows, update_conflicts=True, unique_fields=["case_id"], update_fields=COURSE)


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
            "certificate_id": UUID(data["certificate_id"]) if data.get("certificate_id") else None,
            "file_id": data["file"]["sha256"],
            "issued_at": datetime.fromisoformat(data["issued_at"]),
        },
    )


@transaction.atomic
def on_certificate(message: Message) -> None:
    """Keep where a certificate stands; what was told earlier never overwrites what was told later."""
    data = message["data"]
    told_at = datetime.fromisoformat(data["told_at"])
    key = UUID(data["document_id"])
    if PublicCertificate.objects.select_for_update().filter(pk=key, told_at__gt=told_at).exists():
        return
    PublicCertificate.objects.update_or_create(
        pk=key,
        defaults={
            "case_id": UUID(data["case_id"]),
            "kind": data["certificate"],
            "number": data["number"],
            "holder": data["holder"],
            "issued_on": date.fromisoformat(data["issued_on"]),
            "valid_until": date.fromisoformat(data["valid_until"]) if data.get("valid_until") else None,
            "standing": data["standing"],
            "standing_on": date.fromisoformat(data["standing_on"]) if data.get("standing_on") else None,
            "told_at": told_at,
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


@transaction.atomic
def on_hearing(message: Message) -> None:
    """Announce a hearing to the public (行政许可法 arts 46, 48.1)."""
    data = message["data"]
    PublicHearing.objects.update_or_create(
        pk=UUID(data["case_id"]),
        defaults={
            "number": data["number"],
            "item_name": data.get("item_name", ""),
            "agency_name": data.get("agency", ""),
            "applicant": data.get("applicant", ""),
            "document_number": data.get("document_number", ""),
            "held_at": datetime.fromisoformat(data["held_at"]),
            "place": data["place"],
            "chair": data.get("chair", ""),
            "matter": data.get("matter", ""),
            "announced_at": datetime.fromisoformat(data["announced_at"]),
        },
    )


@transaction.atomic
def on_inspection(message: Message) -> None:
    """Open the record of an inspection to the public (行政许可法 art. 61.2)."""
    data = message["data"]
    PublicInspection.objects.update_or_create(
        pk=UUID(data["record_id"]),
        defaults={
            "case_id": UUID(data["case_id"]),
            "agency_name": data.get("agency", ""),
            "inspected_on": date.fromisoformat(data["inspected_on"]),
            "published_at": datetime.fromisoformat(data["published_at"]),
            "number": data["number"],
            "result": data["result"],
            **{name: data.get(name, "") for name in _INSPECTED},
        },
    )


_INSPECTED = ("item_name", "holder", "document_number", "place", "findings", "advice")

"""Messages of supervision become matters and entries here: each once, in any order."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from shenpi.apps.oversight.models import ToldEntry, ToldMatter


@transaction.atomic
def on_told(message: Mapping[str, Any]) -> None:
    """Keep what was entered; the matter stands as its latest entry left it."""
    data = message["data"]
    at, due_at = datetime.fromisoformat(data["occurred_at"]), _moment(data.get("due_at"))
    ToldEntry.objects.update_or_create(
        matter_id=UUID(data["matter_id"]),
        position=data["position"],
        defaults={
            "act": data["act"],
            "text": data.get("text", ""),
            "basis": data.get("basis", ""),
            "by": data.get("by", ""),
            "due_at": due_at,
            "at": at,
        },
    )
    known = ToldMatter.objects.select_for_update().filter(pk=UUID(data["matter_id"])).first()
    if known is not None and known.position >= data["position"]:
        return
    ToldMatter.objects.update_or_create(
        id=UUID(data["matter_id"]),
        defaults={
            "kind": data["kind"],
            "number": data["number"],
            "title": data["title"],
            "agency_code": data["agency_code"],
            "office_code": data.get("office_code", ""),
            "office_name": data.get("office", ""),
            "person_id": UUID(data["person_id"]) if data.get("person_id") else None,
            "person_name": data.get("person", ""),
            "case_number": data.get("case_number", ""),
            "state": data["state"],
            "position": data["position"],
            "answers": data["answers"],
            "due_at": due_at,
            "told_at": at,
        },
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

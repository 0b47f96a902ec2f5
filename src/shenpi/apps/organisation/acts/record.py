"""The organisation's own insert-only record; acts on cases go to the ledger instead."""

from datetime import datetime
from typing import Any

from shenpi.apps.organisation.models import OrganisationEvent, Person


def record(event_type: str, *, by: Person | None, subject: object, at: datetime, **payload: Any) -> None:
    """Append one event; `by=None` is the system itself. The database refuses to change or delete it."""
    OrganisationEvent.objects.create(type=event_type, actor=by, subject=str(subject), at=at, payload=payload)

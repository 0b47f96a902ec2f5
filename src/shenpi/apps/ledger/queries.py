"""Reads of the ledger."""

from uuid import UUID

from django.db.models import QuerySet

from shenpi.apps.ledger.models import CaseEvent


def events(case_id: UUID) -> QuerySet[CaseEvent]:
    """Return a case's events in the order of its ledger."""
    return CaseEvent.objects.filter(case_id=case_id).order_by("seq")


def first_events(case_ids: set[UUID]) -> dict[UUID, CaseEvent]:
    """Return the first event of each case's ledger: it says what the case is."""
    return {event.case_id: event for event in CaseEvent.objects.filter(case_id__in=case_ids, seq=1)}

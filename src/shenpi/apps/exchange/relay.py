"""From the ledger into the boxes: every new event becomes its messages, once."""

from uuid import UUID

from django.conf import settings
from django.db import transaction

from shenpi.apps import timekeeping
from shenpi.apps.exchange import outgoing
from shenpi.apps.exchange.models import OutboxMessage, State
from shenpi.apps.exchange.translation import from_case_event, message_type
from shenpi.apps.ledger import queries, subscription
from shenpi.apps.ledger.models import CaseEvent
from shenpi.core.contracts import ContractBroken

READER = "exchange"


def relay(limit: int = 200) -> int:
    """Translate at most `limit` new events and keep the reader's position, in one transaction; return how many."""
    if "internal" not in settings.SHENPI_ZONES or not subscription.pending(READER):
        return 0
    with transaction.atomic():
        events = subscription.take(READER, limit=limit)
        translate(events)
    return len(events)


def translate(events: list[CaseEvent]) -> None:
    """Put the messages of ledger events into the boxes; an event that cannot be told is kept as a dead message."""
    first = {event.case_id: event for event in events if event.seq == 1}
    first |= queries.first_events({event.case_id for event in events} - first.keys())
    addressed = []
    for event in events:
        try:
            addressed += list(from_case_event(event, first[event.case_id]))
        except (ContractBroken, KeyError) as error:
            _keep_untold(event, repr(error) if isinstance(error, KeyError) else error.zh)
    outgoing.post(addressed)


def retell(case_id: UUID, seq: int) -> None:
    """Translate one event again, after what kept it from being told has been mended."""
    translate(list(queries.events(case_id).filter(seq=seq)))


def _keep_untold(event: CaseEvent, error: str) -> None:
    now = timekeeping.now()
    OutboxMessage.objects.update_or_create(
        message_id=UUID(bytes=bytes(event.hash[:16])),
        destination="untold",
        defaults={
            "type": message_type(event.type),
            "subject": str(event.case_id),
            "message": {"case_id": str(event.case_id), "seq": event.seq},
            "state": State.DEAD,
            "error": error,
            "next_try_at": now,
            "kept_at": now,
        },
    )

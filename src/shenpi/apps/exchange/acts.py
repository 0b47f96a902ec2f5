"""What a person may do with messages that are stuck."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from shenpi.apps import timekeeping
from shenpi.apps.exchange import relay
from shenpi.apps.exchange.models import InboxMessage, Link, OutboxMessage, State

_UNTOLD = "specversion"  # a dead ledger event was never a message: it lacks the envelope


def replay(message_ids: Iterable[UUID] | None = None) -> int:
    """Give dead messages (all, or those named) new attempts, after what stopped them has been mended."""
    now = timekeeping.now()
    replayed = 0
    for box in (OutboxMessage, InboxMessage):
        with transaction.atomic():
            dead = box.objects.select_for_update().filter(state=State.DEAD)
            if message_ids is not None:
                dead = dead.filter(message_id__in=list(message_ids))
            for row in dead:
                replayed += 1
                if _UNTOLD in row.message:
                    row.state, row.attempts, row.next_try_at = State.WAITING, 0, now
                    row.save(update_fields=["state", "attempts", "next_try_at"])
                else:
                    row.delete()
                    relay.retell(UUID(row.message["case_id"]), row.message["seq"])
    return replayed


def try_links_now() -> None:
    """Try every line at the next pump, whatever its last failure asked for."""
    Link.objects.update(next_try_at=timekeeping.now())

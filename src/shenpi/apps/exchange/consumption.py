"""From the inbox to the consumers: each message takes effect once, together with its own mark."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction

from shenpi.apps import timekeeping, typed
from shenpi.apps.exchange import consumers, retry
from shenpi.apps.exchange.models import InboxMessage, State

log = logging.getLogger(__name__)

CEILING = timedelta(hours=1)
_LOCK = 0x5348454E  # PostgreSQL's advisory locks: (this, zone)


def consume(limit: int = 100) -> int:
    """Act on at most `limit` waiting messages of each zone served here; return how many took effect."""
    due = InboxMessage.objects.filter(
        zone__in=settings.SHENPI_ZONES, state=State.WAITING, next_try_at__lte=timekeeping.now()
    )
    zones = sorted(set(due.order_by("zone").values_list("zone", flat=True).distinct()))
    return sum(consume_in(zone, limit) for zone in zones)


@transaction.atomic
def consume_in(zone: str, limit: int = 100) -> int:
    """Act on at most `limit` waiting messages of one zone; return how many took effect."""
    if not _alone(zone):
        return 0
    waiting = InboxMessage.objects.filter(
        zone=zone, state=State.WAITING, next_try_at__lte=timekeeping.now()
    ).order_by("id")
    batch = list(waiting[:limit])
    done = batch
    if _refusal(zone, batch):  # one by one, so that only what is refused stays
        done = [row for row in batch if not _put_off(row, _refusal(zone, [row]))]
    InboxMessage.objects.filter(pk__in=[message.pk for message in done]).update(
        state=State.DONE, message={}, error="", done_at=timekeeping.now()
    )
    return len(done)


def _refusal(zone: str, batch: Sequence[InboxMessage]) -> Exception | None:
    """Let the zone's consumers act on a batch, whole or not at all; return what kept them from it."""
    try:
        with transaction.atomic():
            for consumer in consumers.of(zone):
                consumer.take([row.message for row in batch])
            consumers.demand([row.message for row in batch], zone)
    except Exception as error:
        # Whatever a consumer stumbles over, the message must stay and be shown: nothing may be lost silently.
        return error
    return None


def _put_off(row: InboxMessage, error: Exception | None) -> bool:
    """Keep a refused message for a later try; says whether it was refused."""
    if error is None:
        return False
    log.warning("message %s (%s) not consumed in zone %s", row.message_id, row.type, row.zone, exc_info=error)
    row.attempts += 1
    row.error = typed.legible(f"{type(error).__name__}: {error}", 2000)
    row.state = State.DEAD if row.attempts >= retry.ATTEMPTS else State.WAITING
    row.next_try_at = retry.after(row.attempts, timekeeping.now(), CEILING)
    row.save(update_fields=["attempts", "error", "state", "next_try_at"])
    return True


def _alone(zone: str) -> bool:
    """Let one process at a time work on a zone, so that consumers see a case's messages in order."""
    if connection.vendor != "postgresql":
        return True  # the transaction itself is alone
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, zone])
        return bool(cursor.fetchone()[0])

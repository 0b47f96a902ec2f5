"""How long the boxes remember what is done: long enough to know every repetition, not for ever."""

from datetime import timedelta

from shenpi.apps import timekeeping
from shenpi.apps.exchange.models import InboxMessage, OutboxMessage, State

KEPT = timedelta(days=30)
_PIECE = 5000


def purge() -> int:
    """Delete rows of messages done more than KEPT ago, a piece at a time; return how many."""
    before = timekeeping.now() - KEPT
    deleted = 0
    for box in (OutboxMessage, InboxMessage):
        old = box.objects.filter(state=State.DONE, done_at__lt=before).order_by("id").values("pk")[:_PIECE]
        deleted += box.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()[0]
    return deleted

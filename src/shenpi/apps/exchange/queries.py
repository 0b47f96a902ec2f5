"""What an administrator is shown of the exchange: what is stuck, how much waits, which lines work."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from shenpi.apps.exchange.models import InboxMessage, Link, OutboxMessage, State

_STUCK = Q(state=State.DEAD) | (Q(state=State.WAITING) & ~Q(error=""))


@dataclass(frozen=True)
class Queue:
    """Messages in one direction for one zone: how many wait, since when, and how many were given up."""

    direction: str
    zone: str
    waiting: int
    oldest: datetime | None
    dead: int


def queues() -> list[Queue]:
    """Return every queue that is not empty, outgoing first."""
    found = []
    for direction, box, zone in (("out", OutboxMessage, "destination"), ("in", InboxMessage, "zone")):
        rows = (
            box.objects.filter(state__in=[State.WAITING, State.DEAD])
            .values_list(zone)
            .annotate(
                waiting=Count("pk", filter=Q(state=State.WAITING)),
                oldest=Min("kept_at", filter=Q(state=State.WAITING)),
                dead=Count("pk", filter=Q(state=State.DEAD)),
            )
            .order_by(zone)
        )
        found += [Queue(direction, *row) for row in rows]
    return found


def stuck_outgoing() -> QuerySet[OutboxMessage]:
    """Return outgoing messages that failed at least once and have not arrived, oldest first."""
    return OutboxMessage.objects.filter(_STUCK).order_by("id")


def stuck_incoming() -> QuerySet[InboxMessage]:
    """Return messages that a consumer refused at least once and that have not taken effect, oldest first."""
    return InboxMessage.objects.filter(_STUCK).order_by("id")


def links() -> QuerySet[Link]:
    """Return the lines to all peers that were ever tried, by name."""
    return Link.objects.order_by("peer")

"""What an administrator is shown of the exchange: what is stuck, how much waits, which lines work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from shenpi.apps.exchange.models import InboxMessage, Link, OutboxMessage, State
from shenpi.apps.exchange.translation import message_id, message_type

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


@dataclass(frozen=True)
class Told:
    """A message that tells another zone of an event: its type, the zone, and where it stands."""

    type: str
    zone: str
    state: str
    kept_at: datetime
    done_at: datetime | None


def of_events(case_id: UUID, events: Iterable[tuple[int, str]]) -> list[Told]:
    """Return the messages that tell of a case's events (sequence and type), in the order in which they were kept."""
    ids = [message_id(case_id, seq, message_type(kind)) for seq, kind in events]
    rows: list[Told] = []
    for box, zone in ((InboxMessage, "zone"), (OutboxMessage, "destination")):
        for message in box.objects.filter(message_id__in=ids).defer("message"):
            state = State(message.state).label
            told = Told(message.type, getattr(message, zone), str(state), message.kept_at, message.done_at)
            rows.append(told)
    return sorted(rows, key=lambda row: (row.kept_at, row.zone))


def links() -> QuerySet[Link]:
    """Return the lines to all peers that were ever tried, by name."""
    return Link.objects.order_by("peer")

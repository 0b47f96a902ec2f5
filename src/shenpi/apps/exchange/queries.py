"""What an administrator is shown of the exchange: what is stuck, how much waits, which lines work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.exchange.keeping import KEPT
from shenpi.apps.exchange.models import InboxMessage, Link, OutboxMessage, State
from shenpi.apps.exchange.translation import message_id, message_type
from shenpi.apps.ledger.models import CaseEvent
from shenpi.core import contracts

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
    """A message that tells another zone of an event: its type, the zone, and what became of it."""

    type: str
    zone: str
    at: datetime
    state: str | Promise


def of_events(events: Iterable[CaseEvent]) -> list[Told]:
    """Return what is told of a case's events to other zones, by the exchange standard, in the order of the events.

    A message that was done more than `KEPT` ago has lost its row.
    """
    sent = [
        (event, message_type(event.type), zone)
        for event in events
        if message_type(event.type).removeprefix(contracts.PREFIX) in contracts.names()
        for zone in contracts.route(message_type(event.type)).destinations
    ]
    ids = {message_id(event.case_id, event.seq, kind) for event, kind, _zone in sent}
    inbox = InboxMessage.objects.filter(message_id__in=ids).values_list("message_id", "zone", "state")
    outbox = OutboxMessage.objects.filter(message_id__in=ids).values_list(
        "message_id", "destination", "state"
    )
    states = {(key, zone): State(state).label for key, zone, state in (*inbox, *outbox)}
    long_ago = timekeeping.now() - KEPT
    return [
        Told(
            kind,
            zone,
            event.at,
            states.get(
                (message_id(event.case_id, event.seq, kind), zone),
                _("已完成，记录过保存期") if event.at < long_ago else _("待发送"),
            ),
        )
        for event, kind, zone in sent
    ]


def links() -> QuerySet[Link]:
    """Return the lines to all peers that were ever tried, by name."""
    return Link.objects.order_by("peer")

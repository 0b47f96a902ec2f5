"""Messages that leave a zone: into the inbox of a zone that shares our database, or the outbox for a peer."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from shenpi.apps import timekeeping
from shenpi.apps.exchange.keeping import keep
from shenpi.apps.exchange.models import InboxMessage, OutboxMessage
from shenpi.apps.exchange.peers import peer_of
from shenpi.core import contracts

Message = Mapping[str, Any]


def send(message: Message) -> None:
    """Send one message to every zone that its type may reach. Raises ContractBroken."""
    contracts.validate(message)
    post((zone, message) for zone in contracts.route(message["type"]).destinations)


def post(addressed: Iterable[tuple[str, Message]]) -> None:
    """Put valid messages into the boxes of their zones; one that is there already stays as it is."""
    now = timekeeping.now()
    outbox, inbox = [], []
    for zone, message in addressed:
        kept = {
            "message_id": UUID(message["id"]),
            "type": message["type"],
            "subject": message["subject"],
            "message": message,
            "next_try_at": now,
            "kept_at": now,
        }
        if peer_of(zone):
            outbox.append(OutboxMessage(destination=zone, **kept))
        else:
            inbox.append(InboxMessage(zone=zone, **kept))
    keep(outbox)
    keep(inbox)

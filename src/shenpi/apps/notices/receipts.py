"""Delivery receipts: what a gateway reports back, signed with its secret; repeated and early ones do no harm."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from shenpi.apps import signing, timekeeping, typed
from shenpi.apps.errors import Invalid, NotAllowed, NotFound
from shenpi.apps.notices import providers
from shenpi.apps.notices.kinds import State
from shenpi.apps.notices.models import Notice
from shenpi.core.identifiers import mask_phone

ARRIVED, LOST = "delivered", "undelivered"


def take(path: str, headers: Mapping[str, str], body: bytes) -> None:
    """Take a receipt. Raises NotAllowed for one that no gateway of ours signed, Invalid, NotFound."""
    gateway = providers.gateway(headers.get(signing.KEY, ""))
    if gateway is None or not gateway.partner.wrote("POST", path, body, headers):
        raise NotAllowed("receipt_unsigned", "the signature does not fit")
    try:
        said = json.loads(body)
        key, _dot, sending = str(said["id"]).partition(".")
        number, which = UUID(key), int(sending or 0)
        arrived = {ARRIVED: True, LOST: False}[said["state"]]
        at = datetime.fromisoformat(said["at"]) if said.get("at") else timekeeping.now()
        words = typed.legible(said.get("reason", ""), 500)
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise Invalid("receipt_unreadable", f"a receipt needs id and state: {wrong!r}") from wrong
    if at.tzinfo is None:
        raise Invalid("receipt_unreadable", "the moment of a receipt needs its offset")
    settle(number, which, arrived, at, words)


@transaction.atomic
def settle(number: UUID, which: int, arrived: bool, at: datetime, words: str) -> None:
    """Enter what a receipt says of a message's sending `which`. Raises NotFound."""
    notice = Notice.objects.select_for_update().filter(pk=number).first()
    if notice is None:
        raise NotFound("message_unknown", "there is no such message")
    if notice.state == State.DELIVERED or (which != notice.round and not arrived):
        return  # it has arrived; or the report of an earlier sending came late
    if arrived:
        notice.state, notice.delivered_at, notice.error = State.DELIVERED, at, ""
        notice.address = mask_phone(notice.address)
    else:
        notice.state, notice.error = State.FAILED, words or LOST
    notice.save(update_fields=["state", "delivered_at", "error", "address"])

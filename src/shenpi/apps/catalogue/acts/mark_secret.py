"""涉密事项: an item with state secrets is handled outside the network (D10-057; 保守国家秘密法)."""

from __future__ import annotations

from django.db import transaction

from shenpi.apps import exchange
from shenpi.apps.catalogue.message import item_withdrawn
from shenpi.apps.catalogue.models import Item
from shenpi.apps.exchange.peers import peer_of
from shenpi.apps.organisation.acts import record
from shenpi.apps.organisation.models import Person
from shenpi.apps.timekeeping import now

from . import marking
from .announce_catalogue import announce_catalogue


@transaction.atomic
def mark_secret(*, by: Person, item: Item, secret: bool, reason: str) -> Item:
    """Take a secret item out of force, or bring its newest version back; keep who did it and why (D10-057).

    No version is in force from now on: nobody finds, drafts, files or receives it, here or in the public zone. It
    becomes private as well, so that what was received before is closed to all but its agency; that mark stays.
    Raises NotAllowed, Invalid without a reason, Refusal when it is so already.
    """
    moment = now()
    item = marking.locked(item, by=by, reason=reason, at=moment)
    marking.require_change(marked=item.is_secret, wanted=secret)
    if secret:
        item.secret_since, item.current, item.is_private = moment, None, True
    else:
        newest = item.versions.filter(published_at__isnull=False).order_by("-number").first()
        item.secret_since, item.current = None, newest
    item.save(update_fields=["secret_since", "current", "is_private"])
    told = {"item": item.code, "secret": secret, "reason": reason.strip()}
    record("catalogue.secrecy_marked", by=by, subject=item.pk, at=moment, **told)
    if not secret:
        announce_catalogue([item], at=moment)
    elif peer_of("public") is not None:
        exchange.send(item_withdrawn(item, moment))
    return item

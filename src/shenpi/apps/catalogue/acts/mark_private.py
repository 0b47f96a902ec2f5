"""隐私事项: who handles an item is all that others see of its cases; outside the unit only counts are told."""

from __future__ import annotations

from django.db import transaction

from shenpi.apps.catalogue.models import Item
from shenpi.apps.organisation.acts import record
from shenpi.apps.organisation.models import Person
from shenpi.apps.timekeeping import now

from . import marking
from .announce_catalogue import announce_catalogue


@transaction.atomic
def mark_private(*, by: Person | None, item: Item, private: bool, reason: str) -> Item:
    """Mark an item private, or no longer so, tell the other zones, and keep who did it and why (D1-021).

    At once its cases are closed to other agencies; what new cases tell upward are figures. `by=None` is the system
    loading packaged data. Raises NotAllowed, Invalid without a reason, Refusal when it is so already.
    """
    moment = now()
    item = marking.locked(item, by=by, reason=reason, at=moment)
    marking.require_change(marked=item.is_private, wanted=private)
    item.is_private = private
    item.save(update_fields=["is_private"])
    told = {"item": item.code, "private": private, "reason": reason.strip()}
    record("catalogue.privacy_marked", by=by, subject=item.pk, at=moment, **told)
    announce_catalogue([item])
    return item

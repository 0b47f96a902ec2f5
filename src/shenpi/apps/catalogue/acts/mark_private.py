"""隐私事项: who handles an item is all that others see of its cases; outside the unit only counts are told."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps.catalogue.models import Item
from shenpi.apps.errors import Invalid, NotAllowed, Refusal
from shenpi.apps.organisation.acts import record
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.queries import holdings
from shenpi.apps.timekeeping import now

from .announce_catalogue import announce_catalogue


@transaction.atomic
def mark_private(*, by: Person | None, item: Item, private: bool, reason: str) -> Item:
    """Mark an item private, or no longer so, tell the other zones, and keep who did it and why (D1-021).

    At once its cases are closed to other agencies; what new cases tell upward are figures. `by=None` is the system
    loading packaged data. Raises NotAllowed, Invalid without a reason, Refusal when it is so already.
    """
    moment = now()
    if by is not None and not holdings(by, moment).may("publish_version"):
        raise NotAllowed("catalogue.may_not_mark", _("您没有发布事项的权限，请联系审改人员。"))
    if not reason.strip():
        words = _("请写明理由")
        raise Invalid("catalogue.no_reason", words, fields={"reason": [words]})
    item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.is_private == private:
        raise Refusal("catalogue.marked_already", _("这个事项已经这样标注。"), field="item")
    item.is_private = private
    item.save(update_fields=["is_private"])
    told = {"item": item.code, "private": private, "reason": reason.strip()}
    record("catalogue.privacy_marked", by=by, subject=item.pk, at=moment, **told)
    announce_catalogue([item])
    return item

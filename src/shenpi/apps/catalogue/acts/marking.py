"""What marking an item needs, whatever the mark: the right, a reason, the item's row."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shenpi.apps.catalogue.models import Item
from shenpi.apps.errors import Invalid, NotAllowed, Refusal
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.queries import holdings


def locked(item: Item, *, by: Person | None, reason: str, at: datetime) -> Item:
    """Return the item's row, locked for its new mark. Raises NotAllowed, Invalid without a reason."""
    if by is not None and not holdings(by, at).may("publish_version"):
        raise NotAllowed("catalogue.may_not_mark", _("您没有发布事项的权限，请联系审改人员。"))
    if not reason.strip():
        words = _("请写明理由")
        raise Invalid("catalogue.no_reason", words, fields={"reason": [words]})
    return Item.objects.select_for_update(of=("self",)).select_related("agency").get(pk=item.pk)


def require_change(*, marked: bool, wanted: bool) -> None:
    """Raise Refusal when the item is marked so already."""
    if marked == wanted:
        raise Refusal("catalogue.marked_already", _("这个事项已经这样标注。"), field="item")

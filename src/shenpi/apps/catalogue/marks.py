"""Which items are marked private or secret, and the item that somebody means to mark."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import NotFound, worded

from .models import Item
from .search import search

SUGGESTED = 5
"""Items that are named when none or several are meant."""


def private_items() -> list[Item]:
    """Return the items that are marked private, by agency and name; secret ones stand by themselves."""
    marked = Item.objects.filter(is_private=True, secret_since=None).select_related("agency")
    return list(marked.order_by("agency", "name"))


def secret_items() -> list[Item]:
    """Return the items that are marked secret, by agency and name."""
    marked = Item.objects.filter(secret_since__isnull=False).select_related("agency")
    return list(marked.order_by("agency", "name"))


def named_item(words: str) -> Item:
    """Return the item of this code or full name, secret or not. Raises NotFound, with what is called alike."""
    words = words.strip()
    meant = Item.objects.filter(Q(code=words) | Q(name=words)).select_related("agency")[:SUGGESTED]
    found = list(meant) if words else []
    if len(found) == 1:
        return found[0]
    near = found or list(search(words)[:SUGGESTED] if words else [])
    if not near:
        raise NotFound("catalogue.no_item", _("没有这个事项，请核对编码或全称。"), field="item")
    told = "、".join(f"{each.name}（{each.agency.name}，{each.code}）" for each in near)
    asked = _("请填写事项编码。是不是：%(near)s？")
    raise NotFound("catalogue.no_item", worded(asked, near=told), field="item")

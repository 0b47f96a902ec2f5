"""What the rules read of the items that were published."""

from collections.abc import Iterable

from shenpi.apps.supervision.models import PublishedItem
from shenpi.apps.supervision.rules import ItemFacts

Key = tuple[str, int]
"""An item's code and its version's number."""


def facts(keys: Iterable[Key]) -> dict[Key, ItemFacts]:
    """Return what the rules read of these versions (item code, number), as far as they are known here."""
    wanted = set(keys)
    rows = PublishedItem.objects.filter(item_code__in={code for code, _number in wanted})
    return {
        (row.item_code, row.number): ItemFacts(
            fee=row.content.get("fee") or {},
            materials=tuple(row.content.get("materials") or ()),
            content=row.content.get("content") or {},
            certificate=bool(row.content.get("certificate")),
            process=(row.content.get("process") or {}).get("bpmn", ""),
        )
        for row in rows
        if (row.item_code, row.number) in wanted
    }

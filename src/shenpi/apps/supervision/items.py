"""What supervision knows of items: the versions that the catalogue's messages published."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from shenpi.apps.supervision import beside
from shenpi.apps.supervision.models import KnownAgency, PublishedItem
from shenpi.apps.supervision.rules import ItemFacts

Key = tuple[str, int]


def on_item_published(message: Mapping[str, Any]) -> None:
    """Keep a published version, let the rules look at it, and keep its agency's name and region.

    Telling it again changes nothing.
    """
    agency, item, version = (message["data"][name] for name in ("agency", "item", "version"))
    agency = {**agency, "name": agency.get("full_name") or agency["name"]}  # as the messages of cases name it
    published_at = datetime.fromisoformat(version["published_at"])
    PublishedItem.objects.update_or_create(
        item_code=item["code"],
        number=version["number"],
        defaults={
            "agency_code": agency["code"],
            "published_at": published_at,
            "content": {
                "name": item["name"],
                "item_type": item.get("item_type", ""),
                **{name: version.get(name) for name in _KEPT},
            },
        },
    )
    beside.look([beside.published(agency, item, version["number"], published_at, version.get("content"))])
    known = KnownAgency.objects.filter(pk=agency["code"]).first()
    KnownAgency.objects.update_or_create(
        code=agency["code"],
        defaults={
            "name": agency["name"],
            "region_code": agency.get("region_code", ""),
            "told_at": max(known.told_at, published_at) if known else published_at,
        },
    )


_KEPT = (
    "content",
    "materials",
    "fee",
    "certificate",
    "process",
    "handling_kind",
    "statutory_limit",
    "promised_limit",
)


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

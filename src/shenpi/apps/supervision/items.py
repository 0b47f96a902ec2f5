"""Versions of items as the catalogue's messages publish them: kept, and looked at by the rules."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shenpi.apps.supervision import beside
from shenpi.apps.supervision.models import KnownAgency, PublishedItem


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

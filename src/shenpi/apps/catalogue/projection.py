"""The public zone's catalogue: built from messages, each version once, under the id that every zone keeps."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from shenpi.apps.exchange.peers import peer_of
from shenpi.apps.organisation.models import Agency, Region

from .bundle_models import Bundle, BundleVersion
from .models import Item, ItemVersion
from .search import index
from .themes import theme_of


@transaction.atomic
def on_item_published(message: Mapping[str, Any]) -> None:
    """Take a published version in. Idempotent; an older version that comes late does not become the current one.

    Offices and process stay in the internal zone: an applicant needs neither. The newest version told again brings its
    item's new name, or the item back that was withdrawn; where the internal zone shares our database there is nothing
    to take. What was told of an item before its withdrawal and comes after it is not taken (D10-057).
    """
    version_id, told = UUID(message["subject"]), message["data"]
    told_at = datetime.fromisoformat(message["time"])
    if Item.objects.filter(code=told["item"]["code"], secret_since__gte=told_at).exists():
        return
    kept = ItemVersion.objects.filter(pk=version_id).first()
    if kept is not None:
        newer = ItemVersion.objects.filter(item=kept.item_id, number__gt=kept.number)
        if peer_of("internal") and not newer.exists():
            _in_force(_item(told), kept)
        return
    item = _item(told)
    published = told["version"]
    channels = published.get("channels", {})
    version = ItemVersion.objects.create(
        pk=version_id,
        item=item,
        number=published["number"],
        published_at=datetime.fromisoformat(published["published_at"]),
        content=published["content"],
        form_schema=published["form_schema"],
        materials=published["materials"],
        handling_kind=published.get("handling_kind", "committed"),
        statutory_limit=published.get("statutory_limit"),
        promised_limit=published.get("promised_limit"),
        correction_limit=published.get("correction_limit"),
        fee=published.get("fee", {}),
        certificate=published.get("certificate"),
        online=channels.get("online", False),
        at_window=channels.get("at_window", False),
        options=published.get("options", {}),
    )
    if item.current is None or item.current.number < version.number:
        _in_force(item, version)


@transaction.atomic
def on_item_withdrawn(message: Mapping[str, Any]) -> None:
    """Take an item out of force; where the internal zone shares our database it is so already. Idempotent."""
    told = message["data"]
    if peer_of("internal"):
        Item.objects.filter(code=told["code"]).update(
            secret_since=datetime.fromisoformat(told["withdrawn_at"]), current=None
        )


@transaction.atomic
def on_bundle_published(message: Mapping[str, Any]) -> None:
    """Take a bundle's version in, once; an older one that comes late does not become the current one."""
    version_id, told = UUID(message["subject"]), message["data"]
    if BundleVersion.objects.filter(pk=version_id).exists():
        return
    bundle, _made = Bundle.objects.get_or_create(code=told["code"], defaults={"name": told["name"]})
    version = BundleVersion.objects.create(
        pk=version_id,
        bundle=bundle,
        number=told["number"],
        published_at=datetime.fromisoformat(told["published_at"]),
        summary=told["summary"],
        items=told["items"],
        answers=told["answers"],
        materials=told["materials"],
    )
    if bundle.current is None or bundle.current.number < version.number:
        bundle.name, bundle.current = told["name"], version
        bundle.save()


def _item(told: Mapping[str, Any]) -> Item:
    named = told["item"]
    agency = _agency(told["agency"])
    item, _made = Item.objects.update_or_create(
        code=named["code"],
        defaults={
            "name": named["name"],
            "agency": agency,
            "item_type": named.get("item_type", "10"),
            "is_private": named.get("is_private", False),
            "secret_since": None,
            "theme": theme_of(named["name"], agency.code),
        },
    )
    index([item])
    return item


def _in_force(item: Item, version: ItemVersion) -> None:
    item.current = version
    item.save(update_fields=["current"])


def _agency(named: Mapping[str, Any]) -> Agency:
    agency, _made = Agency.objects.get_or_create(
        code=named["code"],
        defaults={
            "name": named["name"],
            "full_name": named.get("full_name") or named["name"],
            "short_name": named.get("short_name", ""),
            "region": Region.objects.filter(pk=named.get("region_code", "")).first(),
        },
    )
    return agency

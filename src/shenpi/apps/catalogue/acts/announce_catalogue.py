"""Telling a public zone on another machine of the catalogue: all of it to a new zone, or what an import changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from shenpi.apps import exchange
from shenpi.apps.catalogue import queries
from shenpi.apps.catalogue.message import bundle_published, item_published
from shenpi.apps.catalogue.models import Item, ItemVersion
from shenpi.apps.exchange.peers import peer_of
from shenpi.apps.ids import uuid7

BATCH = 200


def announce_catalogue(items: Collection[Item] | None = None, *, at: datetime | None = None) -> int:
    """Send the bundles and the current version of every item (or of `items`), BATCH in a transaction; count items.

    Again and again does no harm: the public zone knows versions by their ids. Secret items never go (D10-057).
    A public zone that shares our database has the versions already; then nothing is sent. `at` is the moment of an
    item's return, of which a public zone must see that it came after the withdrawal.
    """
    if peer_of("public") is None:
        return 0
    if items is None:
        for bundle in queries.bundles():
            exchange.send(bundle_published(bundle, id=uuid7()))
    told = ItemVersion.objects.filter(current_of__isnull=False)
    if items is not None:
        told = told.filter(item__in=[item.pk for item in items])
    keys = told.order_by("item_id").values_list("pk", flat=True).iterator()
    sent = 0
    while batch := list(islice(keys, BATCH)):
        sent += _announce(batch, at)
    return sent


@transaction.atomic
def _announce(keys: list[UUID], at: datetime | None) -> int:
    versions = ItemVersion.objects.filter(pk__in=keys).select_related("item__agency", "process")
    for version in versions.order_by("item_id"):
        exchange.send(item_published(version, id=uuid7(), at=at))
    return len(keys)

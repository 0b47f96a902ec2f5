"""What the other apps and the sites may ask of the catalogue."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q

from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Agency

from .bundle_models import BundleVersion
from .bundles import Composition, composed
from .elements import Element
from .models import EX_OFFICIO, Item, ItemVersion, ProcessVersion
from .options import OFFER
from .search import search
from .themes import Theme, themes

if TYPE_CHECKING:
    from shenpi.core.process import Net

__all__ = ["GuideElement", "Theme", "guide", "item", "net", "process_key", "search", "themes", "version"]


@dataclass(frozen=True, slots=True)
class GuideElement:
    """One element of a guide: `lines` is what to read, one entry a line."""

    key: str
    label: str
    lines: list[str]


def guide(version: ItemVersion) -> list[GuideElement]:
    """Return the fourteen elements of D10-042 in their order; a missing one has no lines."""
    return [
        GuideElement(element.value, str(element.label), _lines(version.content.get(element, [])))
        for element in Element
    ]


def item(code: str) -> Item | None:
    """Return the item of this code with agency and current version, or None; a secret item is not there (D10-057)."""
    return Item.objects.select_related("agency", "current").filter(code=code, secret_since=None).first()


def version(version_id: UUID) -> ItemVersion | None:
    """Return a version with its item and agency, or None."""
    return ItemVersion.objects.select_related("item__agency").filter(pk=version_id).first()


def publishing_agencies() -> list[Agency]:
    """Return the agencies that publish items, each with how many (`count`)."""
    published = Count("items", filter=Q(items__current__isnull=False))
    return list(Agency.objects.annotate(count=published).filter(count__gt=0).order_by("-count", "id"))


def bundles() -> list[BundleVersion]:
    """Return the things that can be filed for at once, by name."""
    current = BundleVersion.objects.filter(current_of__isnull=False).select_related("bundle")
    return list(current.order_by("bundle__name"))


def bundle(code: str) -> BundleVersion | None:
    """Return the current version of the bundle of this code, or None."""
    return BundleVersion.objects.select_related("bundle").filter(current_of__code=code).first()


def bundle_version(version_id: UUID) -> BundleVersion | None:
    """Return a published version of a bundle, or None."""
    return BundleVersion.objects.select_related("bundle").filter(pk=version_id).first()


def bundle_told(code: str, number: int) -> BundleVersion | None:
    """Return the version that another zone names by code and number, or None."""
    found = BundleVersion.objects.select_related("bundle")
    return found.filter(bundle__code=code, number=number).first()


def receivable(offices: Collection[int], words: str = "", *, limit: int = 50) -> list[ItemVersion]:
    """Return the current versions that a window serving these offices may receive, by name."""
    found = ItemVersion.objects.filter(current_of__isnull=False, at_window=True, accept_office_id__in=offices)
    if words:
        found = found.filter(item__in=search(words).values("pk"))
    return list(found.select_related("item__agency").order_by("item__name")[:limit])


def receivable_bundles(offices: Collection[int]) -> list[Composition]:
    """Return the things that a window serving these offices may receive at once: it serves all their items."""
    found = []
    for bundle in bundles():
        with suppress(Refusal):  # one of its items is not to be had now
            filed_for = composed(bundle)
            if filed_for.received_by(offices):
                found.append(filed_for)
    return found


def workable() -> list[ItemVersion]:
    """Return the current versions that can be received and worked here, by code."""
    current = ItemVersion.objects.filter(current_of__isnull=False, at_window=True, process__isnull=False)
    return list(current.select_related("item").order_by("item__code"))


def is_ex_officio(item: Item) -> bool:
    """Tell whether the agency begins cases of the item by itself: nobody applies for it."""
    return item.item_type in EX_OFFICIO or (item.current is not None and OFFER in item.current.options)


def ex_officio(offices: Collection[int] | None = None, words: str = "") -> list[ItemVersion]:
    """Return the current versions of which offices (default: any) begin cases by themselves, by name."""
    begun = Q(item__item_type__in=EX_OFFICIO) | Q(options__has_key=OFFER)
    found = ItemVersion.objects.filter(begun, current_of__isnull=False, process__isnull=False)
    if offices is not None:
        found = found.filter(lead_office_id__in=offices)
    if words:
        found = found.filter(item__in=search(words).values("pk"))
    return list(found.select_related("item__agency").order_by("item__name"))


def online_on(process_key: str, agency_id: int) -> ItemVersion | None:
    """Return the agency's first current version that may be applied for online and runs on that process."""
    found = ItemVersion.objects.filter(current_of__isnull=False, online=True, process__key=process_key)
    return found.filter(item__agency=agency_id).select_related("item").order_by("item__code").first()


def processes() -> list[ProcessVersion]:
    """Return the published processes by key, the newest version first."""
    return list(ProcessVersion.objects.order_by("key", "-version"))


def process(process_id: UUID) -> ProcessVersion | None:
    """Return a published process, or None."""
    return ProcessVersion.objects.filter(pk=process_id).first()


@lru_cache(maxsize=256)
def net(process_version_id: UUID) -> Net:
    """Return the compiled net of a process version; compiled once per process, since versions never change.

    Raises ProcessVersion.DoesNotExist.
    """
    from shenpi.core.process import compile_net, read_bpmn

    return compile_net(
        read_bpmn(ProcessVersion.objects.values_list("bpmn", flat=True).get(pk=process_version_id).encode())
    )


@lru_cache(maxsize=256)
def process_key(process_version_id: UUID) -> str:
    """Return the key of the process (committed, parallel, …)."""
    return ProcessVersion.objects.values_list("key", flat=True).get(pk=process_version_id)


def _lines(told: str | list[str]) -> list[str]:
    return [told] if isinstance(told, str) else list(told)

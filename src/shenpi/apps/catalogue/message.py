"""What the other zones are told of a published version of an item or of a bundle."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from shenpi.apps.ids import uuid7
from shenpi.core import contracts

from .bundle_models import BundleVersion
from .forms.ordering import ordered
from .models import Item, ItemVersion

TYPE = f"{contracts.PREFIX}catalogue.item_published"
WITHDRAWN_TYPE = f"{contracts.PREFIX}catalogue.item_withdrawn"
BUNDLE_TYPE = f"{contracts.PREFIX}catalogue.bundle_published"


def item_published(
    version: ItemVersion,
    *,
    id: UUID | None = None,  # noqa: A002
    at: datetime | None = None,
) -> dict[str, Any]:
    """Return the message; its subject is the version's id, which every zone keeps, and so is its own id.

    Telling it again needs a new `id`, since a message that was delivered once is not delivered again; `at` is when it
    is told, where that is not the publication.
    """
    if version.published_at is None:
        raise ValueError("only a published version is told of")
    item, agency = version.item, version.item.agency
    return contracts.message(
        type=TYPE,
        source=f"/internal/{settings.SHENPI_NODE}",
        subject=str(version.pk),
        time=at or version.published_at,
        id=id or version.pk,
        data={
            "agency": {
                "code": agency.code,
                "name": agency.name,
                "full_name": agency.full_name,
                "short_name": agency.short_name,
                "region_code": agency.region_id or "",
            },
            "item": {
                "code": item.code,
                "name": item.name,
                "item_type": item.item_type,
                "is_private": item.is_private,
            },
            "version": _version(version),
        },
    )


def item_withdrawn(item: Item, at: datetime) -> dict[str, Any]:
    """Return the message that takes an item out of the public zone; why is not told."""
    return contracts.message(
        type=WITHDRAWN_TYPE,
        source=f"/internal/{settings.SHENPI_NODE}",
        subject=item.code,
        time=at,
        id=uuid7(),
        data={"code": item.code, "withdrawn_at": contracts.moment(at)},
    )


def bundle_published(version: BundleVersion, *, id: UUID | None = None) -> dict[str, Any]:  # noqa: A002
    """Return the message of a bundle; its items are told of by their own."""
    return contracts.message(
        type=BUNDLE_TYPE,
        source=f"/internal/{settings.SHENPI_NODE}",
        subject=str(version.pk),
        time=version.published_at,
        id=id or version.pk,
        data={
            "code": version.bundle.code,
            "name": version.bundle.name,
            "number": version.number,
            "published_at": contracts.moment(version.published_at),
            "summary": version.summary,
            "items": version.items,
            "answers": version.answers,
            "materials": version.materials,
        },
    )


def _version(version: ItemVersion) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": version.number,
        "published_at": contracts.moment(version.published_at),  # type: ignore[arg-type]
        "content": version.content,
        "form_schema": ordered(version.form_schema),
        "materials": version.materials,
        "handling_kind": version.handling_kind,
        "statutory_limit": version.statutory_limit,
        "promised_limit": version.promised_limit,
        "correction_limit": version.correction_limit,
        "fee": version.fee,
        "certificate": version.certificate,
        "channels": {"online": version.online, "at_window": version.at_window},
        "options": version.options,
    }
    if version.process is not None:
        process = version.process
        told["process"] = {"key": process.key, "version": process.version, "bpmn": process.bpmn}
    return told

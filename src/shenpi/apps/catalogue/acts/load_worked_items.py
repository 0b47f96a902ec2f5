"""Taking in the packaged items that are worked out in full: form, materials, limits, fee, process, offices."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from shenpi.apps.catalogue import packaged
from shenpi.apps.catalogue.models import Item, ItemVersion, ProcessVersion
from shenpi.apps.catalogue.search import index
from shenpi.apps.organisation.models import Agency, Office

from .draft_version import draft_version
from .mark_private import mark_private
from .namespace import NAMESPACE
from .publish_process import load_processes
from .publish_version import publish_version


@transaction.atomic
def load_worked_items() -> list[ItemVersion]:
    """Draft and publish a version for each packaged item and return the current ones. Idempotent.

    Needs the catalogue (`import_catalogue`) and the organisation (`load_organisation`). A file that changed makes
    a new version; its id follows from code and content, so that it is the same in every zone.
    """
    processes = load_processes()
    offices = {office.code: office for office in Office.objects.all()}
    return [_load(row, processes, offices) for row in packaged.worked_items()]


def _load(
    row: dict[str, Any], processes: dict[str, ProcessVersion], offices: dict[str, Office]
) -> ItemVersion:
    version_id = _version_id(row)
    known = ItemVersion.objects.filter(pk=version_id).first()
    if known is not None:
        return known
    draft = draft_version(
        by=None,
        item=_item(row),
        content=row["content"],
        form_schema=row["form"],
        materials=row["materials"],
        handling_kind=row["handling_kind"],
        statutory_limit=row["statutory_limit"],
        promised_limit=row["promised_limit"],
        correction_limit=row["correction_limit"],
        fee=row["fee"],
        certificate=row["certificate"],
        process=processes[row["process"]],
        lead_office=offices[row["lead_office"]],
        co_offices=[offices[code] for code in row["co_offices"]],
        accept_office=offices[row["accept_office"]],
        online=row["channels"]["online"],
        at_window=row["channels"]["at_window"],
        options=row.get("options"),
        version_id=version_id,
    )
    return publish_version(by=None, version=draft)


def _item(row: dict[str, Any]) -> Item:
    """Return the row's item: one of the catalogue, or a power of the agency that no catalogue of services lists."""
    if "item_type" not in row:
        item = Item.objects.get(code=row["code"])
        if (reason := row.get("private", "")) and not item.is_private:
            mark_private(by=None, item=item, private=True, reason=reason)
        return item
    agency = Agency.objects.get(name=row["agency"])
    told = {"name": row["name"], "agency": agency, "item_type": row["item_type"]}
    item, made = Item.objects.get_or_create(code=row["code"], defaults=told)
    if made:
        index([item])
    return item


def _version_id(row: dict[str, Any]) -> UUID:
    told = json.dumps(row, ensure_ascii=False, sort_keys=True)
    return uuid5(NAMESPACE, f"{row['code']}:{sha256(told.encode()).hexdigest()}")

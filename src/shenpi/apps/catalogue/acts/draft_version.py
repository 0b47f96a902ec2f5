"""Drafting the next version of an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from shenpi.apps.catalogue.elements import derive
from shenpi.apps.catalogue.models import HandlingKind, Item, ItemVersion, ProcessVersion
from shenpi.apps.errors import NotAllowed
from shenpi.apps.ids import uuid7
from shenpi.apps.organisation.models import Office, Person
from shenpi.apps.organisation.queries import holdings
from shenpi.apps.timekeeping import now


@transaction.atomic
def draft_version(
    *,
    by: Person | None,
    item: Item,
    content: Mapping[str, str | list[str]],
    form_schema: Mapping[str, Any] | None = None,
    materials: Sequence[Mapping[str, Any]] = (),
    handling_kind: str = HandlingKind.COMMITTED,
    statutory_limit: Mapping[str, Any] | None = None,
    promised_limit: Mapping[str, Any] | None = None,
    correction_limit: Mapping[str, Any] | None = None,
    fee: Mapping[str, Any] | None = None,
    certificate: Mapping[str, Any] | None = None,
    process: ProcessVersion | None = None,
    lead_office: Office | None = None,
    co_offices: Sequence[Office] = (),
    accept_office: Office | None = None,
    online: bool = False,
    at_window: bool = False,
    options: Mapping[str, Any] | None = None,
    version_id: UUID | None = None,
) -> ItemVersion:
    """Write a draft; elements that follow from the other fields are derived, `content` may say them otherwise.

    A draft may be incomplete: `publish_version` judges it. `by=None` is the system loading packaged data. Raises
    NotAllowed without the right to draft.
    """
    if by is not None and not holdings(by, now()).may("draft_version"):
        raise NotAllowed("catalogue.may_not_draft", _("您没有编制事项的权限，请联系审改人员。"))
    fields: dict[str, Any] = {
        "form_schema": dict(form_schema or {}),
        "materials": [dict(row) for row in materials],
        "statutory_limit": statutory_limit,
        "promised_limit": promised_limit,
        "fee": dict(fee or {}),
        "certificate": certificate,
    }
    last = ItemVersion.objects.filter(item=item).aggregate(last=Max("number"))["last"] or 0
    version = ItemVersion.objects.create(
        id=version_id or uuid7(),
        item=item,
        number=last + 1,
        content=derive(fields, name=item.name) | dict(content),
        handling_kind=handling_kind,
        correction_limit=correction_limit,
        process=process,
        lead_office=lead_office,
        accept_office=accept_office,
        online=online,
        at_window=at_window,
        options=dict(options or {}),
        **fields,
    )
    version.co_offices.set(co_offices)
    return version

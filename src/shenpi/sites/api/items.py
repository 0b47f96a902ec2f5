"""The catalogue for programs: what can be applied for, and everything that must be known to do so (D10-042)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema
from pydantic import Field

from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.errors import NotFound
from shenpi.sites.api.api import Problem
from shenpi.sites.api.operation import PUBLIC, operation
from shenpi.sites.common.paging import page_of

router = Router(tags=["items"])


class Agency(Schema):
    code: str
    name: str


class ItemRow(Schema):
    """An item as a list shows it."""

    code: str
    name: str
    item_type: str
    agency: Agency
    online: bool


class Items(Schema):
    """A page of items; `count` is exact up to 1,000, beyond that 1,001."""

    items: list[ItemRow]
    page: int
    count: int
    more: bool


class Element(Schema):
    """One of the fourteen elements of a guide."""

    key: str
    label: str
    lines: list[str]


class ItemDetail(ItemRow):
    """An item with its current version: the guide, the form, the materials, the limits, the fee."""

    version_id: UUID
    version: int
    published_at: datetime
    handling_kind: str
    guide: list[Element]
    form_schema: dict[str, Any]
    materials: list[dict[str, Any]]
    statutory_limit: dict[str, Any] | None
    promised_limit: dict[str, Any] | None
    correction_limit: dict[str, Any] | None
    fee: dict[str, Any]
    certificate: dict[str, Any] | None


class Search(Schema):
    q: str = Field("", max_length=60, description="事项名称、部门或编码 / words of the name, agency or code")
    page: int = Field(1, ge=1, le=10_000)


@operation(router, "GET", "/items", PUBLIC, response=Items, summary="检索事项 / search the items")
def list_items(request: HttpRequest, asked: Query[Search]) -> dict[str, Any]:
    """Return the items that hold every word of `q`, best match first; all of them for an empty one."""
    page = page_of(catalogue.search(asked.q), request)
    rows = [_row(item) for item in page.rows]
    return {"items": rows, "page": page.number, "count": page.count, "more": page.next is not None}


@operation(
    router,
    "GET",
    "/items/{code}",
    PUBLIC,
    response={200: ItemDetail, 404: Problem},
    summary="事项详情 / one item",
)
def get_item(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return the item's current version with everything that an application needs."""
    item = catalogue.item(code)
    if item is None or item.current is None:
        raise NotFound("item_unknown", _("没有这个事项，请核对事项编码。"))
    version = item.current
    copied = (
        "handling_kind", "form_schema", "materials", "statutory_limit", "promised_limit", "correction_limit",
        "fee", "certificate",
    )  # fmt: skip
    return {
        **_row(item),
        "version_id": version.pk,
        "version": version.number,
        "published_at": version.published_at,
        "guide": [
            {"key": each.key, "label": each.label, "lines": each.lines} for each in catalogue.guide(version)
        ],
        **{name: getattr(version, name) for name in copied},
    }


def _row(item: Any) -> dict[str, Any]:
    return {
        "code": item.code,
        "name": item.name,
        "item_type": item.item_type,
        "agency": {"code": item.agency.code, "name": item.agency.name},
        "online": item.current is not None and item.current.online,
    }

"""Pages by key: "the fifty after this row", so that page 1 000 costs as much as page 1 and nothing is counted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import Invalid

M = TypeVar("M", bound=Model)
SIZE = 50


@dataclass(frozen=True)
class Page(Generic[M]):
    """Rows in order, and the mark of the next page ("" on the last)."""

    rows: list[M]
    next: str


def page(
    rows: QuerySet[M], moment: str, after: str = "", *, newest: bool = False, size: int = SIZE
) -> Page[M]:
    """Return the rows after the mark `after`, by the field `moment` and then by key; rows without one come last.

    `after` is a mark that an earlier page gave ("" for the first). Raises Invalid for anything else.
    """
    when = F(moment).desc(nulls_last=True) if newest else F(moment).asc(nulls_last=True)
    rows = rows.order_by(when, "-pk" if newest else "pk")
    if after:
        rows = rows.filter(_beyond(moment, *_read(after), "lt" if newest else "gt"))
    found = list(rows[: size + 1])
    more = len(found) > size
    return Page(found[:size], _mark(found[size - 1], moment) if more else "")


def _beyond(moment: str, when: datetime | None, key: UUID, side: str) -> Q:
    if when is None:
        return Q(**{f"{moment}__isnull": True, f"pk__{side}": key})
    same = Q(**{moment: when, f"pk__{side}": key})
    return Q(**{f"{moment}__{side}": when}) | same | Q(**{f"{moment}__isnull": True})


def _mark(row: Any, moment: str) -> str:
    when = getattr(row, moment)
    return f"{when.isoformat() if when else ''}_{row.pk}"


def _read(mark: str) -> tuple[datetime | None, UUID]:
    when, _sep, key = mark.rpartition("_")
    try:
        return (_aware(when) if when else None), UUID(key)
    except ValueError:
        raise Invalid("page_unknown", _("这一页的地址不完整。请从列表的第一页重新开始。")) from None


def _aware(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a mark carries its time zone")
    return moment

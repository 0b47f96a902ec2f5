"""Pages of long lists without counting what nobody reads: exact up to 1,000, "more than" beyond."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

COUNTED = 1000


@dataclass(frozen=True)
class Page:
    """Rows of one page; `previous` and `next` are query strings that keep the filters, or None."""

    rows: list[Any]
    number: int
    previous: str | None
    next: str | None
    count: int

    @property
    def count_words(self) -> str:
        if self.count > COUNTED:
            return _("超过 1,000 条")
        return _("共 %(count)s 条") % {"count": self.count}


def page_of(found: QuerySet[Any] | list[Any], request: HttpRequest, *, size: int = 20) -> Page:
    """Cut the page that `?page=` asks for; a number out of range or not a number gives the first page."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 and int(asked) else 1
    start = (number - 1) * size
    rows = list(found[start : start + size + 1])
    count = len(found) if isinstance(found, list) else found[: COUNTED + 1].count()
    return Page(
        rows=rows[:size],
        number=number,
        previous=_query(request, number - 1) if number > 1 else None,
        next=_query(request, number + 1) if len(rows) > size else None,
        count=count,
    )


def _query(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return query.urlencode()

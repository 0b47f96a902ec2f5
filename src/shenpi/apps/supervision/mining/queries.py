"""What pages ask of process mining: the systems and items there are, their batches, and the cases behind a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import NotFound
from shenpi.apps.supervision.mining.figures import counts
from shenpi.apps.supervision.models import (
    CaseTally,
    ForeignBatch,
    ForeignFinding,
    ForeignSystem,
    MonitoredCase,
)
from shenpi.apps.supervision.models.foreign import UNCODED

ITEMS = 100
"""Items of the overview: those with the most cases."""
BATCHES = 10
SHOWN = 200
"""Rows of a list of cases or findings."""


@dataclass(frozen=True)
class ItemRow:
    """An item with cases of our own: code, name, number of cases received."""

    code: str
    name: str
    cases: int


def systems() -> QuerySet[ForeignSystem]:
    """Return the foreign systems with the number of their cases, and when the last batch came."""
    cases = MonitoredCase.objects.filter(source=OuterRef("source")).order_by().values("source")
    return ForeignSystem.objects.annotate(
        cases=Subquery(cases.annotate(number=Count("pk")).values("number")), last=Max("batches__begun_at")
    ).order_by("name")


def items() -> list[ItemRow]:
    """Return the items of our own cases by number of cases, most first; from the tallies."""
    theirs = Q(item_code__in=ForeignSystem.objects.values("item_code")) | Q(item_code__startswith=UNCODED)
    told = CaseTally.objects.filter(measure="received").exclude(theirs).exclude(item_code="")
    rows = (
        told.values_list("item_code").annotate(number=Sum("number")).order_by("-number", "item_code")[:ITEMS]
    )
    return [ItemRow(code, _item_name(code), number) for code, number in rows if number]


def system(key: UUID) -> ForeignSystem:
    """Return a system. Raises NotFound."""
    found = ForeignSystem.objects.filter(pk=key).first()
    if found is None:
        raise NotFound("system_unknown", _("没有登记这个自建系统。请从流程挖掘的首页打开。"))
    return found


def item(code: str) -> ItemRow:
    """Return an item that has monitored cases. Raises NotFound."""
    name = _item_name(code)
    if not name:
        raise NotFound("item_unknown", _("监察系统没有这个事项的办件。请从流程挖掘的首页打开。"))
    return ItemRow(code, name, MonitoredCase.objects.filter(item_code=code).count())


def counts_of(**chosen: str) -> dict[str, int]:
    """Count the cases of a source or an item: all, open, closed, on time, late."""
    return counts(MonitoredCase.objects.filter(**chosen))


def batches(of: ForeignSystem) -> list[ForeignBatch]:
    """Return the latest batches of a system."""
    return list(of.batches.order_by("-begun_at")[:BATCHES])


def batch(key: UUID) -> ForeignBatch:
    """Return a batch with its system. Raises NotFound."""
    found = ForeignBatch.objects.select_related("system").filter(pk=key).first()
    if found is None:
        raise NotFound("batch_unknown", _("没有这个报送批次。请从所属系统的页面打开。"))
    return found


def findings(of: ForeignBatch, code: str = "") -> QuerySet[ForeignFinding]:
    """Return what was wrong in a batch, what could not be taken first."""
    found = of.findings.order_by("-lost", "id")
    return found.filter(code=code) if code else found


def finding_counts(of: ForeignBatch) -> list[tuple[str, int]]:
    """Return the kinds of findings of a batch with their numbers, most first."""
    return list(of.findings.values_list("code").annotate(number=Count("pk")).order_by("-number", "code"))


def cases(keys: Sequence[UUID]) -> list[MonitoredCase]:
    """Return the first of the cases, the latest received first."""
    found = MonitoredCase.objects.filter(pk__in=list(keys)[:5000])
    return list(found.order_by("-received_at", "-pk")[:SHOWN])


def _item_name(code: str) -> str:
    found = MonitoredCase.objects.filter(item_code=code).order_by("-received_at", "-pk")
    return found.values_list("item_name", flat=True).first() or ""

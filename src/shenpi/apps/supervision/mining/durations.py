"""How long steps took: where their beginning is known, from there; else since the step before (or the receipt)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from statistics import median
from uuid import UUID

from django.db.models import QuerySet

from shenpi.apps.supervision.foreign.telling import WHOLE
from shenpi.apps.supervision.models import MonitoredCase, MonitoredStep

Row = tuple[UUID, str, str, datetime | None, datetime | None]
"""Case, BPMN id, name, beginning, end."""


@dataclass
class Duration:
    """The steps of one activity: times in seconds, and the cases in which it was done.

    `measured`: their beginnings are known; otherwise the time counts from the step before.
    """

    name: str
    seconds: list[float] = field(default_factory=list)
    cases: set[UUID] = field(default_factory=set)
    measured: bool = True

    @property
    def times(self) -> int:
        """How often it was done."""
        return len(self.seconds)

    @property
    def median(self) -> float:
        """The middle time, in seconds."""
        return median(self.seconds)

    @property
    def slow(self) -> float:
        """The time that one in ten exceeds, in seconds."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, len(self.seconds) * 9 // 10)]


def durations(cases: QuerySet[MonitoredCase]) -> dict[str, Duration]:
    """Return activity (BPMN id where told, else name) → its times, in the order of first appearance."""
    received = dict(cases.order_by().values_list("pk", "received_at"))
    steps = MonitoredStep.objects.filter(case__in=cases.order_by().values("pk"), ended_at__isnull=False)
    rows = steps.exclude(name=WHOLE).order_by("case_id", "ended_at", "task_id")
    told = rows.values_list("case_id", "element", "name", "begun_at", "ended_at").iterator(chunk_size=5000)
    found: dict[str, Duration] = {}
    for case_id, group in groupby(told, itemgetter(0)):
        _add(found, list(group), received.get(case_id))
    return found


def throughput(cases: Iterable[MonitoredCase]) -> dict[UUID, float]:
    """Return case → seconds from receipt to end, of closed cases."""
    return {
        case.pk: max(0.0, (case.closed_at - case.received_at).total_seconds())
        for case in cases
        if case.closed_at and case.received_at
    }


def middle(seconds: Sequence[float]) -> float | None:
    """Return the median, None of nothing."""
    return median(seconds) if seconds else None


def _add(found: dict[str, Duration], rows: Sequence[Row], since: datetime | None) -> None:
    for case_id, element, name, begun, ended in rows:
        if ended is None:  # not asked for
            continue
        known = found.setdefault(element or name, Duration(name))
        known.measured = known.measured and begun is not None
        start = begun or since or ended
        known.seconds.append(max(0.0, (ended - start).total_seconds()))
        known.cases.add(case_id)
        since = ended

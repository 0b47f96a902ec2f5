"""The courses of cases: their finished steps in order of time, with the net their agency approved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import itemgetter, or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTransform

from shenpi.apps.supervision.models import MonitoredCase, MonitoredEvent
from shenpi.apps.supervision.rules.course import BESIDE, Told, align, told
from shenpi.core.process.conformance import Alignment, Checker

TOLD = ("ended", "opened", "closed")
FINISHED = frozenset({"completed"})
"""States in which a case has come to the end of its process; in any other its course may break off anywhere."""


@dataclass(frozen=True, slots=True)
class Course:
    """What messages told of one case's course, and whether it came to its end."""

    case_id: UUID
    told: tuple[Told, ...]
    complete: bool

    @property
    def activities(self) -> tuple[str, ...]:
        """The steps that were ended: BPMN ids where told, else names."""
        return tuple(act.ended.element_id for act in self.told if act.ended)

    def align(self, judge: Checker) -> Alignment:
        """Align it with the process that it ought to follow."""
        return align(judge, self.told, complete=self.complete)


def courses(cases: QuerySet[MonitoredCase]) -> Iterator[Course]:
    """Yield the course of every one of the cases; cases without a finished step have an empty one."""
    states = dict(cases.order_by().values_list("pk", "state"))
    events = _told(MonitoredEvent.objects.filter(case__in=cases.order_by().values("pk")))
    for case_id, rows in groupby(events, itemgetter("case_id")):
        state = states.pop(case_id, None)
        if state is not None:
            yield _course(case_id, state, list(rows))
    for case_id, state in states.items():
        yield _course(case_id, state, [])


def _told(events: QuerySet[MonitoredEvent]) -> Iterator[Mapping[str, Any]]:
    """What messages say of steps; only that leaves the database."""
    beside = reduce(or_, (Q(type__startswith=family) for family in BESIDE))
    found = events.filter(~beside, data__has_any_keys=TOLD).order_by("case_id", "seq")
    parts = {name: KeyTransform(name, "data") for name in TOLD}
    return found.values("case_id", "at", "seq", **parts).iterator(chunk_size=5000)


def _course(case_id: UUID, state: str, rows: list[Mapping[str, Any]]) -> Course:
    rows.sort(key=itemgetter("at", "seq"))
    return Course(case_id, told(rows), state in FINISHED)

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
from django.db.models.fields.json import KeyTextTransform

from shenpi.apps.supervision.models import MonitoredCase, MonitoredEvent
from shenpi.apps.supervision.rules.course import BESIDE

FINISHED = frozenset({"completed"})
"""States in which a case has come to the end of its process; in any other its course may break off anywhere."""


@dataclass(frozen=True, slots=True)
class Course:
    """What was done in one case: activities (BPMN ids where told, else names), and whether it came to its end.

    `instances`: how many offices worked in parallel, as far as messages name them (at least one).
    """

    case_id: UUID
    activities: tuple[str, ...]
    complete: bool
    instances: int


def courses(cases: QuerySet[MonitoredCase]) -> Iterator[Course]:
    """Yield the course of every one of the cases; cases without a finished step have an empty one."""
    states = dict(cases.order_by().values_list("pk", "state"))
    told = _told(MonitoredEvent.objects.filter(case__in=cases.order_by().values("pk")))
    for case_id, rows in groupby(told, itemgetter("case_id")):
        state = states.pop(case_id, None)
        if state is not None:
            yield _course(case_id, state, list(rows))
    for case_id, state in states.items():
        yield _course(case_id, state, [])


def _told(events: QuerySet[MonitoredEvent]) -> Iterator[Mapping[str, Any]]:
    """The endings of steps; only what is needed leaves the database."""
    ended = KeyTextTransform("ended", "data")
    keys = {
        name: KeyTextTransform(key, ended)
        for name, key in (("step", "step"), ("element", "element"), ("instance", "instance"))
    }
    beside = reduce(or_, (Q(type__startswith=family) for family in BESIDE))
    found = events.filter(~beside, data__has_key="ended").order_by("case_id", "seq")
    return found.values("case_id", "at", "seq", **keys).iterator(chunk_size=5000)


def _course(case_id: UUID, state: str, rows: list[Mapping[str, Any]]) -> Course:
    rows.sort(key=itemgetter("at", "seq"))
    activities = tuple(row["element"] or row["step"] or "" for row in rows)
    instances = {row["instance"] for row in rows if row["instance"]}
    return Course(case_id, activities, state in FINISHED, max(1, len(instances)))

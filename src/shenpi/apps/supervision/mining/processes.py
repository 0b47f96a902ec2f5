"""Which process a case ought to follow: a foreign system's own, or the one of our item's version.

Our own processes are asked of the catalogue, where supervision shares its installation; elsewhere none is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from uuid import UUID

from django.db.models.fields.json import KeyTextTransform

from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.supervision.foreign.systems import net_of
from shenpi.apps.supervision.models import ForeignSystem, MonitoredEvent
from shenpi.core.process import HUMAN
from shenpi.core.process.conformance import Checker

OURS = frozenset(HUMAN)
"""What our own cases tell of: the steps of people."""


def of_system(system: ForeignSystem) -> Checker | None:
    """Return the checker of a foreign system's process; None where it has given none."""
    return _of_text(system.process) if system.process else None


def of_version(process_id: UUID) -> Checker:
    """Return the checker of one of our own published processes."""
    return _ours(process_id)


def of_cases(cases: Iterable[UUID]) -> Mapping[UUID, UUID]:
    """Return case → published process, of those of our own cases whose item's version the catalogue knows."""
    received = MonitoredEvent.objects.filter(case__in=list(cases), type="case.received")
    told = received.values_list("case_id", "case__item_code", KeyTextTransform("item_version", "data"))
    asked: dict[tuple[str, str], UUID | None] = {}
    found = {}
    for case_id, item_code, version in told:
        key = item_code, str(version or "")
        if key not in asked:
            asked[key] = catalogue.process_of(item_code, int(version)) if version else None
        if (process := asked[key]) is not None:
            found[case_id] = process
    return found


@lru_cache(maxsize=4)
def _of_text(process: str) -> Checker:
    return Checker(net_of(process.encode()))


@lru_cache(maxsize=64)
def _ours(process_id: UUID) -> Checker:
    return Checker(catalogue.net(process_id), logged=OURS)

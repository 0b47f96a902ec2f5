"""Which process a case ought to follow: a foreign system's own, or the one of our item's version.

Ours are those that the catalogue's messages published, so a supervision node of its own knows them, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models.fields.json import KeyTextTransform

from shenpi.apps.supervision import known_items
from shenpi.apps.supervision.models import ForeignSystem, MonitoredEvent
from shenpi.apps.supervision.rules.course import checker
from shenpi.core.process.conformance import Checker


def of_system(system: ForeignSystem) -> Checker | None:
    """Return the checker of a foreign system's process; None where it has given none."""
    return checker(system.process, from_log=True) if system.process else None


def of_ours(process: str) -> Checker | None:
    """Return the checker of a published process (BPMN text); None for one that cannot be read."""
    return checker(process, from_log=False)


def of_cases(cases: Iterable[UUID]) -> Mapping[UUID, str]:
    """Return case → BPMN text, of those of our own cases whose item's version is known."""
    received = MonitoredEvent.objects.filter(case__in=list(cases), type="case.received")
    told = received.values_list("case_id", "case__item_code", KeyTextTransform("item_version", "data"))
    versions = {case_id: (item_code, int(version)) for case_id, item_code, version in told if version}
    known = known_items.facts(versions.values())
    return {
        case_id: process
        for case_id, version in versions.items()
        if (process := known[version].process if version in known else "")
    }

"""What supervision already knows of a foreign case, so that a record that comes again adds only what is new."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from shenpi.apps.supervision.models import OPEN, MonitoredCase, MonitoredEvent, MonitoredStep

LOGGED = ("case.step.begun", "case.step.ended", "case.step.noted")
"""The types of message that tell of one event of a foreign log."""


@dataclass
class Known:
    """A case as it was told so far: the latest attributes, each event once per time told, the steps open now."""

    last_seq: int = 0
    received_at: datetime | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    events: Counter[str] = field(default_factory=Counter)
    open_steps: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))


def of(case_ids: Collection[UUID]) -> dict[UUID, Known]:
    """Return what is known of those of the cases that are known; three statements."""
    rows = MonitoredCase.objects.filter(pk__in=case_ids).values_list("pk", "last_seq", "received_at")
    found = {key: Known(last_seq=seq, received_at=at) for key, seq, at in rows}
    if not found:
        return found
    told = MonitoredEvent.objects.filter(case__in=list(found)).order_by("case_id", "seq")
    for case_id, kind, data in told.values_list("case_id", "type", "data"):
        if kind == "case.received":
            found[case_id].attributes = data.get("attributes", {})
        elif kind in LOGGED:
            found[case_id].events[fingerprint(data["occurred_at"], data.get("attributes", {}))] += 1
    held = MonitoredStep.objects.filter(OPEN, case__in=list(found)).order_by("begun_at", "task_id")
    for case_id, name, task_id in held.values_list("case_id", "name", "task_id"):
        found[case_id].open_steps[name].append(task_id)
    return found


def fingerprint(at: str, attributes: Mapping[str, Any]) -> str:
    """Return what makes an event the same event: its moment and all its attributes.

    Numbers are compared as floats, because a database may give 1e22 back as an integer.
    """
    text = json.dumps(attributes, sort_keys=True)
    if any(isinstance(value, dict | float) for value in attributes.values()):
        text = json.dumps(json.loads(text, parse_int=float), sort_keys=True)
    return f"{at} {text}"

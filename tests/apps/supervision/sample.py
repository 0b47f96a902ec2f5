"""Rows of the projection, made directly: what the queries and the recording are asked about."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from shenpi.apps.supervision import tallies
from shenpi.apps.supervision.models import KnownAgency, MonitoredCase, MonitoredStep

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def case(**values: Any) -> MonitoredCase:
    """Keep a monitored case."""
    given = {
        "case_id": uuid4(),
        "source": "urn:shenpi:node:0",
        "number": "2611230000017",
        "item_code": "511602-0001",
        "item_name": "食品经营许可",
        "agency_code": "A1",
        "agency_name": "市场监督管理局",
        "channel": "online",
        "state": "accepted",
        "received_at": NOW - 48 * HOUR,
    }
    kept = MonitoredCase.objects.create(**(given | values))
    tallies.write(Counter(), tallies.of([kept], ()))
    KnownAgency.objects.get_or_create(
        code=kept.agency_code, defaults={"name": kept.agency_name, "told_at": NOW}
    )
    return kept


def step(of: MonitoredCase | None = None, *, due: timedelta | None = None, **values: Any) -> MonitoredStep:
    """Keep a step, open unless `ended_at` says otherwise; `due` is relative to NOW, None for a resting clock."""
    given = {
        "task_id": uuid4(),
        "case": of or case(),
        "element": "examine",
        "name": "审查",
        "agency_code": "A1",
        "agency_name": "市场监督管理局",
        "office_code": "A1-01",
        "office_name": "食品科",
        "person_id": uuid4(),
        "person_name": "王芳",
        "capacity": "self",
        "begun_at": NOW - 48 * HOUR,
        "limit": "P5WD",
        "due_at": None if due is None else NOW + due,
    }
    kept = MonitoredStep.objects.create(**(given | values))
    tallies.write(Counter(), tallies.of((), [kept]))
    KnownAgency.objects.get_or_create(
        code=kept.agency_code, defaults={"name": kept.agency_name, "told_at": NOW}
    )
    return kept

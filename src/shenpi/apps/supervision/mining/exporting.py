"""Monitored cases as the traces of an event log, for XES and OCEL: what we export we can import again.

A foreign case goes out with its log's own attributes and events, and under XES's own names beside them what the log
called otherwise; ours with the beginning and the end of each step. Facts that a log's own names do not tell are added
under the names that an import knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from shenpi.apps import timekeeping
from shenpi.apps.supervision.foreign.known import LOGGED
from shenpi.apps.supervision.foreign.options import Reading
from shenpi.apps.supervision.foreign.telling import shorten
from shenpi.apps.supervision.models import ForeignSystem, MonitoredCase, MonitoredEvent, MonitoredStep
from shenpi.core.eventlog import Event, Fields, Header, Trace, Value, from_json

PORTION = 500
"""Cases read at once."""
_PLAIN = {
    "number": "concept:name",
    "received": "startdate",
    "due": "deadline",
    "closed": "enddate",
    "channel": "channel",
    "agency": "agency",
    "item": "item_name",
}
_STANDARD = {
    "activity": "concept:name",
    "time": "time:timestamp",
    "transition": "lifecycle:transition",
    "resource": "org:resource",
    "office": "org:group",
}
"""By which names every tool knows an event."""
_FIELDS = Fields(timekeeping.SHANGHAI)


def traces(cases: QuerySet[MonitoredCase]) -> Iterator[Trace]:
    """Yield a trace for each of the cases, in the order of their identifiers."""
    systems = {system.source: system for system in ForeignSystem.objects.all()}
    last: UUID | None = None
    while True:
        found = cases.order_by("pk") if last is None else cases.order_by("pk").filter(pk__gt=last)
        portion = list(found[:PORTION])
        if not portion:
            return
        last = portion[-1].pk
        foreign = [case for case in portion if case.source in systems]
        ours = [case for case in portion if case.source not in systems]
        told, steps = _told(foreign), _steps(ours)
        for case in portion:
            if case.source in systems:
                yield _foreign(case, systems[case.source], told[case.pk])
            else:
                yield _own(case, steps[case.pk])


def _told(cases: Sequence[MonitoredCase]) -> Mapping[UUID, list[tuple[str, Mapping[str, Any]]]]:
    """What the foreign logs said of the cases: of the case itself the latest, and every event."""
    found: dict[UUID, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
    events = MonitoredEvent.objects.filter(case__in=cases, type__in=("case.received", *LOGGED))
    for case_id, kind, data in events.order_by("case_id", "seq").values_list("case_id", "type", "data"):
        found[case_id].append((kind, data.get("attributes", {})))
    return found


def _steps(cases: Sequence[MonitoredCase]) -> Mapping[UUID, list[MonitoredStep]]:
    found: dict[UUID, list[MonitoredStep]] = defaultdict(list)
    for step in MonitoredStep.objects.filter(case__in=cases).order_by("begun_at", "task_id"):
        found[step.case_id].append(step)
    return found


def _foreign(case: MonitoredCase, system: ForeignSystem, told: list[tuple[str, Mapping[str, Any]]]) -> Trace:
    received = [attributes for kind, attributes in told if kind == "case.received"]
    fields = Reading.from_json(system.reading).fields(Header())
    attributes = from_json(received[-1]) if received else {}
    attributes.setdefault("concept:name", fields.of_case(attributes).get("number") or case.number)
    events = [Event(_named(from_json(each), fields)) for kind, each in told if kind != "case.received"]
    facts = _facts(case)
    if case.agency_name == system.agency_name:
        del facts["agency"]
    if case.item_name == system.item_name:
        del facts["item"]
    return Trace(_completed(attributes, facts), events)


def _named(attributes: dict[str, Value], fields: Fields) -> dict[str, Value]:
    """Return an event's attributes with what its log called otherwise under the standard's names, too."""
    told = fields.of_event(attributes)
    if "time" in told:
        told["time"] = fields.moment(told["time"])[0]
    return {_STANDARD[role]: value for role, value in told.items() if role in _STANDARD} | attributes


def _own(case: MonitoredCase, steps: Sequence[MonitoredStep]) -> Trace:
    parts = [event for step in steps for event in _events(step)]
    parts.sort(key=lambda part: part[0])
    return Trace(_completed({}, _facts(case)), [Event(attributes) for _order, attributes in parts])


def _events(step: MonitoredStep) -> Iterator[tuple[tuple[Any, ...], dict[str, Value]]]:
    """The beginning and the end of a step, each with what orders it among equal moments."""
    common: dict[str, Value] = {"concept:name": step.name, "concept:instance": str(step.task_id)}
    optional = {
        "org:group": step.office_name,
        "org:resource": step.person_name,
        "org:role": step.role,
        "shenpi:element": step.element,
    }
    common |= {key: value for key, value in optional.items() if value}
    if step.begun_at:
        started: dict[str, Value] = {"lifecycle:transition": "start", "time:timestamp": step.begun_at}
        if step.due_at:
            started["deadline"] = step.due_at
        yield (step.begun_at, step.begun_at, step.task_id, 0), common | started
    if step.ended_at:
        ended: dict[str, Value] = {"lifecycle:transition": "complete", "time:timestamp": step.ended_at}
        yield (step.ended_at, step.begun_at or step.ended_at, step.task_id, 1), common | ended


def _facts(case: MonitoredCase) -> dict[str, Value | None]:
    """The facts that figures rest on; a case's limit is judged by its decision, where there was one."""
    return {
        "number": case.number,
        "received": case.received_at,
        "due": case.due_at,
        "closed": (case.decided_at or case.closed_at) if case.closed_at else None,
        "channel": case.channel,
        "agency": case.agency_name,
        "item": case.item_name,
    }


def _completed(attributes: dict[str, Value], facts: Mapping[str, Value | None]) -> dict[str, Value]:
    """Return attributes from which an import reads these facts: what is missing is added, what differs is named."""
    told = _FIELDS.of_case(attributes)
    added: dict[str, Value] = {}
    for role, value in facts.items():
        if value in (None, "") or _same(told.get(role), value):
            continue
        added[f"shenpi:{role}" if role in told else _PLAIN[role]] = value  # type: ignore[assignment]
    return attributes | added


def _same(told: Value | None, value: Value | None) -> bool:
    if told is None:
        return False
    return told == value or (
        isinstance(told, str) and isinstance(value, str) and shorten(told, len(value)) == value
    )

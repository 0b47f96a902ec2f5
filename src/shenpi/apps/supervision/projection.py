"""Keeping up: messages of the exchange standard become monitored cases and steps.

Idempotent by (case, seq) and indifferent to order: what is new in the right order is applied to the rows as they
stand; what comes late has its case folded anew from all its events. Both ways are the same fold.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import transaction

from shenpi.apps.supervision.fold import Steps, apply, moment
from shenpi.apps.supervision.models import MonitoredCase, MonitoredEvent, MonitoredStep
from shenpi.core.contracts import PREFIX


@transaction.atomic
def project(messages: Sequence[Mapping[str, Any]]) -> int:
    """Take in `shenpi.case.*` messages that keep the contract, in any order; returns how many were new."""
    told = {(event.case_id, event.seq): event for event in map(_event, messages)}
    sources = {UUID(message["data"]["case_id"]): message["source"] for message in messages}
    cases = _locked(sources)
    for key in MonitoredEvent.objects.filter(case__in=cases).values_list("case_id", "seq"):
        told.pop(key, None)
    fresh = sorted(told.values(), key=attrgetter("case_id", "seq"))
    MonitoredEvent.objects.bulk_create(fresh)
    changed: list[MonitoredStep] = []
    for case_id, events in groupby(fresh, attrgetter("case_id")):
        cases[case_id], steps = _advanced(cases[case_id], list(events))
        changed += steps
    _write(MonitoredCase, [cases[key] for key in {event.case_id for event in fresh}])
    _write(MonitoredStep, changed)
    return len(fresh)


def refold(case_id: UUID) -> None:
    """Make a case and its steps anew from its events; changes nothing unless the rows were wrong."""
    with transaction.atomic():
        case = MonitoredCase.objects.select_for_update().get(pk=case_id)
        case, steps = _folded(case)
        _write(MonitoredCase, [case])
        _write(MonitoredStep, steps)


def _event(message: Mapping[str, Any]) -> MonitoredEvent:
    data = message["data"]
    return MonitoredEvent(
        case_id=UUID(data["case_id"]),
        seq=data["seq"],
        type=message["type"].removeprefix(PREFIX),
        at=moment(data["occurred_at"]),
        data=data,
    )


def _locked(sources: Mapping[UUID, str]) -> dict[UUID, MonitoredCase]:
    """Return the cases, locked in one order for all workers; those not known yet are begun."""
    MonitoredCase.objects.bulk_create(
        [MonitoredCase(case_id=key, source=sources[key]) for key in sorted(sources)], ignore_conflicts=True
    )
    found = MonitoredCase.objects.filter(pk__in=list(sources)).order_by("pk").select_for_update()
    return {case.case_id: case for case in found}


def _advanced(case: MonitoredCase, fresh: list[MonitoredEvent]) -> tuple[MonitoredCase, list[MonitoredStep]]:
    if fresh[0].seq <= case.last_seq:
        return _folded(case)
    steps = {step.task_id: step for step in MonitoredStep.objects.filter(case=case)}
    touched = _apply_all(case, steps, fresh)
    return case, [steps[key] for key in touched]


def _folded(case: MonitoredCase) -> tuple[MonitoredCase, list[MonitoredStep]]:
    blank = MonitoredCase(case_id=case.case_id, source=case.source)
    steps: Steps = {}
    _apply_all(blank, steps, case.events.order_by("seq"))
    return blank, list(steps.values())


def _apply_all(case: MonitoredCase, steps: Steps, events: Iterable[MonitoredEvent]) -> set[UUID]:
    return {key for event in events for key in apply(case, steps, event)}


def _write(model: type[MonitoredCase] | type[MonitoredStep], rows: Sequence[Any]) -> None:
    """Insert or overwrite rows by key; whether a step is on record is the recording's business, not ours."""
    if not rows:
        return
    key = model._meta.pk.name
    fields = [f.name for f in model._meta.concrete_fields if f.name not in (key, "recorded_at")]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=fields)

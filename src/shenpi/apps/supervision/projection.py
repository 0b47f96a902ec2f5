"""Keeping up: messages of the exchange standard become monitored cases and steps.

Idempotent by (case, seq) and indifferent to order: what is new in the right order is applied to the rows as they
stand; what comes late has its case folded anew from all its events. Both ways are the same fold. A batch costs a
fixed number of statements, however many cases it speaks of, unless messages come late.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import transaction

from shenpi.apps.supervision.fold import Steps, apply, moment, named
from shenpi.apps.supervision.models import MonitoredCase, MonitoredEvent, MonitoredStep
from shenpi.core.contracts import PREFIX


@transaction.atomic
def project(messages: Sequence[Mapping[str, Any]]) -> int:
    """Take in `shenpi.case.*` messages that keep the contract, in any order; returns how many were new."""
    cases = _locked({UUID(message["data"]["case_id"]): message["source"] for message in messages})
    fresh = _unknown(cases, map(_event, messages))
    MonitoredEvent.objects.bulk_create(fresh)
    steps = MonitoredStep.objects.in_bulk({key for event in fresh for key in named(event.data)})
    changed_cases, changed_steps = [], []
    for case_id, grouped in groupby(fresh, attrgetter("case_id")):
        case, events = cases[case_id], list(grouped)
        if events[0].seq > case.last_seq:
            touched = _apply(case, steps, events)
        else:
            case, touched = _folded(case)
        changed_cases.append(case)
        changed_steps += touched
    _write(MonitoredCase, changed_cases)
    _write(MonitoredStep, changed_steps)
    return len(fresh)


@transaction.atomic
def refold(case_id: UUID) -> None:
    """Make a case and its steps anew from its events; changes nothing unless the rows were wrong."""
    case, steps = _folded(MonitoredCase.objects.select_for_update().get(pk=case_id))
    _write(MonitoredCase, [case])
    _write(MonitoredStep, steps)


def _locked(sources: Mapping[UUID, str]) -> dict[UUID, MonitoredCase]:
    """Return the cases, locked in one order for all workers; those not known yet are begun."""
    found = MonitoredCase.objects.filter(pk__in=list(sources)).order_by("pk").select_for_update()
    cases = {case.case_id: case for case in found}
    new = [MonitoredCase(case_id=key, source=sources[key]) for key in sorted(sources.keys() - cases.keys())]
    if new:
        MonitoredCase.objects.bulk_create(new, ignore_conflicts=True)
        cases = {case.case_id: case for case in found.all()}
    return cases


def _unknown(cases: Mapping[UUID, MonitoredCase], told: Iterable[MonitoredEvent]) -> list[MonitoredEvent]:
    """Return the events that are not kept yet, each once, in order of case and sequence."""
    fresh = {(event.case_id, event.seq): event for event in told}
    late = [case_id for case_id, seq in fresh if seq <= cases[case_id].last_seq]
    if late:  # what lies beyond a case's last event is new without asking
        for key in MonitoredEvent.objects.filter(case__in=late).values_list("case_id", "seq"):
            fresh.pop(key, None)
    return [fresh[key] for key in sorted(fresh)]


def _event(message: Mapping[str, Any]) -> MonitoredEvent:
    data = message["data"]
    return MonitoredEvent(
        case_id=UUID(data["case_id"]),
        seq=data["seq"],
        type=message["type"].removeprefix(PREFIX),
        at=moment(data["occurred_at"]),
        data=data,
    )


def _folded(case: MonitoredCase) -> tuple[MonitoredCase, list[MonitoredStep]]:
    blank = MonitoredCase(case_id=case.case_id, source=case.source)
    return blank, _apply(blank, {}, case.events.order_by("seq"))


def _apply(case: MonitoredCase, steps: Steps, events: Iterable[MonitoredEvent]) -> list[MonitoredStep]:
    touched = {key for event in events for key in apply(case, steps, event)}
    return [steps[key] for key in touched]


def _write(model: type[MonitoredCase] | type[MonitoredStep], rows: Sequence[Any]) -> None:
    """Insert or overwrite rows by key; whether a step is on record is the recording's business, not ours."""
    key = model._meta.pk.name
    fields = [f.name for f in model._meta.concrete_fields if f.name not in (key, "recorded_at")]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=fields)

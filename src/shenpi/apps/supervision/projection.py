"""Keeping up: messages of the exchange standard become monitored cases and steps.

Idempotent by (case, seq) and indifferent to order: what is new in the right order is applied to the rows as they
stand; what comes late has its case folded anew from all its events. Both ways are the same fold. A batch costs a
fixed number of statements, however many cases it speaks of, unless messages come late. The tallies change in the
same transaction by the difference that the batch makes.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import transaction

from shenpi.apps import rows, timekeeping
from shenpi.apps.supervision import agencies, storing, tallies
from shenpi.apps.supervision.fold import Event, Steps, Told, apply, moment, named
from shenpi.apps.supervision.models import MonitoredCase, MonitoredEvent, MonitoredStep
from shenpi.apps.supervision.tallies import Figures
from shenpi.core import contracts
from shenpi.core.contracts import PREFIX, ContractBroken


@transaction.atomic
def project(messages: Sequence[Mapping[str, Any]]) -> int:
    """Take in `shenpi.case.*` messages that keep the contract, in any order; returns how many were new."""
    events = [_event(message) for message in messages]
    sources = [message["source"] for message in messages]
    cases = _locked({event.case_id: source for event, source in zip(events, sources, strict=True)})
    _each_for_itself(cases, events, sources)
    fresh = _unknown(cases, events)
    if not fresh:
        return 0
    storing.append(MonitoredEvent, fresh)
    told = {case_id: list(grouped) for case_id, grouped in groupby(fresh, attrgetter("case_id"))}
    late = [case_id for case_id, events in told.items() if events[0].seq <= cases[case_id].last_seq]
    steps = _steps(fresh, late)
    before = tallies.of((cases[key] for key in told), steps.values())
    changed, touched = [], []
    for case_id in late:
        cases[case_id], folded = _folded(cases[case_id])
        changed.append(cases[case_id])
        touched += folded
        del told[case_id]
    for case_id, events in told.items():
        changed.append(cases[case_id])
        touched += _apply(cases[case_id], steps, events)
    _write(before, changed, touched)
    agencies.learn(fresh)
    return len(fresh)


@transaction.atomic
def refold(case_id: UUID) -> None:
    """Make a case and its steps anew from its events; changes nothing unless the rows were wrong."""
    case = MonitoredCase.objects.select_for_update().get(pk=case_id)
    before = tallies.of([case], case.steps.all())
    folded, steps = _folded(case)
    _write(before, [folded], steps)


def _steps(fresh: Iterable[Told], late: Sequence[UUID]) -> Steps:
    """Return the steps that the events name, and all steps of the cases that are to be folded anew."""
    keys = {key for event in fresh for key in named(event.data)}
    steps = {step.task_id: step for step in rows.among(MonitoredStep, keys)}
    if late:
        steps |= {step.pk: step for step in MonitoredStep.objects.filter(case__in=late)}
    return steps


def _locked(sources: Mapping[UUID, str]) -> dict[UUID, MonitoredCase]:
    """Return the cases, locked in one order for all workers; those not known yet are begun."""
    cases = {case.case_id: case for case in rows.among(MonitoredCase, sources, lock=True)}
    new = {
        key: MonitoredCase(case_id=key, source=sources[key]) for key in sorted(sources.keys() - cases.keys())
    }
    if new:
        ours = storing.begin(MonitoredCase, list(new.values()))
        cases |= {key: new[key] for key in ours}
        if elsewhere := new.keys() - ours:  # another worker began them at this moment
            cases |= {case.case_id: case for case in rows.among(MonitoredCase, elsewhere, lock=True)}
    return cases


def _unknown(cases: Mapping[UUID, MonitoredCase], told: Iterable[Told]) -> list[Told]:
    """Return the events that are not kept yet, each once, in order of case and sequence."""
    fresh = {(event.case_id, event.seq): event for event in told}
    late = [case_id for case_id, seq in fresh if seq <= cases[case_id].last_seq]
    if late:  # what lies beyond a case's last event is new without asking
        for key in MonitoredEvent.objects.filter(case__in=late).values_list("case_id", "seq"):
            fresh.pop(key, None)
    return [fresh[key] for key in sorted(fresh)]


def _each_for_itself(
    cases: Mapping[UUID, MonitoredCase], events: Sequence[Told], sources: Sequence[str]
) -> None:
    """Refuse what an installation says of a case that began in another one."""
    for event, source in zip(events, sources, strict=True):
        if source != (begun_by := cases[event.case_id].source):
            raise ContractBroken(
                "source", f"这个办件来自 {begun_by}，别的节点不能报送", f"the case is one of {begun_by}"
            )


def _event(message: Mapping[str, Any]) -> Told:
    data = message["data"]
    return Told(
        case_id=UUID(data["case_id"]),
        seq=data["seq"],
        type=message["type"].removeprefix(PREFIX),
        at=moment(data["occurred_at"]),
        data=_figures_only(message["type"], data) if data["private"] else data,
    )


def _figures_only(kind: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Strike out the personal content of a private item, which should not have come, and note where it stood."""
    exposed = contracts.personal(kind, data)
    if not exposed:
        return data
    return contracts.fit(kind, data, zone="supervision", private=True) | {"exposed": exposed}


def _folded(case: MonitoredCase) -> tuple[MonitoredCase, list[MonitoredStep]]:
    blank = MonitoredCase(case_id=case.case_id, source=case.source)
    return blank, _apply(blank, {}, case.events.order_by("seq"))


def _apply(case: MonitoredCase, steps: Steps, events: Iterable[Event]) -> list[MonitoredStep]:
    touched = {key for event in events for key in apply(case, steps, event)}
    return [steps[key] for key in touched]


def _write(before: Figures, cases: Sequence[MonitoredCase], steps: Sequence[MonitoredStep]) -> None:
    """Insert or overwrite rows by key, and what they change in the tallies.

    Whether a step is on record is the recording's business, not ours. The rules look at a changed case at once.
    """
    now = timekeeping.now()
    for case in cases:
        case.look_at = now
    storing.put(MonitoredCase, cases)
    storing.put(MonitoredStep, steps, keep=frozenset({"recorded_at"}))
    tallies.write(before, tallies.of(cases, steps))

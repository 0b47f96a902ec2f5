"""The whole picture of a population of cases: variants, times per step, deviations, on the diagram of its process."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from shenpi.apps.supervision.mining import processes
from shenpi.apps.supervision.mining.courses import Course, courses
from shenpi.apps.supervision.mining.drawing import drawn
from shenpi.apps.supervision.mining.durations import Duration, durations, middle, throughput
from shenpi.apps.supervision.models import ForeignSystem, MonitoredCase
from shenpi.apps.supervision.tallies import AFTERWARDS
from shenpi.core.process.conformance import Alignment, Checker, Move

LATEST = 3000
"""Cases of a picture: the latest received; the command `figures` counts them all."""


DEVIATING = "deviating"


@dataclass(frozen=True)
class VariantRow:
    """One course: its activities by name, how many cases took it, and how many of them are still open.

    `deviations` are those of the first case that deviates, each with the activity's name. `fits`: False if any case
    deviates, None where that is not known. `seconds`: the middle time to the end.
    """

    key: str
    activities: tuple[str, ...]
    cases: int
    share: float
    seconds: float | None
    fits: bool | None
    deviations: tuple[tuple[Move, str], ...]
    open: int


@dataclass(frozen=True)
class DeviationRow:
    """One kind of deviation and the number of its cases."""

    key: str
    move: Move
    name: str
    cases: int


@dataclass(frozen=True)
class StepRow:
    """One activity: BPMN ids it means, times, and in how many cases it deviated, with the keys of both lists."""

    key: str
    name: str
    elements: tuple[str, ...]
    duration: Duration
    deviating: int
    wrong_key: str


@dataclass(frozen=True)
class Picture:
    """What a population of cases did. `judged`: cases whose process is known; `process` is BPMN text or ""."""

    cases: int
    judged: int
    deviating: int
    undecided: int
    variants: Sequence[VariantRow]
    deviations: Sequence[DeviationRow]
    steps: Sequence[StepRow]
    process: str
    members: Mapping[str, Sequence[UUID]]
    """Key of a variant, a deviation or a step → its cases; `DEVIATING`: all that deviate."""


def of_system(system: ForeignSystem) -> Picture:
    """Return the picture of a foreign system's latest cases."""
    checker = processes.of_system(system)
    cases = _latest(MonitoredCase.objects.filter(source=system.source))
    checkers = {case.pk: checker for case in cases} if checker else {}
    return _picture(cases, checkers, system.process)


def of_item(item_code: str) -> Picture:
    """Return the picture of an item's latest cases; the diagram is of the process that most of them follow."""
    cases = _latest(MonitoredCase.objects.filter(item_code=item_code))
    known = processes.of_cases([case.pk for case in cases])
    most = Counter(known.values()).most_common(1)
    judges = {case: processes.of_ours(process) for case, process in known.items()}
    checkers = {case: judge for case, judge in judges.items() if judge}
    return _picture(cases, checkers, most[0][0] if most else "")


def _latest(cases: QuerySet[MonitoredCase]) -> list[MonitoredCase]:
    """The cases that ran their course here; one entered after the fact has none (D1-008)."""
    return list(cases.exclude(channel=AFTERWARDS).order_by("-received_at", "-pk")[:LATEST])


@dataclass(frozen=True)
class _Judged:
    """A course with its alignment, where its process is known; activities and deviations have their names."""

    course: Course
    alignment: Alignment | None
    names: tuple[str, ...]
    deviations: tuple[tuple[Move, str], ...]


def _picture(cases: list[MonitoredCase], checkers: Mapping[UUID, Checker], process: str) -> Picture:
    chosen = MonitoredCase.objects.filter(pk__in=[case.pk for case in cases])
    judged = [_judge(course, checkers.get(course.case_id)) for course in courses(chosen)]
    aligned = [one.alignment for one in judged if one.alignment]
    members: dict[str, list[UUID]] = defaultdict(list)
    variants = _variants(judged, throughput(cases), members)
    deviations = _deviations(judged, members)
    members[DEVIATING] = [
        one.course.case_id for one in judged if one.alignment and one.alignment.fits is False
    ]
    return Picture(
        cases=len(cases),
        judged=len(aligned),
        deviating=len(members[DEVIATING]),
        undecided=sum(one.fits is None for one in aligned),
        variants=variants,
        deviations=deviations,
        steps=_steps(durations(chosen), judged, checkers, members),
        process=drawn(process),
        members=members,
    )


def _judge(course: Course, checker: Checker | None) -> _Judged:
    if checker is None:
        return _Judged(course, None, course.activities, ())
    alignment = course.align(checker)
    names = tuple(checker.name(activity) for activity in course.activities)
    found = tuple((move, checker.name(move.element or move.activity)) for move in alignment.deviations)
    return _Judged(course, alignment, names, found)


def _variants(
    judged: Iterable[_Judged], seconds: Mapping[UUID, float], members: dict[str, list[UUID]]
) -> list[VariantRow]:
    grouped: dict[tuple[str, ...], list[_Judged]] = defaultdict(list)
    for one in judged:
        grouped[one.names].append(one)
    total = sum(map(len, grouped.values()))
    rows = []
    for names, alike in grouped.items():
        key = _key("variant", *names)
        members[key] = [one.course.case_id for one in alike]
        took = [seconds[one.course.case_id] for one in alike if one.course.case_id in seconds]
        verdicts = {one.alignment.fits if one.alignment else None for one in alike}
        wrong = next((one for one in alike if one.alignment and one.alignment.deviations), None)
        rows.append(
            VariantRow(
                key=key,
                activities=names,
                cases=len(alike),
                share=len(alike) / total,
                seconds=middle(took),
                fits=False if False in verdicts else None if None in verdicts else True,
                deviations=wrong.deviations if wrong else (),
                open=sum(not one.course.complete for one in alike),
            )
        )
    return sorted(rows, key=lambda row: -row.cases)


def _deviations(judged: Sequence[_Judged], members: dict[str, list[UUID]]) -> list[DeviationRow]:
    grouped: dict[tuple[Move, str], list[UUID]] = defaultdict(list)
    for one in judged:
        for deviation in set(one.deviations):
            grouped[deviation].append(one.course.case_id)
    rows = []
    for (move, name), cases in grouped.items():
        key = _key("deviation", *move, name)
        members[key] += cases
        rows.append(DeviationRow(key, move, name, len(cases)))
    return sorted(rows, key=lambda row: (-row.cases, row.key))


def _steps(
    found: Mapping[str, Duration],
    judged: Sequence[_Judged],
    checkers: Mapping[UUID, Checker],
    members: dict[str, list[UUID]],
) -> list[StepRow]:
    """Times by activity; the deviations of an activity are those of the elements that it means."""
    deviating: dict[str, dict[UUID, None]] = defaultdict(dict)
    for one in judged:
        for move, _name in one.deviations:
            deviating[move.element or move.activity][one.course.case_id] = None
    known = set(checkers.values())
    rows = []
    for activity, duration in found.items():
        elements = tuple(
            dict.fromkeys(element for checker in known for element in checker.elements(activity))
        )
        name = next((checker.name(activity) for checker in known if checker.elements(activity)), "")
        wrong = {case: None for element in elements or (activity,) for case in deviating[element]}
        key, wrong_key = _key("step", activity), _key("wrong", activity)
        members[key], members[wrong_key] = list(duration.cases), list(wrong)
        rows.append(StepRow(key, name or duration.name, elements, duration, len(wrong), wrong_key))
    return sorted(rows, key=lambda row: -len(row.duration.cases))


def _key(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]

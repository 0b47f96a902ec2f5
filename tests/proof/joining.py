"""A process of its own for `test_parallel_join`: three offices sign at the same moment, each over its own connection.

`python -m tests.proof.joining N` prepares N cases, lets four processes press the button for each (the heads of
the three offices, and one of them a second time), and prints as JSON what became of the cases.
"""

import json
import multiprocessing
import sys
import time
from collections import Counter
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from uuid import UUID

import django

OFFICES = ("land", "farm", "law")
PATIENCE = 300  # seconds that a process waits for the others


@dataclass(frozen=True)
class Press:
    """One press of a button: what came of it, and when it began and ended (monotonic, seconds)."""

    case_id: UUID
    office: str
    answer: str
    began: float
    ended: float


def prepare(count: int) -> list[UUID]:
    """Make a county with `count` cases in which only the three heads' opinions are missing."""
    from django.db import connection

    from shenpi.apps.casework import acts
    from shenpi.apps.casework.models import Task
    from tests.support import county as counties

    county = counties.build(("parallel",))
    cases = [county.receive() for _ in range(count)]
    for case in cases:
        county.accept(case)
        for task in Task.objects.filter(case=case, act="examine").select_related("holder"):
            acts.examine(case.id, task.id, by=task.holder, verdict="agree")
    connection.close()  # never carried over a fork
    return [case.id for case in cases]


def press(cases: list[UUID], offices: list[str], together: Barrier) -> list[Press]:
    """Sign the preliminary opinion of `offices[i]` on `cases[i]`, at the moment when the other processes do."""
    from shenpi.apps.casework import acts
    from shenpi.apps.casework.models import Task
    from shenpi.apps.errors import Stale
    from shenpi.apps.organisation.models import Person

    heads = {office: Person.objects.get(username=f"{office}.head") for office in OFFICES}
    rows = Task.objects.filter(act="review").values_list("case_id", "office__code", "id")
    tasks = {(case, office): task for case, office, task in rows}
    presses = []
    for case, office in zip(cases, offices, strict=True):
        together.wait(PATIENCE)
        began = time.monotonic()
        try:
            acts.review(case, tasks[case, office], by=heads[office], verdict="agree", text="同意。")
        except Stale:
            answer = "stale"
        else:
            answer = "signed"
        presses.append(Press(case, office, answer, began, time.monotonic()))
    return presses


def race(cases: list[UUID]) -> list[Press]:
    """Let the four processes press for every case; raises what any of them raised."""
    fork = multiprocessing.get_context("fork")
    hands = [[office] * len(cases) for office in OFFICES]
    hands.append([OFFICES[number % len(OFFICES)] for number in range(len(cases))])
    with fork.Manager() as manager, fork.Pool(len(hands)) as pool:
        together = manager.Barrier(len(hands))
        done = pool.starmap_async(press, [(cases, hand, together) for hand in hands])
        return [each for presses in done.get() for each in presses]


def overlapping(presses: list[Press]) -> int:
    """Count the cases in which some two offices' acts ran at the same time."""
    by_case: dict[UUID, list[Press]] = {}
    for each in presses:
        by_case.setdefault(each.case_id, []).append(each)
    return sum(
        any(
            one.began < other.began < one.ended
            for one in group
            for other in group
            if one.office != other.office
        )
        for group in by_case.values()
    )


def faults(case_id: UUID, presses: list[Press]) -> list[str]:
    """Name what is wrong with one case after its offices have signed."""
    from shenpi.apps.casework import queries as casework
    from shenpi.apps.casework import replay, steps
    from shenpi.apps.casework.models import Case
    from shenpi.apps.ledger import queries
    from shenpi.apps.ledger.verification import verify

    case = Case.objects.get(pk=case_id)
    found = replay.differences(case)
    found += [f"{fault.kind} at {fault.seq}" for fault in verify(case_id)]
    open_acts = sorted(case.tasks.values_list("act", flat=True))
    if open_acts != ["decide"]:
        found.append(f"open: {open_acts}")
    opinions = Counter(each.instance for each in casework.opinions(case) if each.element == "review")
    if opinions != dict.fromkeys(steps.variables(case)["offices"], 1):
        found.append(f"opinions: {dict(opinions)}")
    joins = [event.seq for event in queries.events(case_id) if _opens(event.payload, "decide")]
    if len(joins) != 1:
        found.append(f"joined in events {joins}")
    answers = Counter(each.answer for each in presses)
    if answers != {"signed": 3, "stale": 1}:
        found.append(f"answers: {dict(answers)}")
    return found


def _opens(payload: dict, element: str) -> bool:
    return any(step["element"] == element for step in payload["opened"])


def main(count: int) -> None:
    """Run the race and print what came of it."""
    django.setup()
    cases = prepare(count)
    presses = race(cases)
    wrong = {str(case): faults(case, [each for each in presses if each.case_id == case]) for case in cases}
    told = {
        "cases": len(cases),
        "overlapping": overlapping(presses),
        "faults": {case: found for case, found in wrong.items() if found},
    }
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main(int(sys.argv[1]))

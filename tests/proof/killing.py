"""Workers of supervision that die at any moment, by SIGKILL: run on a machine of their own, with Django ready.

The machine's process has no threads, pages or servers of other tests: what it forks is a worker and nothing else.
"""

import os
import signal
import time
import traceback
from datetime import timedelta
from random import Random
from typing import Any

from django.db import connection, connections
from django.db.models import Exists, OuterRef

from shenpi.apps import timekeeping
from shenpi.apps.exchange import outgoing
from shenpi.apps.exchange.consumption import consume
from shenpi.apps.exchange.models import InboxMessage, State
from shenpi.apps.supervision import recording, sealing, signals
from shenpi.apps.supervision.models import MonitoredEvent, MonitoredStep, WarningRecord
from shenpi.apps.supervision.recounting import differences
from shenpi.apps.supervision.signal_queries import standing
from shenpi.core import contracts
from tests.apps.supervision.messages import Story
from tests.apps.supervision.sample import NOW

CASES, KILLS = 32, 12
LATER = NOW + timedelta(days=40)


def storm() -> dict[str, Any]:
    """Watch the same cases in peace and by workers that are killed; return what came of both."""
    rng = Random(20261123)
    with timekeeping.at(LATER):
        tell("calm")
        begun, steps = time.monotonic(), 1
        while step():
            steps += 1
        moment, share = (
            (time.monotonic() - begun) / steps,
            steps / KILLS,
        )  # so that all die at work, on any machine
        tell("storm")
        crew = 2 if connection.vendor == "postgresql" else 1  # SQLite has one worker
        struck = sum(stormy(crew, rng.uniform(0, share), rng.uniform(0, moment)) for _kill in range(KILLS))
        ends = [os.waitpid(pid, 0)[1] for pid in started(crew)[0]]
    return {
        "struck": struck,
        "ends": ends,
        "waiting": InboxMessage.objects.exclude(state=State.DONE).count(),
        "calm": outcome("calm"),
        "storm": outcome("storm"),
        "differences": [str(fault) for fault in differences()],
        "unsealed": [str(fault) for fault in sealing.verify()],
    }


def tell(weather: str) -> None:
    """Put the messages of all cases into the inbox: open and late, answered late, with a second correction."""
    for number in range(CASES):
        story = Story(f"{weather} {number}", number=f"{weather} {number}")
        story.received(opened=[f"{weather} {number} 受理"])
        if number % 2:
            told = contracts.moment(story.at)
            story.tell("case.accepted", accepted_at=told, opened=[f"{weather} {number} 主办"])
            story.at += timedelta(days=number)
            story.tell("case.decided", ended=f"{weather} {number} 主办", outcome="refused")
        outgoing.post(("supervision", message) for message in story.messages)


def step() -> int:
    """Do a little of a worker's work; returns how much there was."""
    return consume(limit=7) + signals.look(limit=3) + recording.record_red_steps(limit=3)


def stormy(crew: int, steps: float, seconds: float) -> bool:
    """Kill workers a moment after they have begun so many steps; tells whether one was still at work."""
    pids, heard = started(crew)
    for _step in range(1 + int(steps)):
        os.read(heard, 1)
    time.sleep(seconds)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    ends = [os.waitpid(pid, 0)[1] for pid in pids]
    os.close(heard)
    return signal.SIGKILL in ends


def started(crew: int) -> tuple[list[int], int]:
    """Start workers, each with a connection of its own; return them and where a sign is heard for each step begun."""
    heard, said = os.pipe()
    connections.close_all()  # ours may be none of their business
    pids = [fork(said) for _worker in range(crew)]
    os.close(said)
    return pids, heard


def fork(said: int) -> int:
    """Start a worker."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        while os.write(said, b".") and step():
            pass
        code = 0
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(code)


def outcome(weather: str) -> list[str]:
    """Return what came of the cases: events, standing signals and records, each as often as it is there.

    A card or record that a look between two messages of a case gave, and the second one disproved, does not stand.
    """
    found = []
    in_time = MonitoredStep.objects.filter(task_id=OuterRef("task_id"), ended_at__lte=OuterRef("due_at"))
    for rows, case, told in (
        (MonitoredEvent.objects.all(), "case__number", ("seq",)),
        (standing(), "case_number", ("rule", "level", "since", "person_name")),
        (WarningRecord.objects.exclude(Exists(in_time)), "case_number", ("turned_red_at", "person_name")),
    ):
        of = rows.filter(**{f"{case}__startswith": f"{weather} "}).values_list(case, *told)
        found += [f"{rows.model.__name__} {row[0].split()[1]} {row[1:]}" for row in of]
    return sorted(found)

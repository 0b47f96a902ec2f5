"""A county's year under a simulated clock: lives that go on when their time comes, and the night that follows each day.

A life is a generator: it acts, and yields the moment at which it goes on. At every moment messages travel and the
rules look, as the workers of a running system would; at random a worker is killed in the middle of its work.
"""

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from unittest.mock import patch

from shenpi.apps import timekeeping
from shenpi.apps.casework import sweeps
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.supervision import beside, recording, sealing, signals, tallies
from shenpi.apps.supervision.matters import overdue, watching

Course = Iterator[datetime]
NIGHT = timedelta(days=1)
WORK: tuple[Callable[[], object], ...] = (
    sweeps.sweep,
    settle,
    signals.sweep,
    recording.sweep,
    beside.sweep,
    overdue.sweep,
    watching.sweep,
)
"""What the workers of an installation do, again and again."""


@dataclass
class Life:
    """Something that happens in the year, and the signals that must follow from it: rule → levels, and no others.

    `subject`: what its signals are about, known once it has begun.
    """

    name: str
    begins: datetime
    course: Callable[["Life"], Course]
    expected: dict[str, tuple[str, ...]] = field(default_factory=dict)
    subject: str = ""


def live(lives: list[Life], begins: datetime, ends: datetime, rng: Random) -> int:
    """Let the lives run from `begins` to `ends`; return how often a worker was killed."""
    order, killed = count(), 0
    queue = [(life.begins, next(order), life.course(life)) for life in lives]
    heapq.heapify(queue)
    night = begins
    while night < ends:
        night += NIGHT
        while queue and queue[0][0] < night:
            at, _place, course = heapq.heappop(queue)
            with timekeeping.at(at):
                again = next(course, None)
                killed += work(rng)
            if again is not None:
                heapq.heappush(queue, (again, next(order), course))
        with timekeeping.at(night):
            killed += work(rng)
    return killed


def work(rng: Random) -> int:
    """Do what is due; now and then a worker dies half-way through and another one takes over. Returns the deaths."""
    deaths = 0
    for job in WORK:
        if rng.random() < 0.05:
            with dying():
                try:
                    job()
                except KeyboardInterrupt:
                    deaths += 1
        job()
    return deaths


@contextmanager
def dying() -> Iterator[None]:
    """Let whoever is about to seal records or to write tallies die at that very point."""

    def die(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with patch.object(sealing, "seal", die), patch.object(tallies, "write", die):
        yield


def later(days: int, hour: int = 10) -> datetime:
    """Return the moment so many working days from now at this hour (0: later today)."""
    today = timekeeping.local(timekeeping.now()).date()
    day = timekeeping.calendar().add_working_days(today, days) if days else today
    return datetime(day.year, day.month, day.day, hour, tzinfo=timekeeping.SHANGHAI)

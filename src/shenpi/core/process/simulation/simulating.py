"""The simulation: events in the order of their moments, each a firing of the net that the engine runs.

Discrete events on a heap. Everything random of a case comes from generators of its own, one for each
step: two setups with the same seed send the same cases through different offices (common random
numbers), and nothing depends on the order in which events are handled.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial
from heapq import heappop, heappush

from shenpi.core.process.errors import EndlessFiring, StepNotOpen
from shenpi.core.process.limits import runs_out
from shenpi.core.process.net import Step
from shenpi.core.process.running import Firing, Net
from shenpi.core.process.simulation.assuming import assumed
from shenpi.core.process.simulation.cases import Case, Job
from shenpi.core.process.simulation.durations import stream
from shenpi.core.process.simulation.hours import moment, second
from shenpi.core.process.simulation.office import Office
from shenpi.core.process.simulation.queues import Pool
from shenpi.core.process.simulation.recording import Record
from shenpi.core.process.simulation.result import SimulationResult
from shenpi.core.process.simulation.setup import Setup
from shenpi.core.worktime import BadLimit, Calendar

FIRINGS_LIMIT = 1_000
"""Firings of one case; more can only be verdicts that never let it end."""

_FINISH, _MESSAGE, _ARRIVE, _WAKE, _TIMER = range(5)
"""What comes first at the same moment: at its very limit a step is still in time."""

Progress = Callable[[int, int], None]
Course = Generator[int, None, SimulationResult]
"""Yields how many cases are over; returns the result."""


def simulate(
    net: Net, setup: Setup, *, progress: Progress | None = None, calendar: Calendar | None = None
) -> SimulationResult:
    """Send `setup.cases` cases through a process and measure queues, dwell times and lateness.

    The same net, setup and calendar give the same result on every machine. `progress` is told how
    many cases are over, of how many. Raises `BadInput` for a setup that does not fit the process,
    `ProcessError` when a case cannot go on, `OutOfRange` beyond the calendar.
    """
    running = course(net, setup, calendar=calendar)
    while True:
        try:
            over = next(running)
        except StopIteration as end:
            result: SimulationResult = end.value
            return result
        if progress is not None:
            progress(over, setup.cases)


def course(net: Net, setup: Setup, *, calendar: Calendar | None = None) -> Course:
    """Simulate as `simulate` does, for who wants to look on and may leave before the end."""
    return Simulation(net, setup, calendar or Calendar.load()).run()


class Simulation:
    """A run in progress."""

    def __init__(self, net: Net, setup: Setup, calendar: Calendar) -> None:
        self.setup = setup
        self.calendar = calendar
        self.known = assumed(net, setup)
        self.net = self.known.net
        self.office = Office(setup, self.known, calendar)
        self.record = Record(net.model, setup)
        self.now = 0
        self._heap: list[tuple[int, int, int, Callable[[int], None]]] = []
        self._numbers = 0

    def run(self) -> Course:
        """Handle events until none is left or the time is over."""
        self._expect(self.office.arrivals(), 0)
        told = 0
        while self._heap and self._heap[0][0] <= self.office.until:
            self.now, _kind, number, happen = heappop(self._heap)
            happen(number)
            if self.record.over > told:
                told = self.record.over
                yield told
        return self.record.result(self.office, self.known.notes, self.now)

    def _plan(self, at: int, kind: int, happen: Callable[[int], None]) -> int:
        """Let something happen at a moment; it is told the number returned here."""
        self._numbers += 1
        heappush(self._heap, (at, kind, self._numbers, happen))
        return self._numbers

    # -- cases come

    def _expect(self, arrivals: Iterator[int], index: int) -> None:
        at = next(arrivals, None) if index < self.setup.cases else None
        if at is not None:
            self._plan(at, _ARRIVE, partial(self._arrive, arrivals, index))

    def _arrive(self, arrivals: Iterator[int], index: int, _number: int) -> None:
        self._expect(arrivals, index + 1)
        case = Case(index, self.now, self.known.values(stream(self.setup.seed, index)))
        self.record.arrived(case)
        self._apply(case, self.net.start(self._values(case, Step("")), self.setup.event))

    # -- and are worked on

    def _apply(self, case: Case, firing: Firing, freed: Iterable[Pool] = ()) -> None:
        case.marking = firing.marking
        case.firings += 1
        if case.firings > FIRINGS_LIMIT:
            raise EndlessFiring("", "endless_case", "办件始终无法办结", "a case never comes to an end")
        touched = dict.fromkeys(freed)
        for step in firing.closed:
            job = case.jobs.pop(step, None)
            if job is not None:
                job.pool.drop(job, self.now)
                self.record.taken_away(job, self.now)
                touched[job.pool] = None
        for step in firing.opened:
            touched[self._open(case, step)] = None
        self._set_timers(case, firing)
        self._await(case)
        for pool in touched:
            self._dispatch(pool)
        if firing.ended:
            self.record.ended(case, self.now, firing.path)

    def _open(self, case: Case, step: Step) -> Pool:
        work, random = self.known.steps[step.element_id], case.stream(self.setup.seed, step)
        service = work.takes.draw(random)
        verdict = str(work.verdicts.draw(random)) if work.verdicts else ""
        pool = self.office.pool(work.staff, step.instance)
        due = self.office.due(self.net.model.node[step.element_id], case.values, self.now)
        job = Job(case, step, pool, self.now, due, service, verdict)
        case.jobs[step] = job
        self.record.opened(job)
        pool.enqueue(job)
        return pool

    def _dispatch(self, pool: Pool, _number: int = 0) -> None:
        """Give work to whoever is free; if the office is closed, come back when it opens."""
        while (job := pool.begin(self.now)) is not None:
            self.record.begun(job)
            self._plan(pool.finish(job), _FINISH, partial(self._finish, job))
        opening = pool.opening(self.now)
        if opening is not None:
            self._plan(opening, _WAKE, partial(self._dispatch, pool))

    def _finish(self, job: Job, _number: int) -> None:
        if job.gone:
            return
        case = job.case
        del case.jobs[job.step]
        job.pool.release(job, self.now)
        self.record.done(job, self.now)
        values = self._values(case, job.step)
        if job.verdict:
            values = {**values, "verdict": job.verdict}
        self._apply(case, self.net.complete(case.marking, job.step, values), [job.pool])

    def _values(self, case: Case, cause: Step) -> dict[str, object]:
        """What conditions may ask in a firing; chance decides anew in each, whatever else goes on."""
        if not self.known.chances:
            return case.values
        random = case.stream(self.setup.seed, Step(f"{cause.element_id}:branch", cause.instance))
        return {**case.values, **{name: each.draw(random) for name, each in self.known.chances.items()}}

    # -- or something happens to them

    def _set_timers(self, case: Case, firing: Firing) -> None:
        for step in firing.disarmed:
            case.timers.pop(step, None)
        for step in firing.armed:
            node = self.net.model.node[step.element_id]
            try:
                due = runs_out(node, case.values, moment(self.now), self.calendar)
            except BadLimit:
                due = None
            if due is not None:
                at = max(self.now, second(due))
                case.timers[step] = self._plan(at, _TIMER, partial(self._ring, case, step))

    def _ring(self, case: Case, step: Step, number: int) -> None:
        if case.timers.get(step) == number:
            self._apply(case, self.net.timer(case.marking, step, self._values(case, step)))

    def _await(self, case: Case) -> None:
        """Decide of each message awaited anew whether and when it will come."""
        if not self.known.messages:
            return
        awaited = self.net.awaited(case.marking)
        case.awaited = {name: number for name, number in case.awaited.items() if name in awaited}
        for name in awaited:
            told = self.known.messages.get(name)
            if told is None or name in case.awaited:
                continue
            random = case.stream(self.setup.seed, Step("", name))
            comes, after = random.random() < told.chance, told.after.draw(random)
            receive = partial(self._receive, case, name)
            case.awaited[name] = self._plan(self.now + after, _MESSAGE, receive) if comes else 0

    def _receive(self, case: Case, name: str, number: int) -> None:
        if case.awaited.get(name) != number:
            return
        del case.awaited[name]
        self._apply(case, self._message(case, name))

    def _message(self, case: Case, name: str) -> Firing:
        """Deliver a message; inside a multi-instance activity to the first office that waits for it."""
        values = self._values(case, Step(name))
        offices = sorted({office for _place, office in case.marking.tokens if office is not None})
        for office in offices:
            try:
                return self.net.message(case.marking, name, values, office)
            except StepNotOpen:
                continue
        return self.net.message(case.marking, name, values)

"""What is noted while a simulation runs, and what is made of it at the end."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from shenpi.core.process.elements import Kind, Node
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.simulation.cases import FAR, Case, Job
from shenpi.core.process.simulation.hours import DAY, Hours, moment
from shenpi.core.process.simulation.office import Office
from shenpi.core.process.simulation.queues import Length
from shenpi.core.process.simulation.result import (
    CaseStatistics,
    Queue,
    QueueDay,
    SimulationResult,
    StaffStatistics,
    StepStatistics,
    Summary,
)
from shenpi.core.process.simulation.setup import Setup


class _Step:
    """The notes of one step; times in seconds."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.opened = 0
        self.taken_away = 0
        self.waiting: list[int] = []
        self.service: list[int] = []
        self.dwell: list[int] = []
        self.overdue: list[int] = []
        self.limited = 0
        self.length = Length()
        self.staff = ""


class Record:
    """Notes on steps and cases; the first `ignore_first` cases are left out of all but the queues."""

    def __init__(self, model: ProcessModel, setup: Setup) -> None:
        self.setup = setup
        self.model = model
        self.steps = {node.id: _Step(node) for node in model.steps()}
        self.come = 0
        self.over = 0
        self.cases: list[tuple[int, int]] = []
        self.ends: Counter[str] = Counter()
        self._ends = {node.id for node in model.nodes if node.kind is Kind.END}

    def arrived(self, _case: Case) -> None:
        """A case came."""
        self.come += 1

    def opened(self, job: Job) -> None:
        """A step opened and waits."""
        noted = self.steps[job.step.element_id]
        noted.length.change(job.opened, 1)
        noted.staff = job.pool.name
        noted.opened += self._counts(job.case)

    def begun(self, job: Job) -> None:
        """Somebody begins a step."""
        self.steps[job.step.element_id].length.change(job.begun, -1)

    def taken_away(self, job: Job, at: int) -> None:
        """A step was interrupted."""
        noted = self.steps[job.step.element_id]
        if job.begun == FAR:
            noted.length.change(at, -1)
        noted.taken_away += self._counts(job.case)

    def done(self, job: Job, at: int) -> None:
        """A step is completed."""
        if not self._counts(job.case):
            return
        noted, hours = self.steps[job.step.element_id], job.pool.hours
        noted.waiting.append(hours.worked(job.begun) - hours.worked(job.opened))
        noted.service.append(job.service)
        noted.dwell.append(at - job.opened)
        noted.limited += job.due != FAR
        if at > job.due:
            noted.overdue.append(at - job.due)

    def ended(self, case: Case, at: int, path: Sequence[str]) -> None:
        """A case is over."""
        self.over += 1
        if self._counts(case):
            self.cases.append((case.begun, at))
            last = next((each for each in reversed(path) if each in self._ends), "")
            self.ends[last] += 1

    def result(self, office: Office, notes: Sequence[tuple[str, str]], until: int) -> SimulationResult:
        """The statistics of everything noted."""
        return SimulationResult(
            process=self.setup.process or self.model.processes[0].key or self.model.processes[0].id,
            seed=self.setup.seed,
            started=moment(office.start),
            stopped=moment(until),
            come=self.come,
            over=self.over,
            ignored=min(self.setup.ignore_first, self.come),
            ends=dict(sorted(self.ends.items())),
            cases=self._cases(office),
            steps=tuple(self._step(noted, office, until) for noted in self.steps.values()),
            staff=tuple(self._staff(office, until)),
            assumed=tuple(notes),
        )

    def _counts(self, case: Case) -> bool:
        return case.index >= self.setup.ignore_first

    def _cases(self, office: Office) -> CaseStatistics:
        hours, promised = office.hours(None), self.setup.promised
        late = [
            at - due for begun, at in self.cases if promised and at > (due := office.ends(promised, begun))
        ]
        return CaseStatistics(
            dwell=Summary.of([at - begun for begun, at in self.cases]),
            worked=Summary.of([hours.worked(at) - hours.worked(begun) for begun, at in self.cases]),
            working_day=hours.per_day,
            promised=promised,
            late=len(late),
            overdue=Summary.of(late),
        )

    def _step(self, noted: _Step, office: Office, until: int) -> StepStatistics:
        hours = office.hours(office.known.staff[noted.staff].hours) if noted.staff else office.hours(None)
        return StepStatistics(
            element=noted.node.id,
            name=noted.node.name or noted.node.id,
            staff=noted.staff or noted.node.duties.role,
            opened=noted.opened,
            completed=len(noted.dwell),
            taken_away=noted.taken_away,
            waiting=Summary.of(noted.waiting),
            service=Summary.of(noted.service),
            dwell=Summary.of(noted.dwell),
            limited=noted.limited,
            overdue=Summary.of(noted.overdue),
            queue=queue(noted.length, hours, office.start, until),
        )

    def _staff(self, office: Office, until: int) -> list[StaffStatistics]:
        found = []
        for pool in office.pools.values():
            length = queue(pool.length, pool.hours, office.start, until)
            time = pool.hours.worked(until) - pool.hours.worked(office.start)
            desks = pool.staff.count
            busy = pool.worked / (time * desks) if desks and time else None
            found.append(StaffStatistics(pool.name, pool.office, desks, pool.worked, busy, length))
        return found


def queue(length: Length, hours: Hours, start: int, until: int) -> Queue:
    """A queue's mean length over working hours, its greatest, and the same day by day."""
    days: dict[int, list[int]] = {}
    total, at, count = 0, start, 0
    for then, after in [*length.changes, (until, 0)]:
        while at < then:
            day = at // DAY
            end = min(then, (day + 1) * DAY)
            worked = hours.worked(end) - hours.worked(at)
            noted = days.setdefault(day, [0, 0, 0])
            noted[0] += worked * count
            noted[1] += worked
            if worked:
                noted[2] = max(noted[2], count)
            total += worked * count
            at = end
        count = after
    time = hours.worked(until) - hours.worked(start)
    return Queue(
        mean=total / time if time else 0.0,
        largest=max((after for _at, after in length.changes), default=0),
        area=total,
        days=tuple(
            QueueDay(date.fromordinal(day), area / worked, largest)
            for day, (area, worked, largest) in sorted(days.items())
            if worked
        ),
    )

"""A queue and the people who work it off."""

from heapq import heappop, heappush

from shenpi.core.process.simulation.cases import FAR, Job
from shenpi.core.process.simulation.hours import Hours
from shenpi.core.process.simulation.setup import Staff


class Length:
    """How long a queue was, change by change."""

    def __init__(self) -> None:
        self.now = 0
        self.changes: list[tuple[int, int]] = []

    def change(self, at: int, by: int) -> None:
        """The queue grows or shrinks; what happens at one moment is one change."""
        self.now += by
        if self.changes and self.changes[-1][0] == at:
            self.changes[-1] = (at, self.now)
        else:
            self.changes.append((at, self.now))


class Pool:
    """People who share a queue. A job waits in it while nobody is free or the office is closed."""

    def __init__(self, name: str, office: str, staff: Staff, hours: Hours) -> None:
        self.name = name
        self.office = office
        self.staff = staff
        self.hours = hours
        self.free = staff.count
        self.length = Length()
        self.worked = 0
        """Seconds of work done by all together."""
        self._queue: list[tuple[int, int, Job]] = []
        self._order = 0
        self._opening = -1

    def enqueue(self, job: Job) -> None:
        """A job joins the queue: by its due moment if that counts, else by when it came."""
        self._order += 1
        heappush(self._queue, (job.due if self.staff.due_first else 0, self._order, job))
        self.length.change(job.opened, 1)

    def begin(self, at: int) -> Job | None:
        """Begin the next job, if somebody is free and the office open; None otherwise."""
        while self._queue and self._queue[0][2].gone:
            heappop(self._queue)
        if not self._queue or self.free == 0 or self.hours.opening(at) != at:
            return None
        job = heappop(self._queue)[2]
        job.begun = at
        if self.free is not None:
            self.free -= 1
        self.length.change(at, -1)
        return job

    def opening(self, at: int) -> int | None:
        """When the office opens, told once to whoever has a job waiting for it."""
        opening = self.hours.opening(at)
        if opening in (at, self._opening) or not self.length.now:
            return None
        self._opening = opening
        return opening

    def finish(self, job: Job) -> int:
        """When a job begun now will be done."""
        return max(job.begun, self.hours.reached(self.hours.worked(job.begun) + job.service))

    def release(self, job: Job, at: int) -> None:
        """A job that was begun is over, done or taken away."""
        self.worked += self.hours.worked(at) - self.hours.worked(job.begun)
        if self.free is not None:
            self.free += 1

    def drop(self, job: Job, at: int) -> None:
        """A job is taken away, from the queue or from somebody's desk."""
        job.gone = True
        if job.begun == FAR:
            self.length.change(at, -1)
        else:
            self.release(job, at)

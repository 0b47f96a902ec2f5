"""One case played through: the marking, the moment, and what is open until when."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shenpi.core.process.limits import limit_of, runs_out
from shenpi.core.process.net import Step
from shenpi.core.process.running import Firing, Net
from shenpi.core.process.scenarios.scenario import Doing, Entry, Scenario
from shenpi.core.worktime import CHINA, FIRST, LAST, Calendar, Limit, OutOfRange, Unit, local_day

APPLICANT = "applicant"
"""The role whose step is announced by its document; an office's step makes its document when done."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A step that is open: its limit and when it is due (None without a limit)."""

    limit: Limit | None
    due: datetime | None


@dataclass(slots=True)
class Happened:
    """What one entry did, timers that went off meanwhile included."""

    path: list[str] = field(default_factory=list)
    services: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    closed: list[Step] = field(default_factory=list)
    """Steps taken away without being completed."""
    fired: list[Step] = field(default_factory=list)
    """Timers that went off by themselves."""
    completed: Step | None = None
    late: bool = False


class Played:
    """A case under way. Every change is a firing of the net."""

    def __init__(self, net: Net, scenario: Scenario, calendar: Calendar) -> None:
        self.net = net
        self.calendar = calendar
        self.now = scenario.start
        self.values: dict[str, object] = dict(scenario.case)
        self.open: dict[Step, Opened] = {}
        self.timers: dict[Step, datetime | None] = {}
        self.ended = False
        self.done = Happened()

    def begin(self, event: str) -> Happened:
        """Start the process at a start event ('' when there is no choice)."""
        self.done = Happened()
        self._apply(self.net.start(self.values, event))
        return self.done

    def play(self, entry: Entry, target: Step) -> Happened:
        """Let time pass to the entry's moment, then do what it says. Raises `ProcessError`, `WorktimeError`."""
        self.done = Happened()
        self.pass_time(self.moment(entry, target), target if entry.doing is Doing.TIMER else None)
        self.values |= entry.changes
        match entry.doing:
            case Doing.STEP:
                self._complete(target, entry.verdict)
            case Doing.MESSAGE:
                name, office = target
                self._apply(self.net.message(self.marking, name, self.values, office))
            case Doing.TIMER:
                self._apply(self.net.timer(self.marking, target, self.values))
        return self.done

    def moment(self, entry: Entry, target: Step) -> datetime:
        """When the entry happens; a timer without a moment of its own, when it runs out."""
        if entry.at is not None:
            return entry.at
        if entry.after is not None:
            return later(self.calendar, self.now, entry.after)
        if entry.doing is Doing.TIMER:
            return self.timers.get(target) or self.now
        return self.now

    def pass_time(self, until: datetime, but: Step | None) -> None:
        """Let the timers that run out before `until` go off, in order of their moments."""
        while True:
            due = [(moment, step) for step, moment in self.timers.items() if moment and step != but]
            first = min(due, default=None, key=lambda pair: pair[0])
            if first is None or first[0] >= until:
                break
            self.now = max(self.now, first[0])
            self.done.fired.append(first[1])
            self._apply(self.net.timer(self.marking, first[1], self.values))
        self.now = until

    def _complete(self, step: Step, verdict: str) -> None:
        opened = self.open.get(step)
        values = {**self.values, "verdict": verdict} if verdict else self.values
        firing = self.net.complete(self.marking, step, values)
        self.done.completed = step
        self.done.late = bool(opened and opened.due and self.now > opened.due)
        self._document(step.element_id, office=True)
        self._apply(firing)

    def _apply(self, firing: Firing) -> None:
        self.marking = firing.marking
        self.ended = firing.ended
        self.done.path += firing.path
        for step in firing.closed:
            del self.open[step]
            if step != self.done.completed:
                self.done.closed.append(step)
        for step in firing.disarmed:
            del self.timers[step]
        for service in firing.services:
            self.done.services.append(service)
            self._document(service, office=True)
        for step in firing.opened:
            self._document(step.element_id, office=False)
            limit = limit_of(self.net.model.node[step.element_id].duties.limit, self.values)
            self.open[step] = Opened(limit, self.calendar.due(self.now, limit) if limit else None)
        for step in firing.armed:
            node = self.net.model.node[step.element_id]
            self.timers[step] = runs_out(node, self.values, self.now, self.calendar)

    def _document(self, element: str, *, office: bool) -> None:
        duties = self.net.model.node[element].duties
        if duties.document and (duties.role != APPLICANT) is office:
            self.done.documents.append(duties.document)


def later(calendar: Calendar, moment: datetime, after: Limit) -> datetime:
    """The moment that much later; days and months keep the hour, working days end on a working day.

    Raises OutOfRange.
    """
    moment = _later(calendar, moment, after)
    if local_day(moment) > LAST:
        raise OutOfRange(FIRST, LAST)
    return moment


def _later(calendar: Calendar, moment: datetime, after: Limit) -> datetime:
    if after.unit is Unit.HOURS:
        return moment + timedelta(hours=after.amount)
    here = moment.astimezone(CHINA)
    if after.unit is Unit.CALENDAR_DAYS:
        return here + timedelta(days=after.amount)
    if after.unit is Unit.WORKING_DAYS:
        day = calendar.add_working_days(here.date(), after.amount)
    else:
        day = calendar.due(moment, after).astimezone(CHINA).date()
    return datetime.combine(day, here.time(), CHINA)

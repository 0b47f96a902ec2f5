"""Running a scenario: its entries are fired on the very net that the engine runs."""

from functools import cache

from shenpi.core.process.errors import ProcessError
from shenpi.core.process.naming import Names, written
from shenpi.core.process.net import Step
from shenpi.core.process.running import Net
from shenpi.core.process.scenarios import result
from shenpi.core.process.scenarios.comparing import Comparison
from shenpi.core.process.scenarios.played import Happened, Played
from shenpi.core.process.scenarios.scenario import Doing, Entry, Scenario
from shenpi.core.worktime import Calendar, WorktimeError

_SAID = {
    Doing.STEP: ("办理", "completing"),
    Doing.MESSAGE: ("收到", "the message"),
    Doing.TIMER: ("到期", "the timer"),
    Doing.WAIT: ("等待", "waiting"),
}


@cache
def shipped_calendar() -> Calendar:
    """The shipped working-day calendar, for callers that have none of their own."""
    return Calendar.load()


def run(net: Net, scenario: Scenario, *, calendar: Calendar | None = None) -> result.ScenarioResult:
    """Play a scenario and compare; what the process refuses unexpectedly ends it, as a difference."""
    return _Running(net, scenario, calendar or shipped_calendar()).result()


class _Running:
    def __init__(self, net: Net, scenario: Scenario, calendar: Calendar) -> None:
        self.scenario = scenario
        self.names = Names(net.model)
        self.played = Played(net, scenario, calendar)
        self.compare = Comparison(self.names, self.played)
        self.happened: list[Happened] = []
        self.log: list[result.Line] = []

    def result(self) -> result.ScenarioResult:
        try:
            self._play()
        except (ProcessError, WorktimeError) as error:
            self.compare.refused(error, "")
        return result.ScenarioResult(self.scenario.name, tuple(self.compare.found), tuple(self.log))

    def _play(self) -> None:
        scenario = self.scenario
        begun = self.played.begin(self.names.find(scenario.event) if scenario.event else "")
        self._note(begun)
        self.compare.entry(Entry(Doing.START, expect=scenario.begin), begun)
        for place, entry in enumerate(scenario.run, start=1):
            self._entry(place, entry)
        self.compare.after(len(scenario.run) + 1, "全部办理后", "At the end")
        path = [element for done in self.happened for element in done.path]
        self.compare.ending(scenario.end, path, scenario.start, self.happened)

    def _entry(self, place: int, entry: Entry) -> None:
        target = self._target(entry)
        zh, en = _SAID[entry.doing]
        name = self.names.model.names.get(target.element_id, target.element_id)
        where = f"（{target.instance}）" if target.instance else ""
        self.compare.after(
            place, f"第 {place} 步{zh}“{name}”{where}", f"Entry {place}, {en} {written(target)!r}"
        )
        self._check(entry, target)
        try:
            done = self.played.play(entry, target)
        except ProcessError as error:
            if entry.expect.refused is None:
                raise
            if entry.expect.refused not in ("", error.code):
                self.compare.refused(error, entry.expect.refused)
            self._note(self.played.done)
            return
        self._note(done, entry.verdict)
        if entry.expect.refused is not None:
            wanted = entry.expect.refused
            what = ("是否被拒绝", "refused")
            self.compare.say(
                "refused", what, (wanted or "是", wanted or "yes"), ("否", "no"), [target.element_id]
            )
        self.compare.entry(entry, done)

    def _target(self, entry: Entry) -> Step:
        match entry.doing:
            case Doing.STEP:
                return self.names.step(entry.target)
            case Doing.MESSAGE:
                return self.names.message(entry.target)
            case Doing.TIMER:
                return self.names.timer(entry.target)
        return Step("")

    def _check(self, entry: Entry, target: Step) -> None:
        """Who acts, with which verdict, and when: what the diagram says of it."""
        node = self.names.model.node.get(target.element_id)
        when = self.played.moment(entry, target)
        if when < self.played.now:
            what = ("时刻不早于", "the moment, at the earliest,")
            self.compare.tell("moment", what, result.shown(self.played.now), result.shown(when))
        due = self.played.timers.get(target) if entry.doing is Doing.TIMER else None
        if due and when < due:
            what = ("定时到期时刻", "the moment the timer runs out")
            self.compare.tell("timer", what, result.shown(due), result.shown(when), target.element_id)
        if node is None or entry.doing is not Doing.STEP:
            return
        duties = node.duties
        if entry.by and entry.by != duties.role:
            self.compare.tell("role", ("办理角色", "the role"), entry.by, duties.role or "—", node.id)
        if entry.verdict and duties.verdicts and entry.verdict not in duties.verdicts:
            verdicts = " | ".join(duties.verdicts)
            self.compare.tell("verdict", ("可选结论", "the verdict"), verdicts, entry.verdict, node.id)

    def _note(self, done: Happened, verdict: str = "") -> None:
        self.happened.append(done)
        said = f"{done.completed.element_id}={verdict}" if done.completed and verdict else ""
        open_now = tuple(map(written, self.played.open))
        self.log.append(result.Line(self.played.now, tuple(done.path), open_now, said))

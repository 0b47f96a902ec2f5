"""Expected against actual, one difference for each expectation that is not met."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from shenpi.core.process.elements import Kind
from shenpi.core.process.errors import ProcessError
from shenpi.core.process.naming import Names, written
from shenpi.core.process.net import Step
from shenpi.core.process.scenarios.played import Happened, Played
from shenpi.core.process.scenarios.result import Difference, listed, shown
from shenpi.core.process.scenarios.scenario import Ending, Entry, Expectation
from shenpi.core.worktime import Limit, WorktimeError, local_day


class Comparison:
    """Gathers the differences of one scenario; `place` and `zh`, `en` say after which entry."""

    def __init__(self, names: Names, played: Played) -> None:
        self.names = names
        self.played = played
        self.found: list[Difference] = []
        self.place = 0
        self.zh, self.en = "开始", "Start"

    def after(self, place: int, zh: str, en: str) -> None:
        """From now on differences belong to this entry."""
        self.place, self.zh, self.en = place, zh, en

    def tell(self, kind: str, what: tuple[str, str], expected: str, actual: str, *elements: str) -> None:
        """Note a difference; `what` is its subject in Chinese and English."""
        self.say(kind, what, (expected, expected), (actual, actual), elements)

    def say(
        self,
        kind: str,
        what: tuple[str, str],
        expected: tuple[str, str],
        actual: tuple[str, str],
        elements: Iterable[str],
    ) -> None:
        """Note a difference whose two sides read differently in Chinese and English."""
        zh = f"{self.zh}，{what[0]}应为：{expected[0]}；实际为：{actual[0]}"
        en = f"{self.en}, {what[1]} should be: {expected[1]}; is: {actual[1]}"
        self.found.append(Difference(self.place, kind, expected[1], actual[1], tuple(elements), zh, en))

    def refused(self, error: ProcessError | WorktimeError, expected: str) -> None:
        """Note that the process refused what the scenario does, or for another reason than it expects."""
        elements = tuple(filter(None, (getattr(error, "element_id", ""),)))
        zh, en = (
            f"{self.zh}被拒绝：{error.zh}（{error.code}）",
            f"{self.en} was refused: {error.en} ({error.code})",
        )
        if expected:
            zh, en = f"{zh}，应为：{expected}", f"{en}; should be: {expected}"
        self.found.append(Difference(self.place, "refusal", expected, error.code, elements, zh, en))

    def entry(self, entry: Entry, done: Happened) -> None:
        """Compare what an entry did with what it expects."""
        expect, played = entry.expect, self.played
        self._steps("open", ("打开的环节", "the open steps"), expect.open, played.open)
        self._steps("closed", ("被中止的环节", "the steps taken away"), expect.closed, done.closed)
        self._steps("timers", ("运行中的定时", "the running timers"), expect.timers, played.timers)
        self._elements("services", ("自动办理", "the services"), expect.services, done.services)
        self._documents(expect.documents, done.documents)
        self._limits(expect)
        if expect.late is not None and expect.late != done.late:
            self.say("late", ("是否超期", "late"), _truth(expect.late), _truth(done.late), ())
        if expect.ended is not None and expect.ended != played.ended:
            self.say("ended", ("是否结束", "ended"), _truth(expect.ended), _truth(played.ended), ())

    def ending(self, end: Ending, path: Sequence[str], start: datetime, happened: Sequence[Happened]) -> None:
        """Compare how the case stands after the last entry with how it should have ended."""
        played = self.played
        if end.ended != played.ended:
            still = tuple(step.element_id for step in played.open)
            self.say("end", ("是否结束", "ended"), _truth(end.ended), _truth(played.ended), still)
            return
        ends = [each for each in path if each in self._ends]
        if end.at and self.names.find(end.at) not in ends[-1:]:
            self.tell(
                "end", ("结束事件", "the end event"), self.names.find(end.at), listed(ends[-1:]), *ends[-1:]
            )
        latest = played.calendar.due(start, end.within) if end.within else None
        for bound in filter(None, (latest, end.before)):
            if played.now > bound:
                what = ("办结时刻不晚于", "the moment of the end, at the latest,")
                self.tell("within", what, shown(bound), shown(played.now))
        self._documents(end.documents, [each for done in happened for each in done.documents])
        services = [each for done in happened for each in done.services]
        self._elements("services", ("自动办理", "the services"), end.services, services)

    @property
    def _ends(self) -> set[str]:
        return {node.id for node in self.names.model.nodes if node.kind is Kind.END}

    def _steps(
        self, kind: str, what: tuple[str, str], expected: Sequence[str] | None, actual: Iterable[Step]
    ) -> None:
        """Which steps, whatever their order; `step` without an office stands for all its copies."""
        if expected is None:
            return
        wanted = [self.names.timer(text) if kind == "timers" else self.names.step(text) for text in expected]
        found = list(actual)
        whole = {step.element_id for step in wanted if step.instance is None}
        missing = [step for step in wanted if not _among(step, found)]
        extra = [step for step in found if step not in wanted and step.element_id not in whole]
        if missing or extra:
            elements = dict.fromkeys(step.element_id for step in (*missing, *extra))
            self.say(kind, what, self._both(wanted), self._both(found), elements)

    def _elements(
        self, kind: str, what: tuple[str, str], expected: Sequence[str] | None, actual: Sequence[str]
    ) -> None:
        """Which elements, in this order."""
        if expected is None:
            return
        wanted = [self.names.find(text) for text in expected]
        if wanted != list(actual):
            elements = dict.fromkeys(
                each for each in (*wanted, *actual) if wanted.count(each) != actual.count(each)
            )
            self.say(kind, what, self._both(map(Step, wanted)), self._both(map(Step, actual)), elements)

    def _documents(self, expected: Sequence[str] | None, actual: Sequence[str]) -> None:
        if expected is not None and Counter(expected) != Counter(actual):
            self.tell("documents", ("文书", "the documents"), listed(expected), listed(actual))

    def _limits(self, expect: Expectation) -> None:
        for text, due in expect.due.items():
            for step, actual in self._moments(text):
                if not _falls_on(actual, due):
                    what = (f"“{self._name(step)}”的到期时刻", f"the due moment of {written(step)!r}")
                    wanted = shown(due) if isinstance(due, datetime) else due.isoformat()
                    self.tell("due", what, wanted, shown(actual), step.element_id)
        for text, limit in expect.limit.items():
            for step in self._open(self.names.step(text)):
                given = self.played.open[step].limit
                if given != limit:
                    what = (f"“{self._name(step)}”的时限", f"the limit of {written(step)!r}")
                    self.tell("limit", what, limit.to_text(), _limit(given), step.element_id)

    def _moments(self, text: str) -> list[tuple[Step, datetime | None]]:
        """The due moments of the open copies of a step, or of a running timer."""
        timers = [step for step in self.played.timers if _covers(self.names.timer(text), step)]
        plain = self.names.step(text)
        if timers and plain.element_id == timers[0].element_id:
            return [(step, self.played.timers[step]) for step in timers]
        return [(step, self.played.open[step].due) for step in self._open(plain)]

    def _open(self, wanted: Step) -> list[Step]:
        found = [step for step in self.played.open if _covers(wanted, step)]
        if not found:
            what = (f"“{self._name(wanted)}”", f"{written(wanted)!r}")
            self.say("open", what, ("打开", "open"), ("未打开", "not open"), [wanted.element_id])
        return found

    def _both(self, steps: Iterable[Step]) -> tuple[str, str]:
        """Steps by name for people, by id beside it."""
        steps = list(steps)
        return listed(map(self._name, steps)), listed(map(written, steps))

    def _name(self, step: Step) -> str:
        """审查, or 审查（规划处）."""
        name = self.names.model.names[step.element_id]
        return f"{name}（{step.instance}）" if step.instance else name


def _covers(wanted: Step, step: Step) -> bool:
    return wanted.element_id == step.element_id and wanted.instance in (None, step.instance)


def _among(wanted: Step, found: Sequence[Step]) -> bool:
    return any(_covers(wanted, step) for step in found)


def _falls_on(actual: datetime | None, due: date) -> bool:
    """Whether a moment is the one meant; a bare date means any hour of that day."""
    if actual is None:
        return False
    return actual == due if isinstance(due, datetime) else local_day(actual) == due


def _truth(value: bool) -> tuple[str, str]:
    return ("是", "yes") if value else ("否", "no")


def _limit(limit: Limit | None) -> str:
    return limit.to_text() if limit else "—"

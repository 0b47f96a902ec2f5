"""From JSON to a setup: the schema first, then durations, hours and moments, every problem told at once."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from shenpi.core.process.json_input import BadInput, Problem, check, load, moment
from shenpi.core.process.simulation import durations
from shenpi.core.process.simulation.durations import Choice, Duration
from shenpi.core.process.simulation.hours import OFFICE, spans
from shenpi.core.process.simulation.setup import Arrivals, Message, Setup, Spans, Staff, StepSetup
from shenpi.core.worktime import Limit, WorktimeError

ALWAYS, UNLIMITED = "always", "unlimited"
LARGEST_WEIGHT = 1e9
_PACKAGE, _SCHEMA = "shenpi.core.process.simulation", "setup.schema.json"
_Value = TypeVar("_Value")


def read(data: bytes | str | Mapping[str, Any]) -> Setup:
    """Read a setup (docs/simulation.md). Raises `BadInput` with every problem found."""
    raw = load(data)
    check(raw, _PACKAGE, _SCHEMA)
    return _Reader(raw).setup()


class _Reader:
    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw
        self.problems: list[Problem] = []
        self.hours = self.spans(raw.get("hours", list(OFFICE)), "hours") or ()
        self.working_day = sum(end - begin for begin, end in self.hours) or 86_400

    def setup(self) -> Setup:
        raw, plain = self.raw, Setup()
        found = Setup(
            cases=int(raw.get("cases", plain.cases)),
            seed=int(raw.get("seed", plain.seed)),
            start=self.moment("start") or plain.start,
            until=self.moment("until"),
            ignore_first=int(raw.get("ignore_first", 0)),
            event=raw.get("event", ""),
            promised=self.promised(),
            hours=self.hours,
            arrivals=self.arrivals(raw.get("arrivals", {})),
            case=raw.get("case", {}),
            choose={
                name: choice
                for name, each in raw.get("choose", {}).items()
                if (choice := self.choice(name, each))
            },
            staff={name: self.staff(name, each) for name, each in raw.get("staff", {}).items()},
            steps={name: self.step(name, each) for name, each in raw.get("steps", {}).items()},
            branches=raw.get("branches", {}),
            messages={
                name: Message(each.get("chance", 1), after)
                for name, each in raw.get("messages", {}).items()
                if (after := self.duration(each["after"], f"messages.{name}.after"))
            },
            process=raw.get("process", ""),
        )
        if self.problems:
            raise BadInput(self.problems)
        return found

    def arrivals(self, raw: Mapping[str, Any]) -> Arrivals:
        if len({"per_day", "every", "at"} & set(raw)) > 1:
            self.tell("arrivals", "per_day、every、at 只能有一个", "only one of per_day, every and at")
        return Arrivals(
            per_day=raw.get("per_day", Arrivals().per_day),
            every=self.duration(raw["every"], "arrivals.every") if "every" in raw else None,
            at=tuple(
                found
                for place, text in enumerate(raw.get("at", ()))
                if (found := self.parsed(moment, text, f"arrivals.at[{place}]", *_MOMENT))
            ),
            hours=self.spans(raw["hours"], "arrivals.hours") if "hours" in raw else None,
        )

    def staff(self, name: str, raw: int | str | Mapping[str, Any]) -> Staff:
        given: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {"count": raw}
        count = given.get("count", 1)
        if isinstance(count, str) and count != UNLIMITED:
            self.tell(
                f"staff.{name}", f"人数应为整数或“{UNLIMITED}”", f"should be a whole number or {UNLIMITED!r}"
            )
        return Staff(
            count=None if isinstance(count, str) else int(count),
            each_office=given.get("each_office", False),
            due_first=given.get("queue") == "due",
            hours=self.spans(given["hours"], f"staff.{name}.hours") if "hours" in given else None,
        )

    def step(self, name: str, raw: Mapping[str, Any]) -> StepSetup:
        takes = self.duration(raw["takes"], f"steps.{name}.takes") if "takes" in raw else None
        verdicts = None
        if "verdicts" in raw:
            verdicts = self.parsed(
                Choice.of, list(raw["verdicts"].items()), f"steps.{name}.verdicts", *_WEIGHTS
            )
        return StepSetup(takes, verdicts, raw.get("staff", ""))

    def choice(self, name: str, raw: float | Mapping[str, float] | list[Any]) -> Choice | None:
        """A number is the chance of true; an object has texts with weights, a list `[value, weight]` pairs."""
        path = f"choose.{name}"
        weights: list[tuple[object, float]]
        if isinstance(raw, Mapping):
            weights = list(raw.items())
        elif isinstance(raw, list):
            weights = [(pair[0], pair[1]) if _is_pair(pair) else (pair, 1) for pair in raw]
        else:
            weights = [(True, raw), (False, 1 - raw)]
        if not all(
            isinstance(weight, int | float) and 0 <= weight <= LARGEST_WEIGHT for _value, weight in weights
        ):
            self.tell(path, *_WEIGHTS)
            return None
        return self.parsed(Choice.of, weights, path, *_WEIGHTS)

    def duration(self, raw: str | Mapping[str, Any], path: str) -> Duration | None:
        return self.parsed(lambda given: durations.read(given, self.working_day), raw, path, *_DURATION)

    def spans(self, raw: list[str] | str, path: str) -> Spans | None:
        if raw == ALWAYS:
            return ()
        texts = [raw] if isinstance(raw, str) else raw
        return self.parsed(lambda given: tuple(spans(given)), texts, path, *_HOURS)

    def moment(self, name: str) -> datetime | None:
        return self.parsed(moment, self.raw[name], name, *_MOMENT) if name in self.raw else None

    def promised(self) -> Limit | None:
        text = self.raw.get("promised")
        try:
            return Limit.parse(text) if text else None
        except WorktimeError as error:
            self.tell("promised", error.zh, error.en)
            return None

    def parsed(
        self, parse: Callable[[Any], _Value], given: object, path: str, zh: str, en: str
    ) -> _Value | None:
        try:
            return parse(given)
        except ValueError:
            self.tell(path, zh, en)
            return None

    def tell(self, path: str, zh: str, en: str) -> None:
        self.problems.append(Problem(path, zh, en))


def _is_pair(raw: object) -> bool:
    return isinstance(raw, list) and len(raw) == 2 and isinstance(raw[1], int | float)


_MOMENT = (
    "时刻无法理解，应如 2026-03-02 09:00",
    "this moment makes no sense: 2026-03-02 09:00 is understood",
)
_HOURS = ("办公时间无法理解，应如 09:00-12:00", "these hours make no sense: 09:00-12:00 is understood")
_WEIGHTS = ("权重应为非负数且不全为零", "the weights should be numbers from 0 on, not all of them 0")
_DURATION = (
    "时长无法理解，应如 30m、1.5h、2d、1wd，或由小到大的区间",
    "this duration makes no sense: 30m, 1.5h, 2d, 1wd, and ranges that rise, are understood",
)

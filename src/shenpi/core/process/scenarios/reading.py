"""From JSON to scenarios: the schema first, then moments and limits, every problem told at once."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from shenpi.core.process.json_input import BadInput, Problem, at, check, load, moment
from shenpi.core.process.scenarios.scenario import Doing, Ending, Entry, Expectation, Scenario
from shenpi.core.worktime import Limit, WorktimeError

_PACKAGE, _SCHEMA = "shenpi.core.process.scenarios", "scenario.schema.json"
_HEADER = ("process", "case", "start")


def read(data: bytes | str | Mapping[str, Any]) -> Scenario:
    """Read a single scenario: the object itself, or a file that holds just one. Raises `BadInput`."""
    found = read_all(data)
    if len(found) != 1:
        raise BadInput([Problem("scenarios", "应只有一个场景", "should hold one scenario")])
    return found[0]


def read_all(data: bytes | str | Mapping[str, Any]) -> tuple[Scenario, ...]:
    """Read a scenario file: `{"process", "case", "start", "scenarios": [...]}`, or one scenario by itself.

    What the head of the file says holds for each scenario; a scenario's own `case` adds to the
    head's. Moments without a zone are China's. Raises `BadInput` with every problem found.
    """
    return _Reader().file(data)


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def file(self, data: bytes | str | Mapping[str, Any]) -> tuple[Scenario, ...]:
        raw = load(data)
        if "scenarios" not in raw:
            raw = {"scenarios": [raw]}
        check(raw, _PACKAGE, _SCHEMA)
        head = {name: raw[name] for name in _HEADER if name in raw}
        found = [self.scenario(head, each, place) for place, each in enumerate(raw["scenarios"])]
        names = [each["name"] for each in raw["scenarios"]]
        for place, name in enumerate(names):
            if name in names[:place]:
                self.tell(at("scenarios", place, "name"), "场景名称重复", "two scenarios have this name")
        if self.problems:
            raise BadInput(self.problems)
        return tuple(each for each in found if each is not None)

    def scenario(self, head: Mapping[str, Any], own: Mapping[str, Any], place: int) -> Scenario | None:
        path = at("scenarios", place)
        raw = {**head, **own, "case": {**head.get("case", {}), **own.get("case", {})}}
        start = raw.get("start")
        if start is None:
            self.tell(path, "缺少“start”（开始时刻）", "'start' is missing: when does it begin?")
            return None
        start = {"at": start} if isinstance(start, str) else start
        begun = self.moment(start["at"], f"{path}.start")
        begin = self.expectation(start.get("expect", {}), f"{path}.start.expect")
        entries = tuple(
            self.entry(each, at("scenarios", place, "run", i)) for i, each in enumerate(raw["run"])
        )
        end = self.ending(raw["end"], f"{path}.end")
        if begun is None:
            return None
        return Scenario(
            raw["name"],
            begun,
            raw["case"],
            entries,
            end,
            raw.get("process", ""),
            start.get("event", ""),
            begin,
        )

    def entry(self, raw: Mapping[str, Any], path: str) -> Entry:
        doings = [doing for doing in (Doing.STEP, Doing.MESSAGE, Doing.TIMER) if doing.value in raw]
        if len(doings) > 1:
            self.tell(path, "do、message、timer 只能有一个", "only one of do, message and timer")
        if "at" in raw and "after" in raw:
            self.tell(path, "at、after 只能有一个", "only one of at and after")
        if not doings and not {"at", "after"} & set(raw):
            self.tell(
                path, "应有 do、message、timer，或 at、after", "needs do, message or timer, or at or after"
            )
        doing = doings[0] if doings else Doing.WAIT
        return Entry(
            doing,
            raw.get(doing.value, ""),
            self.moment(raw["at"], f"{path}.at") if "at" in raw else None,
            self.limit(raw["after"], f"{path}.after") if "after" in raw else None,
            raw.get("verdict", ""),
            raw.get("by", ""),
            raw.get("set", {}),
            self.expectation(raw.get("expect", {}), f"{path}.expect"),
        )

    def expectation(self, raw: Mapping[str, Any], path: str) -> Expectation:
        limits = {
            step: self.limit(text, f"{path}.limit.{step}") for step, text in raw.get("limit", {}).items()
        }
        dues = {step: self.due(text, f"{path}.due.{step}") for step, text in raw.get("due", {}).items()}
        refused = raw.get("refused", False)
        return Expectation(
            open=_texts(raw, "open"),
            closed=_texts(raw, "closed"),
            services=_texts(raw, "services"),
            documents=_texts(raw, "documents"),
            timers=_texts(raw, "timers"),
            due={step: due for step, due in dues.items() if due},
            limit={step: limit for step, limit in limits.items() if limit},
            late=raw.get("late"),
            ended=raw.get("ended"),
            refused=None if refused is False else "" if refused is True else refused,
        )

    def ending(self, raw: bool | str | Mapping[str, Any], path: str) -> Ending:
        if isinstance(raw, bool):
            return Ending(ended=raw)
        if isinstance(raw, str):
            return Ending(at=raw)
        return Ending(
            at=raw.get("at", ""),
            within=self.limit(raw["within"], f"{path}.within") if "within" in raw else None,
            before=self.moment(raw["before"], f"{path}.before") if "before" in raw else None,
            documents=_texts(raw, "documents"),
            services=_texts(raw, "services"),
        )

    def moment(self, text: str, path: str) -> datetime | None:
        try:
            return moment(text)
        except ValueError:
            zh = f"时刻“{text}”无法理解，应如 2026-03-02 09:00"
            self.tell(path, zh, f"the moment {text!r} makes no sense: 2026-03-02 09:00 is understood")
            return None

    def due(self, text: str, path: str) -> date | None:
        """A moment, or a date that means any hour of that day."""
        found = self.moment(text, path)
        return found.date() if found and len(text) == len("2026-03-02") else found

    def limit(self, text: str, path: str) -> Limit | None:
        try:
            return Limit.parse(text)
        except WorktimeError as error:
            self.tell(path, error.zh, error.en)
            return None

    def tell(self, path: str, zh: str, en: str) -> None:
        self.problems.append(Problem(path, zh, en))


def _texts(raw: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    return tuple(raw[name]) if name in raw else None

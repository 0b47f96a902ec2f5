"""Scenarios proposed by walking through a process: a draft that a person reads, mends and keeps.

Walks choose what was tried least so far, until nothing new is met; those that add nothing are left
out. What is expected is what happened, so a proposal passes: it shows what the process does, and a
person says whether it should.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shenpi.core.process.elements import Kind
from shenpi.core.process.errors import ProcessError, StepNotOpen, Undecided
from shenpi.core.process.json_input import moment
from shenpi.core.process.naming import written
from shenpi.core.process.net import Step
from shenpi.core.process.running import Net
from shenpi.core.process.scenarios.coverage import DECIDING
from shenpi.core.process.scenarios.played import Happened, Played
from shenpi.core.process.scenarios.runner import shipped_calendar
from shenpi.core.process.scenarios.scenario import Doing, Ending, Entry, Scenario
from shenpi.core.process.simulation.assuming import Assumed, assumed
from shenpi.core.process.simulation.durations import stream
from shenpi.core.process.simulation.setup import Setup
from shenpi.core.worktime import BadLimit, Limit

PATIENCE, MOST, ENTRIES = 60, 600, 80
"""Walks in a row that show nothing new before it is enough, or the most while something was never met; and entries
in one walk, since loops could go on for ever."""

_START = "2026-03-02 09:00"
LIMIT = "P15D"
"""What a limit is taken to be that the diagram gives by name only."""

Move = tuple[Doing, Step, str]
"""What is done, to which step, timer or message, with which verdict."""


@dataclass(slots=True)
class _Walk:
    case: dict[str, object]
    event: str = ""
    """Which of several start events, by id."""
    run: list[dict[str, Any]] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    covered: set[str] = field(default_factory=set)
    ended: bool = False


def propose(net: Net) -> dict[str, Any]:
    """A scenario file (as JSON data) whose scenarios pass what can be passed of the diagram.

    Values that conditions and limits need are assumed, as in a simulation. Raises `ProcessError`
    for a process that cannot begin.
    """
    return _Proposing(net).file()


def formatted(file: Mapping[str, Any]) -> str:
    """The file as people like to read it: one line for each entry."""
    lines = [f'  "{key}": {_line(value)},' for key, value in file.items() if key != "scenarios"]
    scenarios = ",\n".join(_scenario(each) for each in file["scenarios"])
    return "\n".join(["{", *lines, '  "scenarios": [', scenarios, "  ]", "}"]) + "\n"


class _Proposing:
    def __init__(self, net: Net) -> None:
        self.net = net
        self.calendar = shipped_calendar()
        self.known: Assumed = assumed(net, Setup())
        self.tried: Counter[Move] = Counter()
        self.names = Counter(node.name for node in net.model.nodes)
        self.starts = self._starts()
        self.limits = dict.fromkeys(self._limit_names(), LIMIT)
        model = net.model
        self.telling = {flow.id for flow in model.flows if model.node[flow.source].kind in DECIDING}
        self.telling |= {node.id for node in model.nodes if node.kind in (Kind.BOUNDARY, Kind.END)}
        self.counted = self.telling | {node.id for node in model.nodes}

    def file(self) -> dict[str, Any]:
        """The walks that are needed, as a scenario file."""
        process = self.net.model.processes[0]
        kept = _needed(self._walks())
        common = {**self.known.case, **({"limits": self.limits} if self.limits else {})}
        return {
            "process": process.key or process.id,
            "start": _START,
            "case": common,
            "scenarios": [self._scenario(number, walk) for number, walk in enumerate(kept, start=1)],
        }

    def _starts(self) -> list[str]:
        """The start events to choose from; '' where the file leaves no choice."""
        try:
            self.net.start({})
        except Undecided as error:
            if error.code == "start_several":
                inside = self.net.model.inside(error.element_id)
                return [node.id for node in inside if node.kind is Kind.START]
        except ProcessError:
            return [""]  # for want of values, which the walks have
        return [""]

    def _walks(self) -> list[_Walk]:
        """Walk until nothing new is met for a while. Raises `ProcessError` if no walk can begin."""
        found: list[_Walk] = []
        covered: set[str] = set()
        failure: ProcessError | None = None
        number = new = 0
        while number - new < PATIENCE or (number < MOST and not self.counted <= covered):
            try:
                walk = self._walk(number)
            except ProcessError as error:
                failure, number = error, number + 1
                continue
            number += 1
            if walk.covered - covered:
                covered |= walk.covered
                new = number
            found.append(walk)
        if failure is not None and not found:
            raise failure
        return found

    def _walk(self, number: int) -> _Walk:
        random = stream("propose", number)
        drawn = {name: choice.draw(random) for name, choice in self.known.choose.items()}
        values = {**self.known.case, "limits": self.limits, **drawn}
        played = Played(self.net, Scenario("", moment(_START), values, (), Ending()), self.calendar)
        walk = _Walk(drawn)
        walk.event = random.choice(self.starts)
        self._note(walk, played.begin(walk.event))
        while not played.ended and len(walk.run) < ENTRIES:
            moves = self._moves(played)
            if not moves:
                break
            move = min(moves, key=lambda move: (self.tried[move], random.random()))
            self.tried[move] += 1
            try:
                self._take(walk, played, move)
            except ProcessError:  # no branch for these values: the walk stops before it
                break
        walk.ended = played.ended
        return walk

    def _moves(self, played: Played) -> list[Move]:
        steps = [(Doing.STEP, step, verdict) for step in played.open for verdict in self._verdicts(step)]
        timers = [(Doing.TIMER, step, "") for step in played.timers]
        messages = [
            (Doing.MESSAGE, self._address(played, name), "") for name in self.net.awaited(played.marking)
        ]
        return [*steps, *timers, *messages]

    def _verdicts(self, step: Step) -> list[str]:
        choice = self.known.steps[step.element_id].verdicts
        return [str(value) for value in choice.values] if choice else [""]

    def _address(self, played: Played, name: str) -> Step:
        """A message, with the first office that waits for it where several do."""
        offices = sorted({office for _place, office in played.marking.tokens if office})
        for office in (None, *offices):
            try:
                self.net.message(played.marking, name, played.values, office)
            except StepNotOpen:
                continue
            except ProcessError:
                break
            return Step(name, office)
        return Step(name)

    def _take(self, walk: _Walk, played: Played, move: Move) -> None:
        doing, target, verdict = move
        entry: dict[str, Any] = {doing.value: self._said(target)}
        if doing is Doing.STEP:
            role = self.net.model.node[target.element_id].duties.role
            entry |= ({"by": role} if role else {}) | ({"verdict": verdict} if verdict else {})
        done = played.play(Entry(doing, verdict=verdict), target)
        walk.covered.add(f"{target.element_id}={verdict}")
        expect: dict[str, Any] = {"open": [self._said(step) for step in played.open]}
        if done.closed:
            expect["closed"] = [self._said(step) for step in done.closed]
        if done.documents:
            expect["documents"] = list(done.documents)
        walk.run.append({**entry, "expect": expect})
        self._note(walk, done)

    def _note(self, walk: _Walk, done: Happened) -> None:
        walk.path += [each for each in done.path if each in self.telling]
        walk.covered |= self.counted.intersection(done.path)

    def _scenario(self, number: int, walk: _Walk) -> dict[str, Any]:
        names = self.net.model.names
        told = "、".join(dict.fromkeys(names[each] for each in walk.path)) or "—"
        end: bool | str = walk.ended
        if walk.ended and walk.path and self.net.model.node.get(walk.path[-1]):
            end = self._said(Step(walk.path[-1]))
        case = {"case": walk.case} if walk.case else {}
        start = {"start": {"at": _START, "event": walk.event}} if walk.event else {}
        return {"name": f"{number}. {told}", **start, **case, "run": walk.run, "end": end}

    def _said(self, step: Step) -> str:
        """A step by its name if no other element has it."""
        node = self.net.model.node.get(step.element_id)
        if node is None or not node.name or self.names[node.name] > 1 or "@" in node.name:
            return written(step)
        return written(Step(node.name, step.instance))

    def _limit_names(self) -> list[str]:
        found = []
        for node in self.net.model.nodes:
            if node.duties.limit:
                try:
                    Limit.parse(node.duties.limit)
                except BadLimit:
                    found.append(node.duties.limit)
        return sorted(set(found))


def _needed(walks: list[_Walk]) -> list[_Walk]:
    """Walks that cover everything: each adds something, the shortest and the finished first."""
    covered: set[str] = set()
    kept: list[_Walk] = []
    for walk in sorted(walks, key=lambda walk: (not walk.ended, -len(walk.covered), len(walk.run))):
        if walk.covered - covered:
            covered |= walk.covered
            kept.append(walk)
    kept = kept or walks[:1]
    for walk in sorted(kept, key=lambda walk: len(walk.covered)):
        others = set().union(*(each.covered for each in kept if each is not walk))
        if len(kept) > 1 and walk.covered <= others:
            kept.remove(walk)
    return kept


def _scenario(scenario: Mapping[str, Any]) -> str:
    parts = [f'      "{key}": {_line(value)}' for key, value in scenario.items() if key != "run"]
    entries = ",\n".join(f"        {_line(entry)}" for entry in scenario["run"])
    parts.insert(-1, f'      "run": [\n{entries}\n      ]' if entries else '      "run": []')
    return "    {\n" + ",\n".join(parts) + "\n    }"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

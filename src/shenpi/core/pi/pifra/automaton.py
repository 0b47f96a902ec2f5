"""pifra's transitions of configurations, and the automaton it explores breadth first."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, product
from typing import NamedTuple

from shenpi.core.pi.errors import PiError
from shenpi.core.pi.pifra.agents import Agents, Registers
from shenpi.core.pi.pifra.normal import bare, freed, normal, renamed, shown
from shenpi.core.pi.syntax import (
    Call,
    Definitions,
    Input,
    Match,
    Output,
    Parallel,
    Process,
    Restriction,
    Sum,
)

_TOP = 1 << 30
"""Registers above this one hold restricted names."""
_NOWHERE = -1
_PATIENCE = 100_000
"""Compositions looked into; each component doubles them, as every one is asked twice."""


class Label(NamedTuple):
    """`in` or `out` on a register, with what another holds (`known`), a name made up or opened (`fresh`); or `tau`."""

    act: str
    channel: int = 0
    which: str = ""
    value: int = 0

    def __str__(self) -> str:
        """As pifra prints it: `2 1`, `2 3*`, `2'1`, `2'3^`, `t`."""
        if self.act == "in":
            return f"{self.channel} {self.value}" + ("*" if self.which == "fresh" else "")
        return (
            f"{self.channel}'{self.value}" + ("^" if self.which == "fresh" else "")
            if self.act == "out"
            else "t"
        )


class Move(NamedTuple):
    """A step, with the registers and the highest of them afterwards."""

    label: Label
    process: Process
    registers: Registers
    top: int


@dataclass(frozen=True, slots=True)
class Counted:
    """States as they are printed, in the order found, and distinct edges, after so many were explored."""

    states: tuple[str, ...]
    edges: tuple[tuple[int, Label, int], ...]
    explored: int


def recorded(definitions: Definitions, process: Process, limit: int, *, mended: bool = False) -> Counted:
    """Explore `limit` states; `mended` takes the steps, too, that pifra loses where registers are renumbered.

    Raises `PiError` for what pifra has not: τ, several names at once, deep nesting.
    """
    try:
        agents = Agents(definitions.agents)
        return _Explorer(agents, mended).explored(*agents.begin(process), limit)
    except RecursionError:
        raise PiError(
            "项嵌套太深，无法按 pifra 计数", "the terms are nested too deeply to be counted as pifra does"
        ) from None


@dataclass
class _Explorer:
    agents: Agents
    mended: bool
    unfolding: set[str] = field(default_factory=set)
    asked: int = 0

    def explored(self, process: Process, registers: Registers, limit: int) -> Counted:
        first = self._normal(process, registers)
        number = {_text(*first): 0}
        edges: dict[tuple[int, Label, int], None] = {}
        waiting = deque([first])
        done = 0
        while waiting and done < limit:
            process, registers = waiting.popleft()
            here = number[_text(process, registers)]
            for move in self.moves(process, registers, _TOP):
                after = self._normal(move.process, move.registers)
                text = _text(*after)
                if text not in number:
                    number[text] = len(number)
                    waiting.append(after)
                edges[here, move.label, number[text]] = None
            done += 1
        return Counted(tuple(number), tuple(edges), done)

    def _normal(self, process: Process, registers: Registers) -> tuple[Process, Registers]:
        free = set(self.agents.free(process))
        return normal(process, {at: name for at, name in registers.items() if name in free})

    def moves(self, process: Process, registers: Registers, top: int) -> list[Move]:
        match process:
            case Input():
                return self._inputs(process, registers, top)
            case Output(channel, (sent,), then):
                label = Label("out", _register(registers, channel), "known", _register(registers, sent))
                return [Move(label, then, registers, top)]
            case Match(left, right, then, equal):
                return self.moves(then, registers, top) if (bare(left) == bare(right)) is equal else []
            case Restriction():
                return self._restricted(process, registers, top)
            case Sum(parts):
                return [move for part in parts for move in self.moves(part, registers, top)]
            case Parallel((left, right)):
                return self._side_by_side(left, right, registers, top)
            case Call():
                return self._called(process, registers, top)
        return []

    def _inputs(self, process: Input, registers: Registers, top: int) -> list[Move]:
        channel, (own,) = _register(registers, process.channel), process.parameters
        found = [
            Move(
                Label("in", channel, "known", at),
                renamed(process.then, own, freed(registers[at])),
                registers,
                top,
            )
            for at in sorted(registers)
        ]
        then = renamed(process.then, own, freed(own))
        at, after = _placed(registers, bare(own), self.agents.free(then))
        return [*found, Move(Label("in", channel, "fresh", at), then, after, top)]

    def _restricted(self, process: Restriction, registers: Registers, top: int) -> list[Move]:
        (own,) = process.names
        here = top + 1
        found = []
        for label, then, after, high in self.moves(process.body, {**registers, here: bare(own)}, here):
            if here not in (label.channel, label.value):
                kept = {at: name for at, name in after.items() if at != high}
                inside = renamed(Restriction((own,), then), freed(own), own)
                found.append(Move(label, inside, kept, high - 1))
            elif label.act == "out" and label.which == "known" and label.channel != here:
                at, opened = _placed(registers, bare(own), self.agents.free(then))
                label = Label("out", label.channel, "fresh", at)
                found.append(Move(label, renamed(then, own, freed(own)), opened, top))
        return found

    def _called(self, call: Call, registers: Registers, top: int) -> list[Move]:
        """An agent met again before a step was found does nothing; a step found anywhere forgets all it met."""
        body = self.agents.unfolded(call)
        if body is None or call.agent in self.unfolding:
            return []
        self.unfolding.add(call.agent)
        found = self.moves(body, registers, top)
        self.unfolding.clear()
        return found

    def _side_by_side(self, left: Process, right: Process, registers: Registers, top: int) -> list[Move]:
        self.asked += 1
        if self.asked > _PATIENCE:
            raise PiError(
                "并行的分支太多，无法按 pifra 计数", "too many components to be counted as pifra does"
            )
        lefts = [self._beside(move, right, registers, top) for move in self.moves(left, registers, top)]
        rights = [self._beside(move, left, registers, top) for move in self.moves(right, registers, top)]
        return [
            *(move._replace(process=Parallel((move.process, right))) for move in lefts),
            *(move._replace(process=Parallel((left, move.process))) for move in rights),
            *self._met(lefts, rights, registers, top),
            *self._closed(left, right, registers, top),
        ]

    def _beside(self, move: Move, other: Process, registers: Registers, top: int) -> Move:
        if move.label.which != "fresh":
            return move
        known = [*self.agents.free(move.process), *self.agents.free(other)]
        at, after = _placed(registers, move.registers[move.label.value], known)
        return Move(move.label._replace(value=at), move.process, after, top)

    def _met(self, lefts: list[Move], rights: list[Move], registers: Registers, top: int) -> Iterator[Move]:
        """One sends what the other receives, a name in a register."""
        for order in (("out", "in"), ("in", "out")):
            for left, right in product(lefts, rights):
                same = left.label[1:] == right.label[1:] and left.label.which == "known"
                if same and (left.label.act, right.label.act) == order:
                    yield Move(Label("tau"), Parallel((left.process, right.process)), registers, top)

    def _closed(self, left: Process, right: Process, registers: Registers, top: int) -> Iterator[Move]:
        """One opens a name that the other receives as a fresh one: both put it in a first register made free.

        The numbers of all registers grow by one for it, but in pifra `top` does not: a restricted name may then
        take the register of another, and steps on that are lost.
        """
        moved = registers | {at + 1: registers[at] for at in registers}
        moved.pop(1, None)
        high = top + self.mended
        pairs = product(self.moves(left, dict(moved), high), self.moves(right, dict(moved), high))
        for one, other in pairs:
            meet = one.label[1:] == other.label[1:] and one.label[2:] == ("fresh", 1)
            if meet and {one.label.act, other.label.act} == {"out", "in"}:
                own = (one if one.label.act == "out" else other).registers[1]
                parts = tuple(renamed(move.process, freed(move.registers[1]), own) for move in (one, other))
                yield Move(Label("tau"), Restriction((own,), Parallel(parts)), registers, top)


def _register(registers: Registers, name: str) -> int:
    return next((at for at in sorted(registers) if registers[at] == bare(name)), _NOWHERE)


def _placed(registers: Registers, name: str, needed: Iterable[str]) -> tuple[int, Registers]:
    """The name in the first register whose name is not needed."""
    known = set(needed)
    at = next(at for at in count(1) if registers.get(at) not in known)
    return at, {**registers, at: name}


def _text(process: Process, registers: Registers) -> str:
    held = ",".join([f"({at},{registers[at]})" for at in sorted(registers)])
    return f"{{{held}}} |- {shown(process)}"

"""Whether a process has a property: a parity game on pairs of a state and a part of the formula.

Only what the formula asks about is explored. For processes of finite control there are finitely many
positions; otherwise a limit may leave the question open, unless what was seen decides it either way.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Final

from shenpi.core.pi import building
from shenpi.core.pi.compiling import compile_definitions
from shenpi.core.pi.equivalence import reach
from shenpi.core.pi.errors import LimitReached
from shenpi.core.pi.logic.parity import REFUTER, VERIFIER, Arena, Solution, solve
from shenpi.core.pi.logic.places import Place, Received, Sent
from shenpi.core.pi.logic.syntax import (
    Constant,
    Formula,
    Junction,
    Modal,
    Passed,
    Passing,
    Property,
    Quantified,
    Same,
    Use,
    asks,
    free_names,
    head,
)
from shenpi.core.pi.moves import Label, Moves, fresh_names, instances
from shenpi.core.pi.naming import shown_name
from shenpi.core.pi.steps import Act, Semantics, Step
from shenpi.core.pi.structure import Remark, endless, undecided
from shenpi.core.pi.syntax import Definitions, Process
from shenpi.core.pi.terms import Term

Names = tuple[tuple[str, str], ...]
"""What the free names of a part of a formula stand for."""


Position = tuple[Formula, Place, Names]
Turn = tuple[bool, list[tuple[str, Position]]]
"""Whose turn it is, and where it may lead; a step of the process is told in words."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer: `holds` is None where nothing was decided, and `reason` says why.

    `trace` is what the process does to show it, as far as one run shows it; from `again` on it repeats itself
    for ever, if that is not None. `because` is the part of the formula that decides at the end of the trace.
    """

    holds: bool | None
    trace: tuple[str, ...]
    again: int | None
    because: str
    positions: int
    milliseconds: float
    reason: Remark | None = None


def check(definitions: Definitions, process: Process, wanted: Property, limit: int | None = None) -> Checked:
    """Decide whether a process has a property, looking at up to `limit` states and ten times as many positions.

    Different free names are different, as for early and late bisimilarity. Raises TooDeep.
    """
    started = perf_counter()
    reason = endless(definitions, process)
    if reason is not None:
        return Checked(None, (), None, "", 0, 0.0, reason)
    limit = reach(definitions, (process,), limit)
    system = compile_definitions(definitions)
    game = _Game(Moves(Semantics(system), limit), wanted)
    cut = game.explore(system.term(process), POSITIONS * limit)
    solutions = [
        solve(game.arena, dict.fromkeys(game.unknown, end)) for end in (VERIFIER, REFUTER)[: 1 + cut]
    ]
    verdicts = {0 in solution.won for solution in solutions}
    passed = (perf_counter() - started) * 1000
    if len(verdicts) > 1:
        reason = undecided(definitions, (process,), LimitReached(limit))
        return Checked(None, (), None, "", len(game.positions), passed, reason)
    trace, again, because = game.run(solutions[-1 if 0 in solutions[0].won else 0])
    return Checked(verdicts.pop(), trace, again, because, len(game.positions), passed)


POSITIONS: Final = 10
"""Positions looked at for each state that may be looked at."""
CHOSEN: Final = "·"
"""Begins the words for names that an input receives, told before with a dot for each."""


class _Game:
    def __init__(self, moves: Moves, wanted: Property) -> None:
        self._moves = moves
        self._wanted = wanted
        self._free: dict[int, frozenset[str]] = {}
        self._ordered: dict[int, tuple[str, ...]] = {}
        self._known: dict[tuple[int, Place, Names], int] = {}
        self.positions: list[Position] = []
        self.words: dict[tuple[int, int], str] = {}
        self.arena = Arena()
        self.unknown: set[int] = set()

    def explore(self, start: Term, limit: int) -> bool:
        """Build the game, breadth first; whether a limit cut it. `unknown` are then the positions not seen."""
        self._number((self._wanted.formula, self._moves.settled(start), ()))
        at = 0
        while at < len(self.positions):
            turn = self._turn_within(limit, at)
            if turn is None:
                self.unknown.add(at)
                at += 1
                continue
            owner, options = turn
            self.arena.owner[at] = owner
            row = [self._number(position) for _, position in options]
            self.arena.successors[at] = row
            for target, (words, _) in zip(row, options, strict=True):
                if words:
                    self.words.setdefault((at, target), words)
            at += 1
        return bool(self.unknown)

    def run(self, solution: Solution) -> tuple[tuple[str, ...], int | None, str]:
        """What the winner shows: the words of a play in which the other side holds out as long as it can.

        It ends where the other side would choose between steps, and of what holds where the formula has
        several parts to be shown: from there on there is no one run.
        """
        winner, at = 0 in solution.won, 0
        trace: list[str] = []
        seen: dict[int, int] = {}
        because = ""
        while at not in seen and at not in self.unknown:
            seen[at] = len(trace)
            formula = self.positions[at][0]
            if not (self._wanted.weak and isinstance(formula, Modal)):  # there are no such in the text
                because = head(formula, self._wanted.fixpoints) or because
            options = self.arena.successors[at]
            if not options:
                break
            if self.arena.owner[at] is winner:
                after = solution.strategy[at]
            elif len(set(options)) > 1 and (winner or any((at, each) in self.words for each in options)):
                break
            else:
                after = max(options, key=lambda each: solution.when.get(each, len(self.positions)))
            words = self.words.get((at, after), "")
            if words.startswith(CHOSEN):
                for value in words[1:].split(","):
                    trace[-1] = trace[-1].replace("·", value, 1)
            elif words:
                trace.append(words)
            at = after
        if at in seen and seen[at] < len(trace):
            return tuple(trace), seen[at], ""
        return tuple(trace), None, because

    def _number(self, position: Position) -> int:
        formula, place, names = position
        at = self._known.setdefault((id(formula), place, names), len(self.positions))
        if at == len(self.positions):
            self.positions.append(position)
            self.arena.owner.append(VERIFIER)
            self.arena.successors.append(())
            priority = self._wanted.fixpoints[formula.number].priority if isinstance(formula, Use) else 0
            self.arena.priority.append(priority)
        return at

    def _turn_within(self, limit: int, at: int) -> Turn | None:
        try:
            return self._turn(*self.positions[at]) if at < limit else None
        except LimitReached:
            return None

    def _turn(self, formula: Formula, place: Place, names: Names) -> Turn:
        held = dict(names)
        if isinstance(formula, Constant):
            return not formula.holds, []
        if isinstance(formula, Same):
            same = held.get(formula.left, formula.left) == held.get(formula.right, formula.right)
            return same is not formula.equal, []
        if not isinstance(place, Term) and not asks(formula):
            return self._passed_over(formula, place, held)
        if isinstance(formula, Junction):
            return not formula.every, [("", self._at(part, place, held)) for part in formula.parts]
        if isinstance(formula, Quantified):
            values = self._names(formula, place, held)
            then = [self._at(formula.then, place, {**held, formula.name: value}) for value in values]
            return not formula.every, [("", position) for position in then]
        if isinstance(formula, Passed):
            return self._passed(formula, place, held)
        assert isinstance(place, Term), "what was passed is passed over before"
        if isinstance(formula, Use):
            return VERIFIER, [("", self._unfolded(formula, place, held))]
        return not formula.every, list(self._stepped(formula, place, held))

    def _unfolded(self, formula: Use, place: Place, held: Mapping[str, str]) -> Position:
        fixpoint = self._wanted.fixpoints[formula.number]
        given = [held.get(name, name) for name in formula.arguments]
        return self._at(fixpoint.body, place, {**held, **dict(zip(fixpoint.parameters, given, strict=True))})

    def _stepped(
        self, formula: Modal, state: Term, held: Mapping[str, str]
    ) -> Iterator[tuple[str, Position]]:
        known = state.free.union(self._values(formula, held))
        actions = formula.actions
        meant = {(held.get(name, name), output) for name, output in actions.channels}
        for step in self._moves.steps(state):
            if (_named(step, meant, silent=actions.silent)) is actions.but:
                continue
            place, words = self._after(step, known, every=formula.every)
            yield words, self._at(formula.then, place, held)

    def _after(self, step: Step, known: frozenset[str], *, every: bool) -> tuple[Place, str]:
        if step.act is Act.TAU:
            seen = f"({shown_name(step.channel)})" if step.channel else ""
            return self._moves.settled(step.target), f"τ{seen}"
        if step.act is Act.INPUT and step.bound:
            words = f"{shown_name(step.channel)}({','.join('·' * len(step.bound))})"
            return Received(step.target, len(step.bound), (), every), words
        _, target = self._moves.output(step, known)
        words = str(Label(step.act, step.channel, step.objects))
        if not step.objects:
            return target, words
        fresh = fresh_names(len(step.bound), known)
        rest: list[tuple[str, bool]] = []
        for name in step.objects:
            text = fresh[name] if isinstance(name, int) else name
            rest.append((text, isinstance(name, int) and (text, True) not in rest))
        return Sent(target, tuple(rest)), words

    def _passed(self, formula: Passed, place: Place, held: Mapping[str, str]) -> Turn:
        """The next name that was passed, under the formula's own name for it."""
        options: Iterable[str] = ()
        every = formula.negated
        if isinstance(place, Received) and formula.passing is not Passing.BSIGMA:
            every = every is not (formula.passing is Passing.PI)
            options = self._names(formula, place, held)
        elif isinstance(place, Sent) and place.rest:
            name, new = place.rest[0]
            wanted = formula.passing is Passing.PI or new is (formula.passing is Passing.BSIGMA)
            options = (name,) if wanted else ()
        found: list[tuple[str, Position]] = []
        for value in options:
            after: Place
            if isinstance(place, Received):
                after, words = self._filled(place, (*place.values, value)), CHOSEN + shown_name(value)
            else:
                assert isinstance(place, Sent), "nothing else passes names"
                after, words = place.target if not place.rest[1:] else Sent(place.target, place.rest[1:]), ""
            found.append((words, self._at(formula.then, after, {**held, formula.name: value})))
        return not every, found

    def _passed_over(self, formula: Formula, place: Received | Sent, held: Mapping[str, str]) -> Turn:
        """Names that the formula does not ask for: whatever was sent, and by the modality what is received."""
        if isinstance(place, Sent):
            return VERIFIER, [("", self._at(formula, place.target, held))]
        known = place.names.union(self._values(formula, held))
        found = []
        for values in instances(place.arity - len(place.values), known):
            words = CHOSEN + ",".join([shown_name(value) for value in values])
            found.append((words, self._at(formula, self._filled(place, (*place.values, *values)), held)))
        return not place.every, found

    def _filled(self, place: Received, values: tuple[str, ...]) -> Place:
        if len(values) < place.arity:
            return Received(place.target, place.arity, values, place.every)
        return self._moves.settled(building.substitute(place.target, values))

    def _names(self, formula: Formula, place: Place, held: Mapping[str, str]) -> tuple[str, ...]:
        """All names there are, of which unknown ones are interchangeable: those known, and one more."""
        free = place.free if isinstance(place, Term) else place.names
        known = free.union(self._values(formula, held))
        return (*sorted(known), *fresh_names(1, known))

    def _values(self, formula: Formula, held: Mapping[str, str]) -> list[str]:
        return [held.get(name, name) for name in self._names_of(formula)]

    def _at(self, formula: Formula, place: Place, held: Mapping[str, str]) -> Position:
        """The position, which remembers only names that the formula speaks of."""
        return formula, place, tuple([(name, held[name]) for name in self._names_of(formula) if name in held])

    def _names_of(self, formula: Formula) -> tuple[str, ...]:
        found = self._ordered.get(id(formula))
        if found is None:
            free = free_names(formula, self._wanted.fixpoints, self._free)
            found = self._ordered[id(formula)] = tuple(sorted(free))
        return found


def _named(step: Step, meant: set[tuple[str, bool]], *, silent: bool) -> bool:
    if step.act is Act.TAU:
        return silent
    return (step.channel, step.act is Act.OUTPUT) in meant

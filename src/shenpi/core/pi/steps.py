"""The transition relation: late and symbolic, computed once for each term.

A symbolic step says under which equalities and inequalities of free names it can be taken. In the ground
reading, where different names are different, only steps without a condition remain; the same code leaves
the others out at once. Early steps are made from these in `early`. Restricted names are opened into names
that no text can contain, and closed again behind the step.
Milner, Parrow, Walker, *A calculus of mobile processes* (1992); Hennessy and Lin (1995) for the symbolic form.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from shenpi.core.pi import building
from shenpi.core.pi.compiling import System
from shenpi.core.pi.errors import TooDeep
from shenpi.core.pi.terms import Kind, Name, Term

OPENED: Final = "\0"
"""First character of an opened restricted name; its number and its hint follow."""


MAX_DEPTH: Final = 200


class Act(IntEnum):
    """What a step does."""

    TAU = 0
    OUTPUT = 1
    INPUT = 2


Condition = frozenset[tuple[str, str, bool]]
"""Pairs of names (sorted) that must be equal (True) or different (False)."""
ALWAYS: Final[Condition] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """One transition. `bound` names are bound in `target` as its indices 0, 1, …, with hints for display.

    Output: `objects` are what is sent, with indices for the restricted names that leave their scope.
    Input: the indices stand for what is received. τ: `channel` and `objects` tell what was exchanged inside,
    for display only; "" is a τ prefix.
    """

    act: Act
    channel: str
    objects: tuple[Name, ...]
    bound: tuple[str, ...]
    target: Term
    condition: Condition = ALWAYS

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two steps one."""
        seen = () if self.act is Act.TAU else (self.channel, self.objects, len(self.bound))
        return (self.act, seen, self.target, self.condition)


class Semantics:
    """Steps of closed terms over one system, remembered.

    `unguarded` becomes true when an agent called itself without a prefix in between: of such agents
    (P = Q | P) one copy is unfolded at a time, and communication between two fresh copies is not seen.
    """

    def __init__(self, system: System, *, symbolic: bool = False) -> None:
        self.system = system
        self.symbolic = symbolic
        self.unguarded = False
        self._steps: dict[Term, tuple[Step, ...]] = {}
        self._unfolding: set[str] = set()
        self._depth = 0

    def steps(self, term: Term) -> tuple[Step, ...]:
        """Every step of a term without dangling indices, without duplicates.

        Raises TooDeep where agents stand for agents beyond `MAX_DEPTH` without a step in between.
        """
        found = self._steps.get(term)
        if found is not None:
            return found
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise TooDeep(MAX_DEPTH)
        try:
            found = _distinct(self._derive(term))
        finally:
            self._depth -= 1
        if not self._unfolding:
            self._steps[term] = found
        return found

    def unfold(self, term: Term) -> Term | None:
        """The body of a called agent with its arguments; None where it is not defined with so many."""
        agent = self.system.agents.get(term.label)
        if agent is None or len(agent.parameters) + len(agent.globals) != len(term.names):
            return None
        return building.substitute(agent.body, term.names)

    def _derive(self, term: Term) -> Iterable[Step]:
        kind = term.kind
        if kind is Kind.TAU:
            return [Step(Act.TAU, "", (), (), term.kids[0])]
        if kind is Kind.OUTPUT:
            return [Step(Act.OUTPUT, str(term.names[0]), term.names[1:], (), term.kids[0])]
        if kind is Kind.INPUT:
            return [Step(Act.INPUT, str(term.names[0]), tuple(range(term.arity)), term.hints, term.kids[0])]
        if kind in (Kind.MATCH, Kind.MISMATCH):
            return self._tested(term)
        if kind is Kind.SUM:
            return [step for kid in term.kids for step in self.steps(kid)]
        if kind is Kind.CALL:
            return self._called(term)
        if kind is Kind.PARALLEL:
            return self._side_by_side(term.kids)
        if kind is Kind.NEW:
            return self._restricted(term)
        return ()

    def _tested(self, term: Term) -> Iterable[Step]:
        left, right = str(term.names[0]), str(term.names[1])
        equal = term.kind is Kind.MATCH
        if (left == right) is equal and (equal or not self.symbolic):
            return self.steps(term.kids[0])
        if left == right or not self.symbolic:
            return ()
        return _under(frozenset({(left, right, equal)}), self.steps(term.kids[0]))

    def _called(self, term: Term) -> Iterable[Step]:
        if term.label in self._unfolding:
            self.unguarded = True
            return ()
        body = self.unfold(term)
        if body is None:
            return ()
        self._unfolding.add(term.label)
        try:
            return self.steps(body)
        finally:
            self._unfolding.remove(term.label)

    def _side_by_side(self, kids: tuple[Term, ...]) -> Iterable[Step]:
        found: list[Step] = []
        by_kid = [self.steps(kid) for kid in kids]
        for at, steps in enumerate(by_kid):
            others = kids[:at] + kids[at + 1 :]
            for step in steps:
                found.append(_with_target(step, building.parallel((step.target, *others))))
        offers = [(at, step) for at, steps in enumerate(by_kid) for step in steps if step.act is not Act.TAU]
        takers: dict[str, list[tuple[int, Step]]] = {}
        for at, step in offers:
            if step.act is Act.INPUT:
                takers.setdefault("" if self.symbolic else step.channel, []).append((at, step))
        for at, sender in offers:
            if sender.act is not Act.OUTPUT:
                continue
            for other, taker in takers.get("" if self.symbolic else sender.channel, ()):
                if at != other and len(sender.objects) == len(taker.bound):
                    rest = [kid for place, kid in enumerate(kids) if place not in (at, other)]
                    found += _together(sender, taker, rest)
        return found

    def _restricted(self, term: Term) -> Iterable[Step]:
        number = 1 + max(
            [int(name[1:].split(OPENED)[0]) for name in term.free if name[0] == OPENED], default=0
        )
        opened = tuple([f"{OPENED}{number + at}{OPENED}{hint}" for at, hint in enumerate(term.hints)])
        body = building.parallel([building.substitute(kid, opened) for kid in term.kids])
        found: list[Step] = []
        for step in self.steps(body):
            condition = _outside(step.condition, opened)
            if condition is None or (step.act is not Act.TAU and step.channel in opened):
                continue
            found.append(_closed(step, condition, opened, term.hints))
        return found


def _distinct(steps: Iterable[Step]) -> tuple[Step, ...]:
    return tuple({step.key: step for step in steps}.values())


def _with_target(step: Step, target: Term) -> Step:
    return Step(step.act, step.channel, step.objects, step.bound, target, step.condition)


def _under(condition: Condition, steps: Iterable[Step]) -> Iterable[Step]:
    """The steps under a further condition, without those that can never be taken."""
    for step in steps:
        whole = step.condition | condition
        if not any((left, right, not equal) in whole for left, right, equal in condition):
            yield Step(step.act, step.channel, step.objects, step.bound, step.target, whole)


def _together(sender: Step, taker: Step, rest: Sequence[Term]) -> Iterable[Step]:
    """The communication of two neighbours, with the rest beside them."""
    received = building.substitute(taker.target, sender.objects)
    both = building.new(sender.bound, building.parallel((sender.target, received)))
    seen = tuple([sender.bound[name] if isinstance(name, int) else name for name in sender.objects])
    joined = Step(
        Act.TAU,
        sender.channel,
        seen,
        (),
        building.parallel((both, *rest)),
        sender.condition | taker.condition,
    )
    if sender.channel == taker.channel:
        return [joined]
    left, right = sorted((sender.channel, taker.channel))
    return _under(frozenset({(left, right, True)}), [joined])


def _outside(condition: Condition, opened: tuple[str, ...]) -> Condition | None:
    """The condition as seen from outside a restriction: None if it can't hold there."""
    kept = set()
    for left, right, equal in condition:
        if left not in opened and right not in opened:
            kept.add((left, right, equal))
        elif equal:
            return None
    return frozenset(kept)


def _closed(step: Step, condition: Condition, opened: tuple[str, ...], hints: tuple[str, ...]) -> Step:
    """The step with the opened names restricted again, or leaving their scope where they are sent."""
    if step.act is not Act.OUTPUT:
        inner = len(step.bound)
        down = tuple(range(len(opened), len(opened) + inner))
        places = tuple([(name, at) for at, name in enumerate(opened)])
        target = building.new(hints, building.substitute(step.target, down, places))
        return Step(step.act, step.channel, step.objects, step.bound, target, condition)
    leaving: list[Name] = []
    for name in step.objects:
        if (isinstance(name, int) or name in opened) and name not in leaving:
            leaving.append(name)
    if not leaving:
        places = tuple([(name, at) for at, name in enumerate(opened)])
        target = building.new(hints, building.substitute(step.target, (), places))
        return Step(step.act, step.channel, step.objects, (), target, condition)
    staying = [at for at, name in enumerate(opened) if name not in leaving]
    width = len(staying)
    renames = [(opened[at], place) for place, at in enumerate(staying)]
    renames += [(name, width + place) for place, name in enumerate(leaving) if isinstance(name, str)]
    old = {name: width + place for place, name in enumerate(leaving) if isinstance(name, int)}
    down = tuple([old[at] for at in range(len(step.bound))])
    body = building.substitute(step.target, down, tuple(renames))
    return Step(
        Act.OUTPUT,
        step.channel,
        tuple([leaving.index(name) if name in leaving else name for name in step.objects]),
        tuple([step.bound[name] if isinstance(name, int) else hints[opened.index(name)] for name in leaving]),
        building.new(tuple([hints[at] for at in staying]), body),
        condition,
    )

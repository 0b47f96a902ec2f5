"""What states do in the ground reading: early moves, silent closures, names that an observer makes up."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from shenpi.core.pi import building
from shenpi.core.pi.errors import LimitReached
from shenpi.core.pi.naming import FRESH, shown_name
from shenpi.core.pi.steps import Act, Semantics, Step
from shenpi.core.pi.terms import Kind, Name, Term

MAX_INSTANCES: Final = 20_000
"""Ways to fill the parameters of one input; beyond it nothing is decided."""


@dataclass(frozen=True, slots=True)
class Label:
    """What an observer sees. `values` holds indices for restricted names that leave, texts for all others.

    A late input has no values yet: `values` are its indices.
    """

    act: Act
    channel: str = ""
    values: tuple[Name, ...] = ()

    def __str__(self) -> str:
        if self.act is Act.TAU:
            return "τ"
        words = [f"^{value + 1}" if isinstance(value, int) else shown_name(value) for value in self.values]
        return shown_action(self.act, shown_name(self.channel), words)


def shown_action(act: Act, channel: str, words: Sequence[str]) -> str:
    """A visible action in words: 'a<x,y>, a(x,y), and 'a or a where nothing is passed."""
    inside = ",".join(words)
    if act is Act.OUTPUT:
        return f"'{channel}<{inside}>" if words else f"'{channel}"
    return f"{channel}({inside})" if words else channel


TAU: Final = Label(Act.TAU)


def fresh_names(how_many: int, taken: Collection[str]) -> tuple[str, ...]:
    """The first made-up names that are not taken."""
    names: list[str] = []
    for number in count(1):
        if len(names) == how_many:
            break
        if (name := f"{FRESH}{number}") not in taken:
            names.append(name)
    return tuple(names)


def instances(arity: int, known: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Every way to receive `arity` names, of which unknown ones are interchangeable.

    Raises LimitReached beyond `MAX_INSTANCES`.
    """
    if (len(known) + arity) ** arity > MAX_INSTANCES:
        raise LimitReached(MAX_INSTANCES)
    order = sorted(known)
    fresh = fresh_names(arity, known)

    def fill(values: tuple[str, ...], used: int) -> Iterator[tuple[str, ...]]:
        if len(values) == arity:
            yield values
            return
        for name in (*order, *fresh[:used]):
            yield from fill((*values, name), used)
        yield from fill((*values, fresh[used]), used + 1)

    return fill((), 0)


def settled(term: Term, *, names_may_meet: bool = False) -> Term:
    """The term without tests at its top whose outcome is fixed.

    Two different names stay different, unless `names_may_meet`: then only restricted ones do.
    """
    if term.kind is Kind.PARALLEL:
        parts = [settled(kid, names_may_meet=names_may_meet) for kid in term.kids]
        return (
            building.parallel(parts)
            if any(a is not b for a, b in zip(parts, term.kids, strict=True))
            else term
        )
    if term.kind is Kind.NEW:
        parts = [settled(kid, names_may_meet=names_may_meet) for kid in term.kids]
        if all(a is b for a, b in zip(parts, term.kids, strict=True)):
            return term
        return building.new(term.hints, building.parallel(parts))
    if term.kind not in (Kind.MATCH, Kind.MISMATCH):
        return term
    left, right = term.names
    holds = (left == right) is (term.kind is Kind.MATCH)
    fixed = left == right or not names_may_meet or isinstance(left, int) or isinstance(right, int)
    if not fixed:
        return term
    return settled(term.kids[0], names_may_meet=names_may_meet) if holds else building.NIL


class Moves:
    """Early moves and silent closures of ground states, remembered; at most `limit` states are looked at."""

    def __init__(self, semantics: Semantics, limit: int, *, names_may_meet: bool = False) -> None:
        self.semantics = semantics
        self.limit = limit
        self._meet = names_may_meet
        self._silent: dict[Term, tuple[Term, ...]] = {}
        self._closures: dict[Term, tuple[Term, ...]] = {}

    def steps(self, term: Term) -> tuple[Step, ...]:
        """The late steps of a state. Raises LimitReached."""
        if term not in self._silent:
            if len(self._silent) >= self.limit:
                raise LimitReached(self.limit)
            steps = self.semantics.steps(term)
            silent = {self.settled(step.target): None for step in steps if step.act is Act.TAU}
            self._silent[term] = tuple(silent)
        return self.semantics.steps(term)

    def settled(self, term: Term) -> Term:
        """The state without what can never run. Here states begin."""
        return settled(term, names_may_meet=self._meet)

    def silent(self, term: Term) -> tuple[Term, ...]:
        """States one τ away. Raises LimitReached."""
        self.steps(term)
        return self._silent[term]

    def closure(self, term: Term) -> tuple[Term, ...]:
        """The state itself, then all states that τ steps lead to. Raises LimitReached."""
        found = self._closures.get(term)
        if found is None:
            seen = {term: None}
            waiting = [term]
            while waiting:
                for target in self.silent(waiting.pop()):
                    if target not in seen:
                        seen[target] = None
                        waiting.append(target)
            found = self._closures[term] = tuple(seen)
        return found

    def early(
        self, term: Term, known: Collection[str], *, fresh_only: bool = False
    ) -> Iterator[tuple[Label, Term]]:
        """Visible early moves of a state for an observer who knows `known`, a superset of its free names."""
        for step in self.steps(term):
            if step.act is Act.OUTPUT:
                yield self.output(step, known)
            elif step.act is Act.INPUT:
                arity = len(step.bound)
                for values in [fresh_names(arity, known)] if fresh_only else instances(arity, known):
                    yield Label(Act.INPUT, step.channel, values), self.received(step, values)

    def output(self, step: Step, known: Collection[str]) -> tuple[Label, Term]:
        """What an output shows, and the state after it, where names that left are fresh to the observer."""
        names = fresh_names(len(step.bound), known)
        target = self.settled(building.substitute(step.target, names))
        return Label(Act.OUTPUT, step.channel, step.objects), target

    def received(self, step: Step, values: tuple[str, ...]) -> Term:
        """The state after an input."""
        return self.settled(building.substitute(step.target, values))

    def after(self, term: Term, label: Label, known: Collection[str]) -> Iterator[Term]:
        """States one early move with this label away."""
        for step in self.steps(term):
            if step.act is not label.act or step.channel != label.channel:
                continue
            if step.act is Act.OUTPUT and step.objects == label.values:
                yield self.output(step, known)[1]
            elif step.act is Act.INPUT and len(step.bound) == len(label.values):
                yield self.received(step, tuple([str(value) for value in label.values]))

    def weakly_after(self, term: Term, label: Label, known: Collection[str]) -> tuple[Term, ...]:
        """States that τ steps, a move with this label, and τ steps again lead to."""
        found: dict[Term, None] = {}
        for before in self.closure(term):
            for target in self.after(before, label, known):
                found.update(dict.fromkeys(self.closure(target)))
        return tuple(found)

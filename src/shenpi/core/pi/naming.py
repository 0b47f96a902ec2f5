"""Canonical terms as people read them: bound names get names again, the ones of the text where they were kept."""

from collections.abc import Sequence
from itertools import count
from typing import Final

from shenpi.core.pi.compiling import System
from shenpi.core.pi.printing import print_process
from shenpi.core.pi.steps import OPENED
from shenpi.core.pi.syntax import (
    NIL,
    Call,
    Input,
    Match,
    Output,
    Parallel,
    Process,
    Restriction,
    Sum,
    Tau,
)
from shenpi.core.pi.terms import Kind, Name, Term

RECEIVED: Final = "x"
RESTRICTED: Final = "n"
FRESH: Final = "\1"
"""First character of a name that an analysis made up; its number follows."""


def shown_name(name: str) -> str:
    """A name as it is shown: of opened restricted names the hint, of made-up names a tilde and the number."""
    if name.startswith(OPENED):
        return name.split(OPENED)[2] or RESTRICTED + name.split(OPENED)[1]
    return f"~{name[1:]}" if name.startswith(FRESH) else name


def shown(system: System, term: Term) -> str:
    """A closed term on a line."""
    return print_process(readable(system, term), system.definitions.dialect)


def readable(system: System, term: Term) -> Process:
    """A closed term with named binders. Names added to calls for global names are left out again."""
    taken = {shown_name(name) for name in term.free} | set(system.agents)
    return _Namer(system, taken).process(term, ())


class _Namer:
    def __init__(self, system: System, taken: set[str]) -> None:
        self._agents = system.agents
        self._taken = taken

    def process(self, term: Term, scope: tuple[str, ...]) -> Process:
        """The process; `scope` names the indices. Names are never used twice, so nothing is hidden."""
        kind = term.kind
        if kind is Kind.NIL:
            return NIL
        names = [_named(name, scope) for name in term.names]
        if kind is Kind.CALL:
            return Call(term.label, tuple(self._visible(term.label, names)))
        inner = self._fresh(term) + scope if term.arity else scope
        kids = [self.process(kid, inner) for kid in term.kids]
        if kind is Kind.TAU:
            return Tau(kids[0])
        if kind is Kind.OUTPUT:
            return Output(names[0], tuple(names[1:]), kids[0])
        if kind is Kind.INPUT:
            return Input(names[0], inner[: term.arity], kids[0])
        if kind in (Kind.MATCH, Kind.MISMATCH):
            return Match(names[0], names[1], kids[0], kind is Kind.MATCH)
        if kind is Kind.SUM:
            return Sum(tuple(kids))
        if kind is Kind.PARALLEL:
            return Parallel(tuple(kids))
        return Restriction(inner[: term.arity], kids[0] if len(kids) == 1 else Parallel(tuple(kids)))

    def _visible(self, label: str, names: Sequence[str]) -> Sequence[str]:
        agent = self._agents.get(label)
        return names if agent is None else names[: len(names) - len(agent.globals)]

    def _fresh(self, term: Term) -> tuple[str, ...]:
        prefix = RESTRICTED if term.kind is Kind.NEW else RECEIVED
        return tuple([self._unused(hint, prefix) for hint in term.hints])

    def _unused(self, hint: str, prefix: str) -> str:
        if hint and hint not in self._taken:
            self._taken.add(hint)
            return hint
        base = hint or prefix
        name = next(each for at in count(1) if (each := f"{base}{at}") not in self._taken)
        self._taken.add(name)
        return name


def _named(name: Name, scope: Sequence[str]) -> str:
    return scope[name] if isinstance(name, int) else shown_name(name)

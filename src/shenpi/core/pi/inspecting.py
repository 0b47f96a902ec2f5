"""What the states of a process tell: where it ends, what it shows, how many there are."""

from collections.abc import Collection
from dataclasses import dataclass

from shenpi.core.pi import building, refinement
from shenpi.core.pi.compiling import compile_definitions
from shenpi.core.pi.errors import LimitReached
from shenpi.core.pi.exploring import Lts, explore
from shenpi.core.pi.moves import TAU, Moves
from shenpi.core.pi.naming import shown, shown_name
from shenpi.core.pi.registers import automaton
from shenpi.core.pi.steps import Semantics
from shenpi.core.pi.syntax import Definitions, Process


@dataclass(frozen=True, slots=True)
class Deadlock:
    """A state without a step. `ended`: nothing is left (0), so that the process may be said to have finished."""

    ended: bool
    path: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Deadlocks:
    """All states without a step among `states` states; `complete` is false when a limit cut the search."""

    found: tuple[Deadlock, ...]
    states: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Size:
    """States and transitions of the fresh-register automaton and of the early transition system.

    `strong`, `branching` and `weak` are the states of the latter's quotients: an upper bound of what is needed,
    as a name that is kept but never used still tells two states apart. They are None when a limit cut the
    search after `explored` states; `complete` is false then.
    """

    configurations: int
    edges: int
    states: int
    transitions: int
    explored: int
    complete: bool
    strong: int | None
    branching: int | None
    weak: int | None


def deadlocks(definitions: Definitions, process: Process, limit: int) -> Deadlocks:
    """Look at up to `limit` states for those that can do nothing, each with a shortest way to it."""
    system = compile_definitions(definitions, hints=True)
    moves = Moves(Semantics(system), limit)
    lts = explore(moves, system.term(process), limit)
    found: list[Deadlock] = []
    for at in range(lts.explored):
        if not lts.edges[at]:
            state = lts.states[at]
            path = _in_words(moves, lts, at)
            found.append(Deadlock(state is building.NIL, path, shown(system, state)))
    return Deadlocks(tuple(found), len(lts.states), lts.complete)


def size(definitions: Definitions, process: Process, limit: int) -> Size:
    """Count states and transitions, up to `limit` states."""
    system = compile_definitions(definitions)
    semantics = Semantics(system)
    term = system.term(process)
    held = automaton(semantics, term, limit)
    lts = explore(Moves(semantics, limit), term, limit)
    counted = (len(held.configurations), len(held.edges), len(lts.states), lts.transitions, lts.explored)
    if not lts.complete or held.explored < len(held.configurations):
        return Size(*counted, False, None, None, None)
    try:
        weakly: int | None = len(set(refinement.weak(lts.edges)))
    except LimitReached:
        weakly = None
    fine, middle = refinement.strong(lts.edges), refinement.branching(lts.edges)
    return Size(*counted, True, len(set(fine)), len(set(middle)), weakly)


def traces(
    definitions: Definitions, process: Process, length: int, limit: int
) -> tuple[tuple[str, ...], ...]:
    """The visible traces of up to `length` actions that no other of them extends, sorted; inputs receive new names.

    Raises LimitReached for more than `limit` states or traces.
    """
    lts = early_system(definitions, process, limit, fresh_only=True)
    if not lts.complete:
        raise LimitReached(limit)
    found: set[tuple[str, ...]] = set()
    waiting: list[tuple[tuple[str, ...], frozenset[int]]] = [((), _silently(lts, {0}))]
    while waiting:
        trace, states = waiting.pop()
        after: dict[str, set[int]] = {}
        for state in states:
            for label, target in lts.edges[state]:
                if label != 0:
                    after.setdefault(str(lts.labels[label]), set()).add(target)
        if not after or len(trace) == length:
            found.add(trace)
            if len(found) > limit:
                raise LimitReached(limit)
            continue
        waiting += [((*trace, label), _silently(lts, targets)) for label, targets in after.items()]
    return tuple(sorted(found))


def early_system(definitions: Definitions, process: Process, limit: int, *, fresh_only: bool = False) -> Lts:
    """The early transition system of a process, up to `limit` states."""
    system = compile_definitions(definitions)
    return explore(Moves(Semantics(system), limit), system.term(process), limit, fresh_only=fresh_only)


def _in_words(moves: Moves, lts: Lts, state: int) -> tuple[str, ...]:
    """The way to a state; a communication inside is told with its channel and message."""
    words: list[str] = []
    before = 0
    for label, after in lts.path(state):
        inside = ""
        if label == TAU:
            steps = moves.steps(lts.states[before])
            step = next(each for each in steps if moves.settled(each.target) is lts.states[after])
            message = ",".join([shown_name(str(name)) for name in step.objects])
            inside = f"({shown_name(step.channel)}<{message}>)" if step.channel else ""
        words.append(f"{label}{inside}")
        before = after
    return tuple(words)


def _silently(lts: Lts, states: Collection[int]) -> frozenset[int]:
    seen = set(states)
    waiting = list(states)
    while waiting:
        for label, target in lts.edges[waiting.pop()]:
            if label == 0 and target not in seen:
                seen.add(target)
                waiting.append(target)
    return frozenset(seen)

"""Parallel components made small one by one, before they are put together.

For processes that pass no names (CCS), weak and branching bisimilarity are preserved by parallel composition
and restriction, so each component, and each partial composition as soon as a channel is used by nobody else,
is replaced by its quotient: Graf and Steffen, *Compositional minimization of finite state systems* (1990).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shenpi.core.pi import building, refinement
from shenpi.core.pi.errors import LimitReached
from shenpi.core.pi.exploring import explore
from shenpi.core.pi.merging import parts
from shenpi.core.pi.moves import TAU, Label, Moves
from shenpi.core.pi.steps import OPENED, Act
from shenpi.core.pi.structure import reachable
from shenpi.core.pi.syntax import Definitions, Input, Output, Process
from shenpi.core.pi.terms import Kind, Term


@dataclass(frozen=True, slots=True)
class Machine:
    """A finite system with labels of its own; it starts in state 0."""

    edges: tuple[tuple[tuple[Label, int], ...], ...]

    @property
    def channels(self) -> frozenset[str]:
        """The channels it may use."""
        return frozenset([label.channel for out in self.edges for label, _ in out if label != TAU])


def passes_no_names(definitions: Definitions, process: Process) -> bool:
    """Whether no message carries a name, in a process and in all that it calls."""
    waiting = [process, *[agent.body for agent in reachable(definitions, process).values()]]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Input) and here.parameters:
            return False
        if isinstance(here, Output) and here.objects:
            return False
        waiting += parts(here)
    return True


def minimised(moves: Moves, term: Term, limit: int) -> Machine:
    """The branching quotient of a process that passes no names, with hidden channels made silent.

    Raises LimitReached when a part does not fit into `limit` states.
    """
    hidden: list[str] = []
    kids = _side_by_side(moves, term, hidden)
    machines = [_of_component(moves, kid, limit) for kid in kids]
    whole = Machine(((),))
    while machines:
        machines.sort(key=lambda machine: (-len(machine.channels & whole.channels), len(machine.edges)))
        whole = _product(whole, machines.pop(0), limit)
        needed = frozenset().union(*[machine.channels for machine in machines])
        whole = _smaller(_without(whole, frozenset(hidden) - needed))
    return whole


def _side_by_side(moves: Moves, term: Term, hidden: list[str]) -> list[Term]:
    """The components of a term, with restrictions opened (their names are added to `hidden`) and calls unfolded."""
    found: list[Term] = []
    waiting = [(term, 0)]
    while waiting:
        here, unfolded = waiting.pop()
        if here.kind is Kind.NEW:
            # Negative numbers: restrictions further inside count from 1 when they are opened.
            names = tuple([f"{OPENED}{-1 - len(hidden) - at}{OPENED}" for at in range(here.arity)])
            hidden += names
            waiting += [(building.substitute(kid, names), unfolded) for kid in here.kids]
        elif here.kind is Kind.PARALLEL:
            waiting += [(kid, unfolded) for kid in here.kids]
        elif here.kind is Kind.CALL and unfolded < 100 and (body := moves.semantics.unfold(here)) is not None:
            wide = body.kind in (Kind.NEW, Kind.PARALLEL, Kind.CALL)
            waiting.append((body, unfolded + 1)) if wide else found.append(here)
        else:
            found.append(here)
    return found


def _of_component(moves: Moves, term: Term, limit: int) -> Machine:
    lts = explore(moves, term, limit)
    if not lts.complete:
        raise LimitReached(limit)
    return _smaller(
        Machine(tuple([tuple([(lts.labels[label], target) for label, target in out]) for out in lts.edges]))
    )


def _product(left: Machine, right: Machine, limit: int) -> Machine:
    number = {(0, 0): 0}
    order = [(0, 0)]
    edges: list[tuple[tuple[Label, int], ...]] = []

    def state(pair: tuple[int, int]) -> int:
        if pair not in number:
            if len(number) >= limit:
                raise LimitReached(limit)
            number[pair] = len(order)
            order.append(pair)
        return number[pair]

    for one, two in order:
        out = {(label, state((target, two))): None for label, target in left.edges[one]}
        out |= {(label, state((one, target))): None for label, target in right.edges[two]}
        for mine, ours in left.edges[one]:
            for yours, theirs in right.edges[two]:
                if mine.channel == yours.channel and {mine.act, yours.act} == {Act.INPUT, Act.OUTPUT}:
                    out[TAU, state((ours, theirs))] = None
        edges.append(tuple(out))
    return Machine(tuple(edges))


def _without(machine: Machine, hidden: frozenset[str]) -> Machine:
    """The machine without moves on hidden channels, which nobody can answer any more."""
    kept = [tuple([edge for edge in out if edge[0].channel not in hidden]) for out in machine.edges]
    return _reachable(kept)


def _smaller(machine: Machine) -> Machine:
    edges, labels = numbered([machine])
    blocks = refinement.branching(edges)
    joined = refinement.quotient(edges, blocks)
    first = blocks[0]
    place = {block: at for at, block in enumerate([first, *[b for b in range(len(joined)) if b != first]])}
    ordered = sorted(range(len(joined)), key=lambda block: place[block])
    named = [tuple([(labels[label], place[target]) for label, target in joined[block]]) for block in ordered]
    return _reachable(named)


def _reachable(edges: Sequence[Sequence[tuple[Label, int]]]) -> Machine:
    number = {0: 0}
    order = [0]
    for state in order:
        for _, target in edges[state]:
            if target not in number:
                number[target] = len(order)
                order.append(target)
    return Machine(
        tuple([tuple([(label, number[target]) for label, target in edges[state]]) for state in order])
    )


def numbered(machines: Iterable[Machine]) -> tuple[list[list[tuple[int, int]]], list[Label]]:
    """Machines in one system with numbers for labels, τ being 0; each begins where the one before ends."""
    numbers = {TAU: 0}
    edges: list[list[tuple[int, int]]] = []
    for machine in machines:
        first = len(edges)
        for out in machine.edges:
            edges.append([(numbers.setdefault(label, len(numbers)), first + target) for label, target in out])
    return edges, list(numbers)

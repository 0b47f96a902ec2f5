"""The states of a term and of its net as far as an observer sees in so many actions.

What is interrupted and begins anew leaves its old insides behind, asleep: a loop has infinitely many terms.
"""

from collections.abc import Callable, Hashable, Iterator
from math import inf
from typing import TypeVar

from shenpi.core.pi import Call, Definitions, refinement
from shenpi.core.pi.compiling import compile_definitions
from shenpi.core.pi.errors import LimitReached
from shenpi.core.pi.moves import Moves
from shenpi.core.pi.steps import Semantics
from shenpi.core.pi.terms import Term
from shenpi.core.pi.translation import MAIN, behaviour
from shenpi.core.process import ProcessModel

Edges = list[list[tuple[str, int]]]
_S = TypeVar("_S", bound=Hashable)


def of_term(definitions: Definitions, limit: int, actions: float = inf) -> Edges:
    """The early states of a term that so many visible actions lead to. Raises `LimitReached`."""
    system = compile_definitions(definitions)
    moves = Moves(Semantics(system), limit)

    def steps(term: Term) -> Iterator[tuple[str, Term]]:
        yield from (("", target) for target in moves.silent(term))
        yield from ((str(label), target) for label, target in moves.early(term, term.free))

    return _cut(moves.settled(system.term(Call(MAIN))), steps, limit, actions)


def of_net(model: ProcessModel, limit: int, actions: float = inf) -> Edges:
    """The same of a diagram's net."""
    edges = behaviour(model, limit)
    return _cut(0, lambda state: iter(edges[state]), limit, actions)


def _cut(start: _S, steps: Callable[[_S], Iterator[tuple[str, _S]]], limit: int, actions: float) -> Edges:
    first = (start, actions)
    number, states, edges = {first: 0}, [first], []
    for state, left in states:
        if len(states) > limit:
            raise LimitReached(limit)
        out: dict[tuple[str, int], None] = {}
        for label, target in steps(state):
            after = (target, left - bool(label))
            if after[1] < 0:
                continue
            if after not in number:
                number[after] = len(states)
                states.append(after)
            out[label, number[after]] = None
        edges.append(list(out))
    return edges


def weakly_bisimilar(left: Edges, right: Edges) -> bool:
    """Whether an observer tells the two starts apart."""
    number = {"": 0}
    joint = [
        [(number.setdefault(label, len(number)), target + start) for label, target in out]
        for edges, start in ((left, 0), (right, len(left)))
        for out in edges
    ]
    blocks = refinement.weak(joint)
    return blocks[0] == blocks[len(left)]

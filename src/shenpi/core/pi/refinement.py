"""Partitions of a finite transition system by signature refinement: strong, branching, weak.

Label 0 is τ. Branching comes first for weak, on a much smaller system, then saturation: Blom and van de Pol,
*Distributed branching bisimulation minimization by inductive signatures* (2009); Groote and Vaandrager (1990).
Divergence is not told apart.
"""

from collections.abc import Sequence
from typing import Final

from shenpi.core.pi.errors import LimitReached

Edges = Sequence[Sequence[tuple[int, int]]]
Blocks = list[int]

MAX_SATURATED: Final = 4_000_000
"""Edges of a saturated system; beyond it nothing is decided."""


def strong(edges: Edges) -> Blocks:
    """The block of each state under strong bisimilarity."""
    blocks, count = [0] * len(edges), 1
    while True:
        known: dict[tuple[int, frozenset[tuple[int, int]]], int] = {}
        finer = [
            known.setdefault(
                (blocks[state], frozenset([(label, blocks[target]) for label, target in out])), len(known)
            )
            for state, out in enumerate(edges)
        ]
        if len(known) == count:
            return finer
        blocks, count = finer, len(known)


def branching(edges: Edges) -> Blocks:
    """The block of each state under branching bisimilarity."""
    loops = _silent_loops(edges)
    joined = quotient(edges, loops)
    order = _silent_first(joined)
    blocks, count = [0] * len(joined), 1
    while True:
        signatures: list[frozenset[tuple[int, int]]] = [frozenset()] * len(joined)
        known: dict[tuple[int, frozenset[tuple[int, int]]], int] = {}
        finer = [0] * len(joined)
        for state in order:
            seen: set[tuple[int, int]] = set()
            for label, target in joined[state]:
                if label == 0 and blocks[target] == blocks[state]:
                    seen |= signatures[target]
                else:
                    seen.add((label, blocks[target]))
            signatures[state] = frozenset(seen)
            finer[state] = known.setdefault((blocks[state], signatures[state]), len(known))
        if len(known) == count:
            return [finer[loop] for loop in loops]
        blocks, count = finer, len(known)


def weak(edges: Edges) -> Blocks:
    """The block of each state under weak bisimilarity. Raises LimitReached."""
    first = branching(edges)
    second = strong(saturated(quotient(edges, first)))
    return [second[block] for block in first]


def quotient(edges: Edges, blocks: Blocks) -> list[list[tuple[int, int]]]:
    """The system of the blocks, without τ inside a block."""
    joined: list[dict[tuple[int, int], None]] = [{} for _ in range(max(blocks, default=-1) + 1)]
    for state, out in enumerate(edges):
        for label, target in out:
            if label != 0 or blocks[target] != blocks[state]:
                joined[blocks[state]][label, blocks[target]] = None
    return [list(out) for out in joined]


def saturated(edges: Edges) -> list[list[tuple[int, int]]]:
    """The weak moves of a system without τ loops: τ* a τ* for each a, and τ* for τ. Raises LimitReached."""
    after: list[frozenset[int]] = [frozenset()] * len(edges)
    for state in _silent_first(edges):
        after[state] = frozenset({state}).union(
            *[after[target] for label, target in edges[state] if label == 0]
        )
    result: list[list[tuple[int, int]]] = []
    size = 0
    for state in range(len(edges)):
        found = {(0, target) for target in after[state]}
        for middle in after[state]:
            for label, target in edges[middle]:
                if label != 0:
                    found.update([(label, end) for end in after[target]])
        size += len(found)
        if size > MAX_SATURATED:
            raise LimitReached(MAX_SATURATED)
        result.append(list(found))
    return result


def _silent_loops(edges: Edges) -> Blocks:
    """A number for each state, the same for states on one τ loop (Tarjan, without recursion)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    component = [-1] * len(edges)
    stack: list[int] = []
    components = 0
    silent = [[target for label, target in out if label == 0] for out in edges]
    for root in range(len(edges)):
        work = [(root, 0)] if root not in index else []
        while work:
            state, at = work.pop()
            if at == 0:
                index[state] = low[state] = len(index)
                stack.append(state)
            elif component[last := silent[state][at - 1]] == -1:
                low[state] = min(low[state], low[last])
            for place in range(at, len(silent[state])):
                target = silent[state][place]
                if target not in index:
                    work += [(state, place + 1), (target, 0)]
                    break
                if component[target] == -1:
                    low[state] = min(low[state], index[target])
            else:
                if low[state] == index[state]:
                    while component[state] == -1:
                        component[stack.pop()] = components
                    components += 1
    return component


def _silent_first(edges: Edges) -> list[int]:
    """States so that the targets of τ come before its sources; for systems without τ loops."""
    order: list[int] = []
    entered = [False] * len(edges)
    for root in range(len(edges)):
        work = [(root, False)]
        while work:
            state, done = work.pop()
            if done:
                order.append(state)
            elif not entered[state]:
                entered[state] = True
                work.append((state, True))
                work += [
                    (target, False) for label, target in edges[state] if label == 0 and not entered[target]
                ]
    return order

"""Optimal alignments of a trace and a net, by A* (Adriansyah 2014), bounded and remembered by variant.

An alignment pairs the log's activities with the model's: *both* do the same, the log does what the model does not
allow there (*log*), or the model demands what the log lacks (*model*). Log and model moves cost one each, silent
transitions (gateways, events, timers) nothing. Cost 0 means: the trace is a run of the process.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from shenpi.core.process.conformance.board import LOGGED, Board
from shenpi.core.process.elements import Kind
from shenpi.core.process.net import Structure

STATES = 200_000
"""How many states one alignment may open before it says "not decided"."""

VARIANTS = 20_000
"""How many variants a checker remembers before it begins anew."""


class MoveKind(StrEnum):
    """Who moves."""

    BOTH = "both"
    LOG = "log"
    MODEL = "model"


class Move(NamedTuple):
    """One move: the log's activity ("" for the model alone) and the BPMN id ("" where the process has none)."""

    kind: MoveKind
    activity: str
    element: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """The cheapest pairing found. `decided`: `cost` is proven the least; else it is only a lower bound.

    `fits`: the trace is a run of the process; None where neither that nor the contrary could be shown.
    """

    cost: int
    moves: tuple[Move, ...]
    decided: bool
    fits: bool | None
    states: int

    @property
    def deviations(self) -> tuple[Move, ...]:
        """The moves of one side only, in order."""
        return tuple(move for move in self.moves if move.kind is not MoveKind.BOTH)


class _Node(NamedTuple):
    marking: int
    done: int
    before: "_Node | None"
    move: Move | None


class Checker:
    """Aligns traces with one net; every variant is computed once. May be shared between threads."""

    def __init__(self, net: Structure, *, logged: Collection[Kind] = LOGGED, states: int = STATES) -> None:
        self._net, self._logged, self._states = net, logged, states
        self._boards: dict[int, Board] = {}
        self._known: dict[tuple[tuple[str, ...], bool, int], Alignment] = {}
        self._elements: dict[str, tuple[str, ...]] = {}
        self._countable = sum(bool(node.instances) for node in net.model.nodes) < 2
        for node in net.model.nodes:
            if node.kind in logged:
                for label in (node.id, folded(node.name)):
                    self._elements[label] = (*self._elements.get(label, ()), node.id)

    def elements(self, activity: str) -> tuple[str, ...]:
        """Return the BPMN ids that an activity of a log may mean: the id itself, else the elements of that name."""
        return self._elements.get(activity) or self._elements.get(folded(activity), ())

    def name(self, activity: str) -> str:
        """Return what people call an activity: the element's name for a BPMN id, else the activity itself."""
        return self._net.model.names.get(activity, activity)

    def align(self, trace: Sequence[str], *, complete: bool = True, instances: int = 1) -> Alignment:
        """Return an optimal alignment; unless `complete`, the process need not have come to its end.

        `instances` is the number of copies of the multi-instance activity (at least one). With several of them one
        number says too little, and every course would seem to lack the others' copies: this is left undecided.
        """
        if not self._countable:
            return Alignment(0, (), False, None, 0)
        key = tuple(trace), complete, instances
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= VARIANTS:
                self._known.clear()
                self._boards.clear()
            found = self._known[key] = self._search(*key)
        return found

    def _board(self, instances: int) -> Board:
        if instances not in self._boards:
            self._boards[instances] = Board(self._net, instances, self._logged)
        return self._boards[instances]

    def _search(self, trace: tuple[str, ...], complete: bool, instances: int) -> Alignment:
        board = self._board(instances)
        meant = [self.elements(activity) for activity in trace]
        foreign = _foreign_after(meant)
        order = count()
        root = _Node(board.initial, 0, None, None)
        best = {(board.initial, 0): 0}
        queue = [(foreign[0], 0, next(order), 0, root)]
        opened, safe = 0, True
        while queue:
            bound, _deep, _order, cost, node = heappop(queue)
            if best[node.marking, node.done] < cost:
                continue
            if node.done == len(trace) and (not complete or board.finished(node.marking)):
                return self._found(cost, _path(node), opened, proven=cost == 0 or safe)
            opened += 1
            if opened > self._states:
                return Alignment(bound, (), False, False if bound and safe else None, opened)
            for price, marking, done, move in _moves(board, node, trace, meant):
                total = cost + price
                if total < best.get((marking, done), total + 1):
                    best[marking, done] = total
                    after = _Node(marking, done, node, move)
                    heappush(queue, (total + foreign[done], -done, next(order), total, after))
            safe = safe and node.marking not in board.unsafe
        # no run of the process ever ends: nothing can be aligned with it
        return Alignment(len(trace), (), False, False if safe else None, opened)

    def _found(self, cost: int, moves: tuple[Move, ...], opened: int, *, proven: bool) -> Alignment:
        return Alignment(cost, moves, proven, (cost == 0) if proven else None, opened)


def folded(name: str) -> str:
    """Return a name as activities are compared: without case, and with single spaces."""
    return re.sub(r"\s+", " ", name).strip().casefold()


def causes(alignments: Sequence[tuple[Alignment, int]]) -> Counter[Move]:
    """Count deviations over alignments, each with the number of its cases; a case counts once per deviation."""
    found: Counter[Move] = Counter()
    for alignment, cases in alignments:
        for move in set(alignment.deviations):
            found[move] += cases
    return found


def _foreign_after(meant: list[tuple[str, ...]]) -> list[int]:
    """Return, for each position, how many later activities the process does not know: each costs one, always."""
    left = [0]
    for elements in reversed(meant):
        left.append(left[-1] + (not elements))
    return left[::-1]


def _moves(
    board: Board, node: _Node, trace: tuple[str, ...], meant: list[tuple[str, ...]]
) -> list[tuple[int, int, int, Move | None]]:
    """Return (price, marking, index, move) of every step from a node."""
    marking, index = node.marking, node.done
    wanted = meant[index] if index < len(trace) else ()
    found: list[tuple[int, int, int, Move | None]] = []
    for element, after in board.next(marking):
        if not element:
            found.append((0, after, index, None))
            continue
        if element in wanted:
            found.append((0, after, index + 1, Move(MoveKind.BOTH, trace[index], element)))
        found.append((1, after, index, Move(MoveKind.MODEL, "", element)))
    if index < len(trace):
        found.append((1, marking, index + 1, Move(MoveKind.LOG, trace[index], wanted[0] if wanted else "")))
    return found


def _path(node: _Node) -> tuple[Move, ...]:
    moves = []
    step: _Node | None = node
    while step is not None:
        if step.move is not None:
            moves.append(step.move)
        step = step.before
    return tuple(reversed(moves))

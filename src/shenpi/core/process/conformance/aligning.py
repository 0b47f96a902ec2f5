"""Optimal alignments of a trace and a net, by A* (Adriansyah 2014), bounded and remembered by variant.

An alignment pairs the log's activities with the model's: *both* do the same, the log does what the model does not
allow there (*log*), or the model demands what the log lacks (*model*). Log and model moves cost one each, silent
transitions (gateways, events, timers) nothing. Cost 0 means: the trace is a run of the process.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from shenpi.core.process.conformance.board import LOGGED, Board
from shenpi.core.process.conformance.copies import Copies, Numbering, Rounds
from shenpi.core.process.elements import Kind
from shenpi.core.process.net import Step, Structure

STATES = 50_000
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


_Trace = tuple[tuple[str, int], ...]
"""Activities, each with the number of the copy that did it (0: of any)."""
_Asked = tuple[tuple[str, Rounds], ...]
"""By list, the copies with which its activities began."""


class Checker:
    """Aligns traces with one net; every variant is computed once. May be shared between threads."""

    def __init__(self, net: Structure, *, logged: Collection[Kind] = LOGGED, states: int = STATES) -> None:
        self._net, self.logged, self._states = net, logged, states
        self._boards: dict[tuple[_Asked, frozenset[str] | None], Board] = {}
        self._known: dict[tuple[_Trace, bool, _Asked, frozenset[str] | None], Alignment] = {}
        self._elements: dict[str, tuple[str, ...]] = {}
        self._lists = tuple(sorted(set(net.lists.values())))
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

    def list_of(self, activity: str) -> str:
        """Return the list whose entries do an activity, each in a copy of its own ("offices"); "" for any other."""
        if not self._lists:
            return ""
        return next(filter(None, map(self._net.list_of, self.elements(activity))), "")

    def align(
        self,
        trace: Sequence[str | Step],
        *,
        complete: bool = True,
        instances: int | Mapping[str, Copies] = 1,
        closed: Iterable[str] | None = None,
    ) -> Alignment:
        """Return an optimal alignment; unless `complete`, the process need not have come to its end.

        `instances` says how many copies multi-instance activities have: one number for all, or by list. With the
        names of each time that it began ([{"消防", "公安"}, {"消防"}]) a `Step` of the trace belongs to the copy that
        it names, and to no other; without, any copy may have done it.

        `closed` names what is known to have been ended by events instead of people: nothing else was interrupted.
        """
        same = instances if isinstance(instances, int) else 1
        by_list = {} if isinstance(instances, int) else instances
        copies = Numbering({name: by_list.get(name) or same for name in self._lists})
        steps = [step if isinstance(step, Step) else Step(step) for step in trace]
        told = tuple((activity, copies.of(self.list_of(activity), instance)) for activity, instance in steps)
        key = told, complete, copies.rounds(), None if closed is None else self._around(closed)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= VARIANTS:
                self._known.clear()
                self._boards.clear()
            found = self._known[key] = self._search(*key)
        return found

    def _around(self, elements: Iterable[str]) -> frozenset[str]:
        """Return the elements and the sub-processes in which they lie: whichever an event interrupted."""
        found: set[str] = set()
        for element in elements:
            while element in self._net.model.node:
                found.add(element)
                element = self._net.model.node[element].scope
        return frozenset(found)

    def _board(self, rounds: _Asked, interrupted: frozenset[str] | None) -> Board:
        key = rounds, interrupted
        if key not in self._boards:
            self._boards[key] = Board(self._net, dict(rounds), self.logged, interrupted)
        return self._boards[key]

    def _search(
        self, trace: _Trace, complete: bool, rounds: _Asked, interrupted: frozenset[str] | None
    ) -> Alignment:
        board = self._board(rounds, interrupted)
        meant = [self.elements(activity) for activity, _copy in trace]
        foreign = _foreign_after(meant)
        owed = _owed_after(board, trace, meant) if complete else [0] * (len(trace) + 1)
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
                    least = total + foreign[done] + (marking & owed[done]).bit_count()
                    heappush(queue, (least, -done, next(order), total, after))
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


def _owed_after(board: Board, trace: _Trace, meant: Sequence[tuple[str, ...]]) -> list[int]:
    """Return, for each position, the places whose token costs one: what must be done there is not told any more."""
    owed = 0
    for mask in board.owed.values():
        owed |= mask
    found = [owed]
    for (_activity, own), elements in zip(reversed(trace), reversed(meant), strict=True):
        for (element, copy), mask in board.owed.items():
            if element in elements and own in (0, copy):
                owed &= ~mask
        found.append(owed)
    return found[::-1]


def _moves(
    board: Board, node: _Node, trace: _Trace, meant: Sequence[tuple[str, ...]]
) -> list[tuple[int, int, int, Move | None]]:
    """Return (price, marking, index, move) of every step from a node."""
    marking, index = node.marking, node.done
    activity, own = trace[index] if index < len(trace) else ("", 0)
    wanted = meant[index] if index < len(trace) else ()
    found: list[tuple[int, int, int, Move | None]] = []
    for element, copy, after in board.next(marking):
        if not element:
            found.append((0, after, index, None))
            continue
        if element in wanted and (not own or own == copy):
            found.append((0, after, index + 1, Move(MoveKind.BOTH, activity, element)))
        found.append((1, after, index, Move(MoveKind.MODEL, "", element)))
    if index < len(trace):
        found.append((1, marking, index + 1, Move(MoveKind.LOG, activity, wanted[0] if wanted else "")))
    return found


def _path(node: _Node) -> tuple[Move, ...]:
    moves = []
    step: _Node | None = node
    while step is not None:
        if step.move is not None:
            moves.append(step.move)
        step = step.before
    return tuple(reversed(moves))

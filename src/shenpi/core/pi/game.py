"""Bisimilarity as a game of challenges and replies, solved on the fly with a global memory.

A position holds if every challenge has a reply that holds: the greatest such set is the equivalence. Every
position is assumed to hold and watches one reply for each challenge; when that reply fails the next is tried,
and when none is left the position fails and tells those that watch it. This is linear in the part of the
graph that is looked at (Liu and Smolka, *Simple linear-time algorithms for minimal fixed points*, 1998).
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from shenpi.core.pi.errors import LimitReached


class Side(StrEnum):
    """Whose move it is."""

    LEFT = "left"
    RIGHT = "right"


Position = TypeVar("Position", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Challenge(Generic[Position]):
    """A move of one side, in words, and the positions to which the other side can reply."""

    side: Side
    move: str
    replies: Sequence[Position]


@dataclass(frozen=True, slots=True)
class Move:
    """One line of a distinguishing trace: `side` moves; the last is the one that has no reply."""

    side: Side
    move: str

    def __str__(self) -> str:
        return f"{self.side.value}: {self.move}"


@dataclass(slots=True)
class _Node(Generic[Position]):
    challenges: list[Challenge[Position]]
    watched: list[int]
    watchers: list[tuple[Position, int]] = field(default_factory=list)
    failed: int | None = None  # the challenge without a reply
    when: int = 0


class Game(Generic[Position]):
    """One game; `challenges` gives those of a position."""

    def __init__(self, challenges: Callable[[Position], Iterable[Challenge[Position]]], limit: int) -> None:
        self._challenges = challenges
        self._limit = limit
        self._nodes: dict[Position, _Node[Position]] = {}
        self._waiting: list[Position] = []
        self._failures = 0

    @property
    def positions(self) -> int:
        """How many positions were looked at."""
        return len(self._nodes)

    def holds(self, root: Position) -> bool:
        """Whether the second player wins from `root`. Raises LimitReached."""
        self._node(root)
        while self._waiting and self._nodes[root].failed is None:
            self._expand(self._waiting.pop())
        return self._nodes[root].failed is None

    def trace(self, root: Position) -> tuple[Move, ...]:
        """Moves by which the first player wins from a position that does not hold."""
        moves: list[Move] = []
        node = self._nodes[root]
        while node.failed is not None:
            challenge = node.challenges[node.failed]
            moves.append(Move(challenge.side, challenge.move))
            if not challenge.replies:
                break
            node = min([self._nodes[reply] for reply in challenge.replies], key=_when)
        return tuple(moves)

    def _node(self, position: Position) -> _Node[Position]:
        node = self._nodes.get(position)
        if node is None:
            if len(self._nodes) >= self._limit:
                raise LimitReached(self._limit)
            node = self._nodes[position] = _Node([], [])
            self._waiting.append(position)
        return node

    def _expand(self, position: Position) -> None:
        node = self._nodes[position]
        node.challenges = list(self._challenges(position))
        node.watched = [-1] * len(node.challenges)
        for at in range(len(node.challenges)):
            self._watch_next(position, at)
            if node.failed is not None:
                return

    def _watch_next(self, position: Position, at: int) -> None:
        """Find the next reply that is not known to fail; without one the position fails, and so may others."""
        work = [(position, at)]
        while work:
            position, at = work.pop()
            node = self._nodes[position]
            if node.failed is not None:
                continue
            replies = node.challenges[at].replies
            node.watched[at] += 1
            while node.watched[at] < len(replies):
                reply = self._node(replies[node.watched[at]])
                if reply.failed is None:
                    reply.watchers.append((position, at))
                    break
                node.watched[at] += 1
            else:
                self._failures += 1
                node.failed, node.when = at, self._failures
                work += node.watchers
                node.watchers = []


def _when(node: _Node[Position]) -> int:
    return node.when

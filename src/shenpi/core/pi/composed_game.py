"""Weak bisimilarity of two processes that pass no names, on their minimised parts.

Yes is read off the partition; for a no, the game between states of different blocks gives the trace.
"""

from collections.abc import Iterator

from shenpi.core.pi import refinement
from shenpi.core.pi.composition import minimised, numbered
from shenpi.core.pi.errors import LimitReached
from shenpi.core.pi.game import Challenge, Game, Move, Side
from shenpi.core.pi.moves import Label, Moves
from shenpi.core.pi.terms import Term

Answer = tuple[bool | None, tuple[Move, ...], int]
Numbers = tuple[int, int]


def compare_composed(moves: Moves, ends: tuple[Term, Term], limit: int) -> Answer | None:
    """Whether two processes that pass no names are weakly bisimilar, the trace if not, and the states looked at.

    None where a part does not fit into `limit` states; nothing is decided then.
    """
    try:
        left, right = [minimised(moves, end, limit) for end in ends]
        edges, labels = numbered([left, right])
        first = refinement.branching(edges)
        small = refinement.quotient(edges, first)
        saturated = refinement.saturated(small)
        blocks = refinement.strong(saturated)
        root = (first[0], first[len(left.edges)])
        if blocks[root[0]] == blocks[root[1]]:
            return True, (), len(edges)
        rules = _Rules(small, saturated, blocks, labels)
        game = Game(rules.challenges, limit)
        game.holds(root)
        return False, game.trace(root), len(edges)
    except LimitReached:
        return None


class _Rules:
    def __init__(
        self,
        edges: refinement.Edges,
        saturated: refinement.Edges,
        blocks: refinement.Blocks,
        labels: list[Label],
    ) -> None:
        self._edges = edges
        self._saturated = saturated
        self._blocks = blocks
        self._labels = labels

    def challenges(self, pair: Numbers) -> Iterator[Challenge[Numbers]]:
        """Challenges of both sides; none between states of one block."""
        if self._blocks[pair[0]] == self._blocks[pair[1]]:
            return
        for side, mover, other in ((Side.LEFT, *pair), (Side.RIGHT, *pair[::-1])):
            for label, target in self._edges[mover]:
                ends = [end for seen, end in self._saturated[other] if seen == label]
                replies = [(target, end) if side is Side.LEFT else (end, target) for end in ends]
                yield Challenge(side, str(self._labels[label]), replies)

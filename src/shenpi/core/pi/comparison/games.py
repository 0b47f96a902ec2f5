"""Why two processes differ: a play that one side wins, as short as the relation allows.

First a run whose visible steps the other side cannot follow at all. Where both allow the same runs, the
bisimulation game: one side moves, the other answers as well as it can, until it has no answer (Stirling 1996).
A pair's rank is the round of refinement that separates it; each exchange lowers it, so plays end.
"""

from collections import deque
from dataclasses import dataclass, field

from shenpi.core.pi.comparison.joint import Joint
from shenpi.core.pi.errors import LimitReached

Ranks = dict[tuple[int, int], int]
NEVER = 1 << 60
LIMIT_PAIRS = 250_000
"""Pairs of blocks, or of a block and a set of answers, looked at for the reason of a difference."""


@dataclass
class Play:
    """The two runs so far, from the two starts; `last` is what only the side `able` (0 or 1) can do."""

    states: list[int]
    fired: tuple[list[int], list[int]] = field(default_factory=lambda: ([], []))
    visible: list[str] = field(default_factory=list)
    last: str = ""
    able: int = 0

    def go(self, joint: Joint, side: int, label: int, goal: int | None) -> None:
        """One side makes a weak move."""
        found = joint.play(self.states[side], label, goal)
        assert found is not None
        self.states[side], path = found
        self.fired[side].extend(path)


def foreign_run(joint: Joint, sides: tuple[int, ...]) -> Play | None:
    """A shortest visible run of a side of `sides` that the other cannot make; None if there is none.

    Raises `LimitReached` when too many sets of answers must be told apart.
    """
    plays = (_foreign_run(joint, side) for side in sides)
    found = [play for play in plays if play]
    return min(found, key=lambda play: len(play.visible), default=None)


def _foreign_run(joint: Joint, side: int) -> Play | None:
    """Breadth first over what one side may be in against everything the other may be in."""
    mine, other = joint.ends[side], joint.ends[1 - side]
    begin = (mine, joint.weak[other][0])
    before: dict[tuple[int, frozenset[int]], tuple[tuple[int, frozenset[int]], int] | None] = {begin: None}
    waiting = deque([begin])
    while waiting:
        at = waiting.popleft()
        for label, targets in joint.weak[at[0]].items():
            answers = at[1]
            if label:
                answers = frozenset(end for each in at[1] for end in joint.weak[each].get(label, ()))
                if not answers:
                    return _told(joint, side, before, at, label)
            for target in targets:
                after = (target, answers)
                if after not in before:
                    if len(before) >= LIMIT_PAIRS:
                        raise LimitReached(LIMIT_PAIRS)
                    before[after] = (at, label)
                    waiting.append(after)
    return None


def _told(
    joint: Joint,
    side: int,
    before: dict[tuple[int, frozenset[int]], tuple[tuple[int, frozenset[int]], int] | None],
    at: tuple[int, frozenset[int]],
    last: int,
) -> Play:
    """The run found, played on its side; the other side follows as far as it can."""
    row = [at]
    labels: list[int] = []
    while (step := before[row[-1]]) is not None:
        row.append(step[0])
        labels.append(step[1])
    play = Play([0, joint.offset])
    play.able = side
    for label, (goal, _answers) in zip(reversed(labels), reversed(row[:-1]), strict=True):
        play.go(joint, side, label, goal)
        if label:
            play.visible.append(joint.labels[label])
    for label, goal in _follow(joint, joint.ends[1 - side], [label for label in reversed(labels) if label]):
        play.go(joint, 1 - side, label, goal)
    play.last = joint.labels[last]
    play.go(joint, side, last, None)
    return play


def _follow(joint: Joint, begin: int, labels: list[int]) -> list[tuple[int, int]]:
    """Blocks along which a side makes a visible run that it can make."""
    layers: list[dict[int, int]] = [{begin: begin}]
    for label in labels:
        layer: dict[int, int] = {}
        for block in layers[-1]:
            for target in joint.weak[block].get(label, ()):
                layer.setdefault(target, block)
        layers.append(layer)
    goal = next(iter(layers[-1]))
    row: list[tuple[int, int]] = []
    for label, layer in zip(reversed(labels), reversed(layers[1:]), strict=True):
        row.append((label, goal))
        goal = layer[goal]
    return row[::-1]


def game(joint: Joint, rank: Ranks, sides: tuple[int, ...]) -> Play:
    """Play from the start, where the pair must have a rank; only `sides` may attack."""
    play = Play([0, joint.offset])
    while True:
        pair = tuple(joint.block[state] for state in play.states)
        side, label, goal = _attack(joint, rank, (pair[0], pair[1]), sides)
        answers = joint.weak[pair[1 - side]].get(label, frozenset())
        play.go(joint, side, label, goal)
        play.able, play.last = side, joint.labels[label]
        if not answers:
            return play
        best = max(answers, key=lambda answer: _rank(rank, side, goal, answer))
        play.go(joint, 1 - side, label, best)
        if label:
            play.visible.append(joint.labels[label])


def _attack(joint: Joint, rank: Ranks, pair: tuple[int, int], sides: tuple[int, ...]) -> tuple[int, int, int]:
    """The move after which every answer is separated sooner than this pair."""
    here = rank[pair]
    for side in sides:
        for label, goal in joint.moves(pair[side]):
            answers = joint.weak[pair[1 - side]].get(label, frozenset())
            if all(_rank(rank, side, goal, answer) < here for answer in answers):
                return side, label, goal
    raise AssertionError("a pair with a rank has an attack")


def _rank(rank: Ranks, side: int, mine: int, answer: int) -> int:
    return rank.get((mine, answer) if side == 0 else (answer, mine), NEVER)


def ranks(joint: Joint, sides: tuple[int, ...]) -> Ranks:
    """The round in which each reachable pair is separated; pairs never separated are related and left out.

    With both sides attacking this is weak bisimilarity, with one alone weak simulation of it by the other.
    """
    lefts, rights = joint.reachable(joint.ends[0]), joint.reachable(joint.ends[1])
    related = {(left, right) for left in lefts for right in rights}
    found: Ranks = {}
    turn = 0
    while True:
        lost = [pair for pair in related if any(_beaten(joint, related, pair, side) for side in sides)]
        if not lost:
            return found
        for pair in lost:
            found[pair] = turn
        related.difference_update(lost)
        turn += 1


def _beaten(joint: Joint, related: set[tuple[int, int]], pair: tuple[int, int], side: int) -> bool:
    for label, goal in joint.moves(pair[side]):
        answers = joint.weak[pair[1 - side]].get(label, frozenset())
        if side == 0 and not any((goal, answer) in related for answer in answers):
            return True
        if side == 1 and not any((answer, goal) in related for answer in answers):
            return True
    return False

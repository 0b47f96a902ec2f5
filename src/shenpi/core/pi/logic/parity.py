"""Parity games: who wins each position, and how (Zielonka 1998, dead ends first).

A position belongs to the verifier or the refuter; whoever can't move loses; in a play without end the
highest priority that comes back decides, even for the verifier.
"""

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

VERIFIER, REFUTER = True, False


@dataclass(slots=True)
class Arena:
    """Positions by number: whose they are, where they lead, and their priorities."""

    owner: list[bool] = field(default_factory=list)
    successors: list[Sequence[int]] = field(default_factory=list)
    priority: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Solution:
    """`won` are the positions that the verifier wins. `strategy`: a winning move of the winner's positions.

    `when`: in which order positions were seen to be lost at a dead end; absent for those that go on for ever.
    """

    won: set[int] = field(default_factory=set)
    strategy: dict[int, int] = field(default_factory=dict)
    when: dict[int, int] = field(default_factory=dict)


def solve(arena: Arena, given: dict[int, bool] | None = None) -> Solution:
    """Decide every position. `given` are positions whose winner is known."""
    return _Solver(arena, given or {}).solution()


class _Solver:
    def __init__(self, arena: Arena, given: dict[int, bool]) -> None:
        self._arena = arena
        self._given = given
        self._before: list[list[int]] = [[] for _ in arena.owner]
        for at, row in enumerate(arena.successors):
            for target in dict.fromkeys(row):
                self._before[target].append(at)
        self._found = Solution()

    def solution(self) -> Solution:
        rest = set(range(len(self._arena.owner)))
        ends = {at: self._given.get(at, not self._arena.owner[at]) for at in rest if self._ends(at)}
        for winner in (VERIFIER, REFUTER):
            lost = self._attracted(winner, [at for at, of in ends.items() if of is winner], rest)
            for at in lost:
                self._found.when[at] = len(self._found.when)
            rest.difference_update(lost)
            if winner is VERIFIER:
                self._found.won.update(lost)
        self._found.won |= self._zielonka(rest)[VERIFIER]
        return self._found

    def _ends(self, at: int) -> bool:
        return at in self._given or not self._arena.successors[at]

    def _attracted(self, player: bool, targets: Iterable[int], within: Collection[int]) -> list[int]:
        """Positions from which `player` can force a target, in the order of distance."""
        owner, successors, strategy = self._arena.owner, self._arena.successors, self._found.strategy
        found = dict.fromkeys(targets)
        left: dict[int, int] = {}
        waiting = deque(found)
        while waiting:
            target = waiting.popleft()
            for at in self._before[target]:
                if at in found or at not in within:
                    continue
                if owner[at] is player:
                    strategy[at] = target
                else:
                    if at not in left:
                        left[at] = len({each for each in successors[at] if each in within})
                    left[at] -= 1
                    if left[at]:
                        continue
                found[at] = None
                waiting.append(at)
        return list(found)

    def _zielonka(self, within: set[int]) -> dict[bool, set[int]]:
        """Who wins where, in a part of the game without dead ends."""
        won: dict[bool, set[int]] = {VERIFIER: set(), REFUTER: set()}
        within = set(within)
        while within:
            highest = max(self._arena.priority[at] for at in within)
            player = highest % 2 == 0
            tops = [at for at in within if self._arena.priority[at] == highest]
            forced = self._attracted(player, tops, within)
            inner = self._zielonka(within.difference(forced))
            if not inner[not player]:
                for at in tops:
                    if self._arena.owner[at] is player:
                        staying = (each for each in self._arena.successors[at] if each in within)
                        self._found.strategy[at] = next(staying)
                won[player] |= within
                return won
            lost = self._attracted(not player, inner[not player], within)
            won[not player].update(lost)
            within.difference_update(lost)
        return won

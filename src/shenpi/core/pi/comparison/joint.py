"""Two systems as one: labels by number, states of the right after those of the left, weak moves between blocks."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from shenpi.core.pi import refinement
from shenpi.core.pi.comparison.system import SILENT, System

Path = tuple[int, ...]


@dataclass
class Joint:
    """States 0 … are the left system's, `offset` … the right one's; label 0 is silence."""

    left: System
    right: System

    @cached_property
    def offset(self) -> int:
        """Where the right system starts."""
        return len(self.left.edges)

    @cached_property
    def labels(self) -> list[str]:
        """Labels by number."""
        found = {SILENT: 0}
        for system in (self.left, self.right):
            for out in system.edges:
                for label, _target, _parts in out:
                    found.setdefault(label, len(found))
        return list(found)

    @cached_property
    def edges(self) -> list[list[tuple[int, int]]]:
        """Edges of both systems."""
        number = {label: at for at, label in enumerate(self.labels)}
        return [
            [(number[label], target + start) for label, target, _parts in out]
            for system, start in ((self.left, 0), (self.right, self.offset))
            for out in system.edges
        ]

    @cached_property
    def block(self) -> list[int]:
        """The branching-bisimilarity class of each state: a vertex of everything below."""
        return refinement.branching(self.edges)

    @cached_property
    def ends(self) -> tuple[int, int]:
        """The blocks in which both begin."""
        return self.block[0], self.block[self.offset]

    @cached_property
    def weak(self) -> list[dict[int, frozenset[int]]]:
        """For each block and label the blocks reached by τ* label τ*; for silence by τ*."""
        found: list[dict[int, set[int]]] = []
        for moves in refinement.saturated(refinement.quotient(self.edges, self.block)):
            by_label: dict[int, set[int]] = {}
            for label, target in moves:
                by_label.setdefault(label, set()).add(target)
            found.append(by_label)
        return [{label: frozenset(targets) for label, targets in each.items()} for each in found]

    def moves(self, block: int) -> Iterator[tuple[int, int]]:
        """The strong moves of a block."""
        return iter(self._strong[block])

    @cached_property
    def _strong(self) -> list[list[tuple[int, int]]]:
        return refinement.quotient(self.edges, self.block)

    def reachable(self, begin: int) -> set[int]:
        """The blocks that can be reached from one."""
        seen, pending = {begin}, [begin]
        while pending:
            for _label, target in self._strong[pending.pop()]:
                if target not in seen:
                    seen.add(target)
                    pending.append(target)
        return seen

    def play(self, state: int, label: int, goal: int | None) -> tuple[int, Path] | None:
        """A way τ* label τ* (τ* for silence) from a state to one of a block, with the transitions fired.

        Without a goal it ends as soon as the label is seen.
        """
        wanted = 1 if label else 0
        begin = (state, 0)
        before: dict[tuple[int, int], tuple[tuple[int, int], Path] | None] = {begin: None}
        waiting = deque([begin])
        while waiting:
            at = waiting.popleft()
            if at[1] == wanted and goal in (None, self.block[at[0]]):
                return at[0], _fired(before, at)
            for seen, target, parts in self._out(at[0]):
                after = (target, at[1] + (seen != 0))
                fits = seen == 0 or (seen == label and at[1] == 0)
                if fits and after not in before:
                    before[after] = (at, parts)
                    waiting.append(after)
        return None

    def _out(self, state: int) -> Iterator[tuple[int, int, Path]]:
        start = 0 if state < self.offset else self.offset
        system = self.left if state < self.offset else self.right
        for (label, target), (_name, _target, parts) in zip(
            self.edges[state], system.edges[state - start], strict=True
        ):
            yield label, target, parts


def _fired(before: dict[tuple[int, int], tuple[tuple[int, int], Path] | None], at: tuple[int, int]) -> Path:
    rows: list[Path] = []
    while (step := before[at]) is not None:
        at, parts = step
        rows.append(parts)
    return tuple(part for row in reversed(rows) for part in row)

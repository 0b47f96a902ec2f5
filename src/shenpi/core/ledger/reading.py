"""Reading a growing ledger by position without missing what commits late.

A database hands out positions before it commits: 10 may become visible while 9 is still under way. A reader
that remembers only "I have read up to 10" loses 9; a reader that waits for every older transaction stops
whenever somebody's long one runs (and comparing transaction numbers with positions loses events too, because
a transaction may take its number early and its position late). So a cursor remembers its **gaps**: positions
it has passed without seeing them, each with the horizon of transactions that could still fill it. A gap is
closed when its event appears, or given up when every transaction from before the horizon has ended.

This holds if a transaction has its number before it takes a position (the PostgreSQL table's default sees to
that). A database with one writer at a time (SQLite) never shows a gap that could be filled.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Gap:
    """Positions `first` to `last` were passed unseen while transactions below `horizon` could still run."""

    first: int
    last: int
    horizon: int


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a subscriber has read: everything up to `position` except what is still open in `gaps`."""

    position: int = 0
    gaps: tuple[Gap, ...] = ()

    def advance(self, seen: Iterable[int], *, oldest_running: int, next_transaction: int) -> "Cursor":
        """Return the cursor after reading the events at the positions `seen`.

        `oldest_running`: every transaction below it had ended before the events were read; 0 when the read
        was cut at its limit, so that no gap is given up before all of it has been looked at.
        `next_transaction`: every transaction that had a number when the events were read is below it.
        """
        positions = sorted(set(seen))
        open_gaps = [
            part
            for gap in self.gaps
            if gap.horizon > oldest_running
            for part in _without(gap, [p for p in positions if gap.first <= p <= gap.last])
        ]
        reached = self.position
        for position in positions:
            if position > reached:
                if position > reached + 1 and next_transaction > oldest_running:
                    open_gaps.append(Gap(reached + 1, position - 1, next_transaction))
                reached = position
        return Cursor(reached, tuple(open_gaps))

    def as_json(self) -> list[list[int]]:
        """Return the gaps as plain lists, for keeping beside the position."""
        return [[gap.first, gap.last, gap.horizon] for gap in self.gaps]

    @classmethod
    def restored(cls, position: int, gaps: Any) -> "Cursor":
        """Return the cursor kept as `position` and `as_json()`."""
        return cls(position, tuple(Gap(*gap) for gap in gaps))


def _without(gap: Gap, taken: list[int]) -> list[Gap]:
    """Split a gap at the (sorted) positions that have meanwhile appeared in it."""
    parts = []
    first = gap.first
    for position in taken:
        if first <= position - 1:
            parts.append(Gap(first, position - 1, gap.horizon))
        first = position + 1
    if first <= gap.last:
        parts.append(Gap(first, gap.last, gap.horizon))
    return parts

"""The copies of multi-instance activities: how many there are, or who they are."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

Copies = int | Sequence[Collection[str]]
"""A number of copies, or their names: one collection for each time that the activity began."""
Rounds = tuple[tuple[int, ...], ...]
"""The numbers of the copies with which an activity may begin; its list may be another one each time."""


class Numbering:
    """Numbers named copies in the order in which they act, so that alike courses are one variant."""

    def __init__(self, copies: Mapping[str, Copies]) -> None:
        """`copies` by the name of the list that the activities' copies stand for."""
        self._copies = copies
        self._numbers: defaultdict[str, dict[str, int]] = defaultdict(dict)

    def of(self, name: str, instance: str | None) -> int:
        """Return the number of a copy of a list; 0 for one that nobody named."""
        if instance is None or isinstance(self._copies.get(name, 1), int):
            return 0
        numbers = self._numbers[name]
        return numbers.setdefault(instance, len(numbers) + 1)

    def rounds(self) -> tuple[tuple[str, Rounds], ...]:
        """Return the rounds of every list, once all who acted are numbered."""
        return tuple((name, self._rounds(name, copies)) for name, copies in self._copies.items())

    def _rounds(self, name: str, copies: Copies) -> Rounds:
        if isinstance(copies, int):
            return (tuple(range(1, copies + 1)),)
        return tuple(sorted({tuple(sorted(self.of(name, who) for who in sorted(begun))) for begun in copies}))

"""The net while it is made small: transitions by number, and who marks, takes, clears and tests each place."""

from collections.abc import Mapping
from types import MappingProxyType

from shenpi.core.process.verification.checked import CheckedNet
from shenpi.core.process.verification.fused import Fused
from shenpi.core.process.verification.possible import possible

NONE: frozenset[int] = frozenset()


class Reducible:
    """A net under reduction; afterwards `items` are its transitions and `places()` what is left."""

    def __init__(
        self,
        net: CheckedNet,
        asked: frozenset[int],
        *,
        ends: bool = True,
        first_fault: bool = False,
        kept: frozenset[int] = NONE,
        tags: Mapping[int, int] = MappingProxyType({}),
    ) -> None:
        self.asked = set(asked)
        self.counted = set(range(len(net.plain.places))) - net.messages
        self.initial = net.initial
        self.fixed = net.initial | kept
        self.first_fault = first_fault
        self.items: dict[int, Fused] = {}
        self.pre: list[set[int]] = [set() for _ in range(net.size)]
        self.post: list[set[int]] = [set() for _ in range(net.size)]
        self.clearing: dict[int, set[int]] = {}
        self.testing: dict[int, set[int]] = {}
        for index in sorted(possible(net)):
            move = net.moves[index]
            gives, clears = set(move.gives), set(move.clears)
            if not ends:
                gives.difference_update(net.ended)
                clears.difference_update(net.ended)
            item = Fused(set(move.takes), gives, clears, set(move.empty))
            item.path, item.tag = index, tags.get(index, 0)
            self.add(index, item)
        self.next = len(net.moves)
        self.queue: set[int] = set()

    def places(self) -> list[int]:
        """The places that still matter, in order."""
        return [
            place
            for place in range(len(self.pre))
            if self.pre[place] or self.post[place] or place in self.initial
        ]

    def add(self, index: int, item: Fused) -> None:
        """Enter a transition."""
        self.items[index] = item
        for place in item.takes:
            self.post[place].add(index)
        for place in item.gives:
            self.pre[place].add(index)
        for place in item.clears:
            self.clearing.setdefault(place, set()).add(index)
        for place in item.empty:
            self.testing.setdefault(place, set()).add(index)

    def remove(self, index: int) -> None:
        """Strike a transition out, and look at its places again."""
        item = self.items.pop(index)
        for place in item.takes:
            self.post[place].discard(index)
        for place in item.gives:
            self.pre[place].discard(index)
        for place in item.clears:
            _unlist(self.clearing, place, index)
        for place in item.empty:
            _unlist(self.testing, place, index)
        self.queue |= item.takes | item.gives

    def forget(self, place: int) -> None:
        """A place that is gone is neither cleared nor tested."""
        for index in self.clearing.pop(place, ()):
            self.items[index].clears.discard(place)
            self.queue |= self.items[index].takes
        for index in self.testing.pop(place, ()):
            self.items[index].empty.discard(place)


def _unlist(table: dict[int, set[int]], place: int, index: int) -> None:
    table[place].discard(index)
    if not table[place]:
        del table[place]

"""Making a net small without changing the answer (Murata 1989; Berthelot 1987).

Every rule here is used only where it keeps the question; docs/verification.md says why each does.

- **Fusion.** A place whose takers need nothing else is jumped over: whoever marks it goes on at once.
  Guard: where a second token on the place is the question, some taker must mark a place where it is
  the question too, else the fault would vanish with the place (an end swallows every token).
  Resets and zero tests must treat the place and what comes after it alike, or what comes after must
  be inert and cleared by nothing else: then a token taken early is only one less to wait for.
- **Equal places and equal transitions** are kept once; a transition that changes nothing is dropped
  where another one can fire just when it can.
- A place that is emptied whenever its twin is taken counts as equal, as long as the first fault ends
  the question (`first_fault`).
"""

from collections.abc import Mapping
from types import MappingProxyType

from shenpi.core.process.verification.checked import CheckedNet
from shenpi.core.process.verification.paths import Path

NONE: frozenset[int] = frozenset()
MOST_WAYS = 48
"""Transitions that may come of one place when nothing simpler is left."""


class Fused:
    """A transition of the reduced net: a run (`path`) and others that are live just when it is (`also`)."""

    __slots__ = ("also", "clears", "empty", "gives", "length", "path", "tag", "takes", "twice")

    def __init__(self, takes: set[int], gives: set[int], clears: set[int], empty: set[int]) -> None:
        self.takes = takes
        self.gives = gives
        self.clears = clears
        self.empty = empty
        self.path: Path = 0
        self.length = 1
        self.also: Path | None = None
        self.twice = False
        """Marks some asked place twice: firing it is the fault."""
        self.tag = 0
        """Transitions of different tags are never taken for the same."""

    def follow(self, other: "Fused", place: int) -> "Fused":
        """This transition and at once the other, which takes the token on `place`."""
        rest = self.gives - {place}
        both = Fused(set(self.takes), rest | other.gives, set(self.clears), set(self.empty))
        both.path = (self.path, other.path)
        both.length = self.length + other.length
        both.also = _joined(self.also, other.also)
        both.twice = self.twice or other.twice or not rest.isdisjoint(other.gives)
        both.tag = self.tag
        return both


class Reduction:
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
        for index in sorted(_possible(net)):
            move = net.moves[index]
            gives, clears = set(move.gives), set(move.clears)
            if not ends:
                gives.difference_update(net.ended)
                clears.difference_update(net.ended)
            item = Fused(set(move.takes), gives, clears, set(move.empty))
            item.path, item.tag = index, tags.get(index, 0)
            self._add(index, item)
        self.next = len(net.moves)
        self.queue: set[int] = set()

    def run(self) -> "Reduction":
        """Apply all rules until none applies; what adds transitions only where nothing else is left."""
        self.queue = set(range(len(self.pre)))
        while self.queue:
            self._simplify()
            self._unravel()
        return self

    def _simplify(self) -> None:
        while self.queue:
            while self.queue:
                batch = sorted(self.queue)
                self.queue.clear()
                for place in batch:
                    self._fuse(place, len(self.pre[place]) + len(self.post[place]))
            self._equal_places()
            self._equal_transitions()
            self._idle()

    def _unravel(self) -> None:
        """Fuse one place with many ways in and out: a knot of alternatives comes apart place by place."""
        ways = {place: len(self.pre[place]) * len(self.post[place]) for place in self.places()}
        for place in sorted(ways, key=ways.__getitem__):
            if ways[place] <= MOST_WAYS and self._fuse(place, MOST_WAYS):
                return

    def places(self) -> list[int]:
        """The places that still matter, in order."""
        return [
            place
            for place in range(len(self.pre))
            if self.pre[place] or self.post[place] or place in self.initial
        ]

    # -- fusion

    def _fuse(self, place: int, most: int) -> bool:
        """Jump over a place if that keeps the question and makes at most so many transitions of it."""
        producers, consumers = self.pre[place], self.post[place]
        if not producers or not consumers or place in self.fixed:
            return False
        if len(producers) * len(consumers) > most or not producers.isdisjoint(consumers):
            return False
        items = self.items
        takers = [items[index] for index in consumers]
        if not all(self._jumps(place, taker) for taker in takers):
            return False
        if place in self.asked and all(self.asked.isdisjoint(taker.gives) for taker in takers):
            return False
        for index in producers:
            gives = items[index].gives
            for taker in takers:
                if not gives.isdisjoint(taker.gives) and not (gives & taker.gives) <= self.asked:
                    return False
        if len(takers) == 1:
            self._extend(place, next(iter(consumers)))
        else:
            self._multiply(place)
        self._forget(place)
        return True

    def _jumps(self, place: int, taker: Fused) -> bool:
        """Whether a token on the place may just as well have been taken by this taker already."""
        if len(taker.takes) != 1 or taker.clears or taker.empty:
            return False
        if not self.clearing and not self.testing:
            return True
        cleared, tested = self.clearing.get(place), self.testing.get(place)
        alike = all(
            self.clearing.get(after) == cleared and self.testing.get(after) == tested for after in taker.gives
        )
        return (alike and bool(taker.gives or not tested)) or all(
            self._inert(after) and self.clearing.get(after, NONE) <= (cleared or NONE)
            for after in taker.gives
        )

    def _inert(self, place: int) -> bool:
        """Whether tokens here can do nothing but be too many: nobody takes, counts or tests them."""
        return not (self.post[place] or place in self.counted or place in self.testing or place in self.fixed)

    def _extend(self, place: int, taken_by: int) -> None:
        """One taker: every producer goes on to what the taker marks."""
        taker = self.items[taken_by]
        for index in list(self.pre[place]):
            item = self.items[index]
            item.gives.discard(place)
            if taker.twice or not item.gives.isdisjoint(taker.gives):
                item.twice = True
            item.gives |= taker.gives
            item.path = (item.path, taker.path)
            item.length += taker.length
            item.also = _joined(item.also, taker.also)
            for after in taker.gives:
                self.pre[after].add(index)
            self.queue |= item.takes
        self.pre[place].clear()
        self._remove(taken_by)

    def _multiply(self, place: int) -> None:
        """Several takers: a copy of each producer for each of them."""
        made = [
            self.items[producer].follow(self.items[taker], place)
            for producer in sorted(self.pre[place])
            for taker in sorted(self.post[place])
        ]
        for index in [*self.pre[place], *self.post[place]]:
            self._remove(index)
        for item in made:
            self._add(self.next, item)
            self.next += 1
            self.queue |= item.takes | item.gives

    # -- equals

    def _equal_places(self) -> None:
        seen: dict[tuple[frozenset[int], ...], int] = {}
        for place in self.places():
            if place in self.fixed:
                continue
            key = (
                frozenset(self.pre[place]),
                frozenset(self.post[place]),
                frozenset(self.clearing.get(place, ())),
                frozenset(self.testing.get(place, ())),
            )
            twin = seen.setdefault(key, place)
            if twin != place:
                self._merge_places(twin, place)
        if self.first_fault and self.clearing:
            self._emptied_twins()

    def _emptied_twins(self) -> None:
        by_pre: dict[frozenset[int], list[int]] = {}
        for place in self.places():
            by_pre.setdefault(frozenset(self.pre[place]), []).append(place)
        for place in list(self.clearing):
            for twin in by_pre.get(frozenset(self.pre[place]), ()):
                if self._empties_with(twin, place):
                    self._merge_places(twin, place)
                    break

    def _empties_with(self, twin: int, place: int) -> bool:
        """Whether `place` holds a token just when `twin` does, and asks nothing more (safe as long as asked)."""
        if twin == place or place in self.fixed or twin in self.initial or not self.pre[place]:
            return False
        takes, takes_twin = self.post[place], self.post[twin]
        clears, clears_twin = self.clearing[place], self.clearing.get(twin, set())
        return (
            takes <= takes_twin
            and takes_twin <= takes | clears
            and clears_twin <= clears
            and clears <= takes_twin | clears_twin
            and self.testing.get(place) == self.testing.get(twin)
            and place in self.asked
            and twin in self.asked
        )

    def _merge_places(self, twin: int, place: int) -> None:
        """Drop a place that always holds what its twin holds."""
        for group in (self.asked, self.counted):
            if place in group:
                group.add(twin)
        for index in self.pre[place]:
            self.items[index].gives.discard(place)
        for index in self.post[place]:
            takes = self.items[index].takes
            takes.discard(place)
            if len(takes) == 1:
                self.queue |= takes
        self.pre[place].clear()
        self.post[place].clear()
        self._forget(place)
        self.queue.add(twin)

    def _equal_transitions(self) -> None:
        seen: dict[tuple[object, ...], Fused] = {}
        for index, item in list(self.items.items()):
            key = (
                frozenset(item.takes),
                frozenset(item.gives),
                frozenset(item.clears),
                frozenset(item.empty),
                item.twice,
                item.tag,
            )
            twin = seen.setdefault(key, item)
            if twin is not item:
                if item.length < twin.length:
                    twin.path, item.path = item.path, twin.path
                    twin.length = item.length
                self._live_together(twin, item)
                self._remove(index)

    def _idle(self) -> None:
        """Drop transitions that change nothing, where another can fire just when they can."""
        for index, item in list(self.items.items()):
            if item.takes != item.gives or item.clears or item.empty or item.twice:
                continue
            for other in self.post[next(iter(item.takes))]:
                twin = self.items[other]
                if other != index and twin.takes == item.takes and twin.tag == item.tag and not twin.empty:
                    self._live_together(twin, item)
                    self._remove(index)
                    break

    @staticmethod
    def _live_together(twin: Fused, item: Fused) -> None:
        twin.also = _joined(twin.also, _joined(item.path, item.also))

    # -- bookkeeping

    def _add(self, index: int, item: Fused) -> None:
        self.items[index] = item
        for place in item.takes:
            self.post[place].add(index)
        for place in item.gives:
            self.pre[place].add(index)
        for place in item.clears:
            self.clearing.setdefault(place, set()).add(index)
        for place in item.empty:
            self.testing.setdefault(place, set()).add(index)

    def _remove(self, index: int) -> None:
        item = self.items.pop(index)
        for place in item.takes:
            self.post[place].discard(index)
        for place in item.gives:
            self.pre[place].discard(index)
        for place in item.clears:
            self._unlist(self.clearing, place, index)
        for place in item.empty:
            self._unlist(self.testing, place, index)
        self.queue |= item.takes | item.gives

    @staticmethod
    def _unlist(table: dict[int, set[int]], place: int, index: int) -> None:
        table[place].discard(index)
        if not table[place]:
            del table[place]

    def _forget(self, place: int) -> None:
        """A place that is gone is neither cleared nor tested."""
        for index in self.clearing.pop(place, ()):
            self.items[index].clears.discard(place)
            self.queue |= self.items[index].takes
        for index in self.testing.pop(place, ()):
            self.items[index].empty.discard(place)


def _joined(left: Path | None, right: Path | None) -> Path | None:
    if left is None or right is None:
        return right if left is None else left
    return (left, right)


def _possible(net: CheckedNet) -> list[int]:
    """The transitions that could fire if tokens were never used up: all others are dead."""
    waiting = [len(move.takes) for move in net.moves]
    takers: dict[int, list[int]] = {}
    for index, move in enumerate(net.moves):
        for place in move.takes:
            takers.setdefault(place, []).append(index)
    marked = set(net.initial)
    pending = list(marked)
    possible = [index for index, missing in enumerate(waiting) if not missing]
    for index in possible:
        pending += net.moves[index].gives - marked
        marked |= net.moves[index].gives
    while pending:
        for index in takers.get(pending.pop(), ()):
            waiting[index] -= 1
            if not waiting[index]:
                possible.append(index)
                new = net.moves[index].gives - marked
                marked |= new
                pending += new
    return possible

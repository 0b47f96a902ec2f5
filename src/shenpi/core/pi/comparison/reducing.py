"""A plain net made small while what is seen of it stays the same, up to branching bisimilarity.

A silent transition that alone takes from one place is always free to happen and prevents nothing: it is made
part of whatever marks the place. Places that are marked and taken together are one. Both may free others,
so N parallel branches without a visible step shrink to nothing at every N. Each transition remembers what it
is made of, so that a run of the small net is a run of the diagram.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

from shenpi.core.process import PlaceKind, PlainNet


@dataclass(frozen=True, slots=True)
class Seen:
    """A transition as it is seen: `label` is '' when it is silent; `parts` are indices in the plain net."""

    label: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    clears: frozenset[str]
    empty: frozenset[str]
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeenNet:
    """The net to explore; `plain` is the one it was made from."""

    plain: PlainNet
    transitions: tuple[Seen, ...]
    initial: tuple[str, ...]

    def ended(self, places: frozenset[str]) -> bool:
        """Whether nothing but messages is left."""
        return all(self.plain.kinds[place] is PlaceKind.MESSAGE for place in places)


def reduced(plain: PlainNet, labels: tuple[str, ...]) -> SeenNet:
    """The small net; `labels` are what is seen of each transition."""
    work = _Work(plain, labels)
    while work.fuse() or work.drop_twins():
        pass
    return SeenNet(plain, tuple(work.transitions.values()), plain.initial)


class _Work:
    def __init__(self, plain: PlainNet, labels: tuple[str, ...]) -> None:
        self.plain = plain
        self.transitions = {
            at: Seen(
                label,
                transition.takes,
                transition.gives,
                frozenset(transition.clears),
                frozenset(transition.empty),
                (at,),
            )
            for at, (transition, label) in enumerate(zip(plain.transitions, labels, strict=True))
        }
        self.initial = set(plain.initial)
        self._index()

    def _index(self) -> None:
        self.takers: dict[str, set[int]] = defaultdict(set)
        self.givers: dict[str, set[int]] = defaultdict(set)
        self.clearers: dict[str, set[int]] = defaultdict(set)
        self.testers: dict[str, set[int]] = defaultdict(set)
        for at in self.transitions:
            self._note(at, add=True)

    def _note(self, at: int, *, add: bool) -> None:
        transition = self.transitions[at]
        for index, places in (
            (self.takers, transition.takes),
            (self.givers, transition.gives),
            (self.clearers, transition.clears),
            (self.testers, transition.empty),
        ):
            for place in places:
                (index[place].add if add else index[place].discard)(at)

    def fuse(self) -> bool:
        """Make silent transitions part of what comes before; whether anything changed."""
        changed = False
        pending = list(self.takers)
        while pending:
            place = pending.pop()
            if self._fusible(place):
                (at,) = self.takers[place]
                pending += self.transitions[at].gives
                self._fuse(place, at)
                changed = True
        return changed

    def _fusible(self, place: str) -> bool:
        takers = self.takers[place]
        if len(takers) != 1 or place in self.initial:
            return False
        taker = self.transitions[next(iter(takers))]
        if taker.label or taker.takes != (place,) or taker.clears or taker.empty or place in taker.gives:
            return False
        return all(
            self.clearers[after] == self.clearers[place] and self.testers[after] <= self.testers[place]
            for after in taker.gives
        )

    def _fuse(self, place: str, at: int) -> None:
        taker = self.transitions[at]
        for giver in list(self.givers[place]):
            before = self.transitions[giver]
            rest = list(before.gives)
            count = rest.count(place)
            gives = (*(other for other in rest if other != place), *taker.gives * count)
            self._note(giver, add=False)
            self.transitions[giver] = replace(
                before, gives=gives, parts=(*before.parts, *taker.parts * count)
            )
            self._note(giver, add=True)
        self._note(at, add=False)
        del self.transitions[at]

    def drop_twins(self) -> bool:
        """Leave out transitions that do the same silently, and places used just like another."""
        return self._drop_transitions() | self._drop_places()

    def _drop_transitions(self) -> bool:
        known: set[object] = set()
        before = len(self.transitions)
        for at, transition in list(self.transitions.items()):
            key = (
                transition.label,
                tuple(sorted(transition.takes)),
                tuple(sorted(transition.gives)),
                transition.clears,
                transition.empty,
            )
            idle = not transition.label and not transition.clears and key[1] == key[2]
            if key in known or idle:
                self._note(at, add=False)
                del self.transitions[at]
            known.add(key)
        return len(self.transitions) < before

    def _drop_places(self) -> bool:
        known: dict[object, str] = {}
        twins: set[str] = set()
        for place in self.plain.places:
            if not self.takers[place] or place in self.initial:
                continue
            users = [
                (at, self.transitions[at].takes.count(place), self.transitions[at].gives.count(place))
                for at in sorted(self.takers[place] | self.givers[place])
            ]
            message = self.plain.kinds[place] is PlaceKind.MESSAGE
            key = (tuple(users), message, frozenset(self.clearers[place]), frozenset(self.testers[place]))
            if known.setdefault(key, place) != place:
                twins.add(place)
        for place in twins:
            for at in list(self.takers[place] | self.givers[place]):
                transition = self.transitions[at]
                self._note(at, add=False)
                self.transitions[at] = replace(
                    transition,
                    takes=tuple(other for other in transition.takes if other != place),
                    gives=tuple(other for other in transition.gives if other != place),
                    clears=transition.clears - {place},
                    empty=transition.empty - {place},
                )
                self._note(at, add=True)
            self.takers[place].clear()
        return bool(twins)

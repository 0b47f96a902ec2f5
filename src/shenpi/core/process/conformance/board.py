"""The net as the alignment plays on it: markings are integers, one bit a place."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from shenpi.core.process.elements import Kind
from shenpi.core.process.net import Cause, PlaceKind, PlainTransition, Structure

LOGGED = frozenset({Kind.TASK, Kind.USER, Kind.MANUAL, Kind.SERVICE, Kind.SEND, Kind.RECEIVE})
"""Activities whose completion a log tells of; everything else of a process happens silently."""


class Play(NamedTuple):
    """A transition: the element whose completion it is ("" for a silent one), and its masks."""

    element: str
    takes: int
    gives: int
    clears: int
    empty: int


class Board:
    """The plain net of `instances` copies per multi-instance activity; successors are remembered."""

    def __init__(self, net: Structure, instances: int, logged: Collection[Kind]) -> None:
        plain = net.unfold(instances)
        self._bit = {place: 1 << index for index, place in enumerate(plain.places)}
        self._nodes = net.model.node
        self._logged = logged
        self.plays = tuple(self._play(transition) for transition in plain.transitions)
        self.initial = self._mask(plain.initial)
        self._messages = self._mask(
            place for place in plain.places if plain.kinds[place] is PlaceKind.MESSAGE
        )
        self._next: dict[int, tuple[tuple[str, int], ...]] = {}
        self.unsafe: set[int] = set()
        """Markings from which a second token on a place was to be put: such successors are left out."""

    def next(self, marking: int) -> tuple[tuple[str, int], ...]:
        """Return (element or "", marking) of everything that may happen."""
        known = self._next.get(marking)
        if known is None:
            known = self._next[marking] = tuple(self._successors(marking))
        return known

    def finished(self, marking: int) -> bool:
        """No token is left, messages under way not counted (docs/process-semantics.md)."""
        return marking & ~self._messages == 0

    def _successors(self, marking: int) -> Iterable[tuple[str, int]]:
        for play in self.plays:
            if marking & play.takes != play.takes or marking & play.empty:
                continue
            rest = marking & ~play.takes & ~play.clears
            if rest & play.gives:
                self.unsafe.add(marking)
                continue
            yield play.element, rest | play.gives

    def _play(self, transition: PlainTransition) -> Play:
        return Play(
            self._completed(transition),
            self._mask(transition.takes),
            self._mask(transition.gives),
            self._mask(transition.clears),
            self._mask(transition.empty),
        )

    def _completed(self, transition: PlainTransition) -> str:
        origin = transition.origin
        done = origin.service if origin.cause is Cause.AUTO else origin.element
        if origin.cause not in (Cause.AUTO, Cause.STEP, Cause.MESSAGE) or done not in self._nodes:
            return ""
        return done if self._nodes[done].kind in self._logged else ""

    def _mask(self, places: Iterable[str]) -> int:
        mask = 0
        for place in places:
            mask |= self._bit[place]
        return mask

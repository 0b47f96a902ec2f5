"""The net as the alignment plays on it: markings are integers, one bit a place."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from shenpi.core.process.conformance.copies import Rounds
from shenpi.core.process.elements import Kind
from shenpi.core.process.net import Cause, PlaceKind, PlainTransition, Structure

LOGGED = frozenset({Kind.TASK, Kind.USER, Kind.MANUAL, Kind.SERVICE, Kind.SEND, Kind.RECEIVE})
"""Activities whose completion a log tells of; everything else of a process happens silently."""


class Play(NamedTuple):
    """A transition: the element whose completion it is ("" for a silent one), of which copy (0: of none), its masks.

    `at_once`: silent, and fired by the engine as soon as it can.
    """

    element: str
    copy: int
    at_once: bool
    takes: int
    gives: int
    clears: int
    empty: int


class Board:
    """The plain net with the copies of these rounds, by list; successors are remembered.

    `interrupted`: the only activities that an event may interrupt; None: any.
    """

    def __init__(
        self,
        net: Structure,
        rounds: Mapping[str, Rounds],
        logged: Collection[Kind],
        interrupted: Collection[str] | None = None,
    ) -> None:
        most = {name: max(map(max, given)) for name, given in rounds.items()}
        plain = net.unfold(most)
        self._lists, self._rounds, self._most = net.lists, rounds, most
        self._bit = {place: 1 << index for index, place in enumerate(plain.places)}
        self._nodes = net.model.node
        self._logged = logged
        self.plays = tuple(
            self._play(way)
            for transition in plain.transitions
            if interrupted is None or self._interrupts(transition) in ("", *interrupted)
            for way in self._ways(transition)
        )
        self.initial = self._mask(plain.initial)
        self._messages = self._mask(
            place for place in plain.places if plain.kinds[place] is PlaceKind.MESSAGE
        )
        self._first = _at_once(self.plays)
        self.owed = self._owed()
        self._next: dict[int, tuple[tuple[str, int, int], ...]] = {}
        self.unsafe: set[int] = set()
        """Markings from which a second token on a place was to be put: such successors are left out."""

    def next(self, marking: int) -> tuple[tuple[str, int, int], ...]:
        """Return (element or "", copy, marking) of everything that may happen."""
        known = self._next.get(marking)
        if known is None:
            known = self._next[marking] = tuple(self._successors(marking))
        return known

    def finished(self, marking: int) -> bool:
        """No token is left, messages under way not counted (docs/process-semantics.md)."""
        return marking & ~self._messages == 0

    def _successors(self, marking: int) -> Iterable[tuple[str, int, int]]:
        for play in self._possible(marking):
            rest = marking & ~play.takes & ~play.clears
            if rest & play.gives:
                self.unsafe.add(marking)
                continue
            yield play.element, play.copy, rest | play.gives

    def _possible(self, marking: int) -> list[Play]:
        """What may happen: of what happens at once, one choice after the other is enough, in any order."""
        for plays in self._first:
            if found := [play for play in plays if _enabled(play, marking)]:
                return found
        return [play for play in self.plays if _enabled(play, marking)]

    def _ways(self, transition: PlainTransition) -> Iterator[PlainTransition]:
        """A multi-instance activity begins with one of its rounds, and is over when that round's copies are."""
        origin = transition.origin
        each = origin.each_gives or origin.each_takes
        if not each:
            yield transition
            return
        name = self._lists[each[0]]
        for copies in self._rounds[name]:
            others = {*range(1, self._most[name] + 1)}.difference(copies)
            absent = {f"{place}#{copy}" for place in each for copy in others}
            unopened = tuple(f"{origin.each_open}#{copy}" for copy in others if origin.each_open)
            yield replace(
                transition,
                takes=tuple(place for place in transition.takes if place not in absent),
                gives=tuple(place for place in transition.gives if place not in absent),
                empty=(*transition.empty, *unopened, *(absent if origin.each_takes else ())),
            )

    def _owed(self) -> dict[tuple[str, int], int]:
        """A place from which nothing but a logged activity takes the token, by the activity and its copy."""
        found: dict[tuple[str, int], int] = {}
        for bit in self._bit.values():
            done = {(play.element, play.copy) for play in self.plays if (play.takes | play.clears) & bit}
            if len(done) == 1 and not bit & self._messages and (wanted := done.pop())[0]:
                found.setdefault(wanted, bit)
        return found

    def _interrupts(self, transition: PlainTransition) -> str:
        """The activity that a transition ends by a boundary event, "" where it ends none so."""
        event = self._nodes.get(transition.origin.element)
        return event.attached_to if event is not None and event.interrupting else ""

    def _play(self, transition: PlainTransition) -> Play:
        return Play(
            done := self._completed(transition),
            transition.instance or 0,
            not done and transition.origin.cause is Cause.AUTO,
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


def _enabled(play: Play, marking: int) -> bool:
    return marking & play.takes == play.takes and not marking & play.empty


def _at_once(plays: Sequence[Play]) -> list[list[Play]]:
    """Group what happens at once by what it takes, where nothing else takes any of it: when it happens is all the same.

    None of it where silence may go round in a circle: there something else must have its turn.
    """
    groups: dict[int, list[Play]] = {}
    for play in plays:
        if play.at_once:
            groups.setdefault(play.takes, []).append(play)
    free = [
        group
        for takes, group in groups.items()
        if sum(bool(takes & (play.takes | play.clears)) for play in plays) == len(group)
    ]
    return [] if _circular([play for group in free for play in group]) else free


def _circular(plays: Sequence[Play]) -> bool:
    """Whether tokens can go round by these transitions alone."""
    left = list(plays)
    while left:
        given = 0
        for play in left:
            given |= play.gives
        after = [play for play in left if play.takes & given]
        if len(after) == len(left):
            return True
        left = after
    return False

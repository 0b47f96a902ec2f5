"""The state space of a (reduced) net, breadth first, with the covering step of Karp and Miller (1969).

A state is one integer: eight bits a place, of which the highest is a guard against borrowing, so that
"all tokens are there" is one subtraction. A count of 64 means: as many as you like (ω).
"""

from collections.abc import Iterable
from typing import NamedTuple

from shenpi.core.process.verification.fused import Fused

WIDTH = 8
GUARD = 0x80
FIELD = 0x7F
MANY = 0x40
"""ω: reached when a run that adds tokens here can be repeated for ever."""


class Problem(NamedTuple):
    """What is explored: transitions over places, with what is asked of them."""

    items: tuple[Fused, ...]
    places: tuple[int, ...]
    initial: frozenset[int]
    asked: frozenset[int]
    """Places where a second token is the fault, at which the exploration stops."""
    counted: frozenset[int]
    """Places that must be empty in a final state."""


class Coded(NamedTuple):
    """A transition over the bits of a state."""

    takes: int
    gives: int
    keeps: int
    empty: int
    twice: bool


class Space:
    """The states found, how each was found, and where each leads."""

    def __init__(self, problem: Problem, limit: int) -> None:
        self.problem = problem
        self.limit = limit
        self.shift = {place: WIDTH * number for number, place in enumerate(problem.places)}
        self.guard = self._mask(problem.places, GUARD)
        self.over = self._mask(problem.asked & self.shift.keys(), FIELD - 1)
        self.counted = self._mask(problem.counted & self.shift.keys(), FIELD)
        self.fields = self._mask(problem.places, FIELD)
        self.many = self._mask(problem.places, MANY)
        self.unasked = self._mask(set(self.shift) - problem.asked, FIELD)
        self.tested = 0
        self.codes = tuple(self._code(item) for item in problem.items)
        self.states: list[int] = [self._mask(problem.initial & self.shift.keys(), 1)]
        self.index = {self.states[0]: 0}
        self.parent: list[tuple[int, int]] = [(-1, -1)]
        self.after: list[list[int]] = []
        self.fired: set[int] = set()
        self.fault: tuple[int, int] | None = None
        """The state and the transition that lead to a second token on an asked place."""
        self.complete = False
        self.repeated: dict[int, list[int]] = {}
        """The earlier states from which the run to a state can be repeated for ever."""

    def explore(self) -> "Space":
        """Look at every state, until a fault or the limit."""
        number = 0
        while number < len(self.states):
            if not self._expand(number):
                return self
            number += 1
        self.complete = True
        return self

    def _expand(self, number: int) -> bool:
        state = self.states[number]
        guarded = state | self.guard
        followers: list[int] = []
        self.after.append(followers)
        for item, code in enumerate(self.codes):
            left = guarded - code.takes
            if left & self.guard != self.guard or state & code.empty:
                continue
            self.fired.add(item)
            after = (left & code.keeps) + code.gives
            if after & self.over or code.twice:
                self.fault = (number, item)
                return False
            if after & self.unasked:
                if after & self.many & ~state:
                    return False  # more tokens than a field can count
                after, repeated = self._widened(number, after, state)
            else:
                repeated = []
            follower = self.index.get(after)
            if follower is None:
                if len(self.states) >= self.limit:
                    return False
                follower = self.index[after] = len(self.states)
                self.states.append(after)
                self.parent.append((number, item))
                if repeated:
                    self.repeated[follower] = repeated
            followers.append(follower)
        return True

    @property
    def unbounded(self) -> bool:
        """Whether some place can hold any number of tokens."""
        return bool(self.repeated)

    def _widened(self, number: int, after: int, before: int) -> tuple[int, list[int]]:
        """Restore ω, and set it where the run from an earlier state to this one can be repeated."""
        many = before & self.many
        if many:
            spread = (many << 1) - (many >> 6)
            after = (after & ~spread) | many
        ancestor, repeated = number, []
        while ancestor >= 0:
            earlier = self.states[ancestor]
            if earlier != after and ((after | self.guard) - earlier) & self.guard == self.guard:
                grown = self._grown(earlier, after)
                if grown & self.many & ~after and not grown & (self.tested | self.over):
                    repeated.append(ancestor)
                    after = (after & ~grown) | (grown & self.many)
            ancestor = self.parent[ancestor][0]
        return after, repeated

    def _grown(self, earlier: int, after: int) -> int:
        """The whole fields in which `after` has more tokens."""
        guarded = ((after | self.guard) - earlier) & ~self.guard
        nonzero = ((guarded + self.fields) & self.guard) >> 7
        return nonzero * FIELD

    def _code(self, item: Fused) -> Coded:
        cleared = self._mask(item.clears & self.shift.keys(), FIELD)
        empty = self._mask(item.empty & self.shift.keys(), FIELD)
        self.tested |= cleared | empty
        return Coded(
            takes=self._mask(item.takes, 1),
            gives=self._mask(item.gives, 1),
            keeps=~(cleared | self.guard),
            empty=empty,
            twice=item.twice,
        )

    def _mask(self, places: Iterable[int], bits: int) -> int:
        total = 0
        for place in places:
            total |= bits << self.shift[place]
        return total

    # -- answers

    def may_be_final(self, number: int) -> bool:
        """No counted token, or only where ω also means none."""
        state = self.states[number] & self.counted
        if not state:
            return True
        many = state & self.many
        return state & ~((many << 1) - (many >> 6)) == 0

    def holds(self, number: int, place: int) -> bool:
        """Whether a place that is still there holds a token."""
        return place in self.shift and bool(self.states[number] >> self.shift[place] & FIELD)

    def enabled(self, number: int) -> list[int]:
        """The transitions that can fire."""
        state = self.states[number]
        guarded = state | self.guard
        return [
            item
            for item, code in enumerate(self.codes)
            if (guarded - code.takes) & self.guard == self.guard and not state & code.empty
        ]

    def stuck(self) -> list[int]:
        """The states from which no final state can be reached, nearest first; call when complete."""
        before: list[list[int]] = [[] for _ in self.states]
        for number, followers in enumerate(self.after):
            for follower in followers:
                before[follower].append(number)
        pending = [number for number in range(len(self.states)) if self.may_be_final(number)]
        reaching = set(pending)
        while pending:
            for number in before[pending.pop()]:
                if number not in reaching:
                    reaching.add(number)
                    pending.append(number)
        return [number for number in range(len(self.states)) if number not in reaching]

    def way_to(self, number: int, rounds: int = 0) -> list[int]:
        """The transitions fired on the way to a state; what can be repeated, so many times again."""
        chain = [number]
        while (before := self.parent[chain[-1]][0]) >= 0:
            chain.append(before)
        way: list[int] = []
        length: dict[int, int] = {}
        for state in reversed(chain):
            if self.parent[state][0] >= 0:
                way.append(self.parent[state][1])
            for earlier in self.repeated.get(state, ()) if rounds else ():
                way += way[length[earlier] :] * rounds
            length[state] = len(way)
        return way

"""The states of a net when counts above one are all the same: a place holds none, one, or several tokens.

There are finitely many, whatever the net does; resets and zero tests are exact, since "none" is. Every
run of the net is a run here. Not the other way round: taking one of several tokens leaves one or still
several, and which of the two is not known. So what can never happen here can never happen; that the end
can be reached is believed only where it is reached whatever is left (`completing`), and a state from
which it cannot be only where the run to it has been counted (`real`).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shenpi.core.process.verification.exploration import Problem

WIDTH = 2
NONE, ONE, SEVERAL, ALL = 0, 1, 2, 3


class _Coded(NamedTuple):
    """A transition over the bits of a state."""

    takes: int
    gives: int
    clears: int
    empty: int


class Step(NamedTuple):
    """A transition fired in a state, and every state that may come of it."""

    item: int
    after: frozenset[int]


class Rough:
    """The states found, how each was found, and where each may lead."""

    def __init__(self, problem: Problem, limit: int) -> None:
        self.problem = problem
        self.limit = limit
        self.shift = {place: WIDTH * number for number, place in enumerate(problem.places)}
        self.ones = self._mask(problem.places, ONE)
        self.asked = self._mask(problem.asked, SEVERAL)
        self.counted = self._mask(problem.counted, ALL)
        self.codes = [
            _Coded(
                self._mask(item.takes, ONE),
                self._mask(item.gives, ONE),
                self._mask(item.clears, ALL),
                self._mask(item.empty, ALL),
            )
            for item in problem.items
        ]
        self.states = [self._mask(problem.initial, ONE)]
        self.index = {self.states[0]: 0}
        self.parent: list[tuple[int, int]] = [(-1, -1)]
        self.steps: list[list[Step]] = []
        self.fired: set[int] = set()
        self.faults: list[tuple[int, int]] = []
        """States and transitions that may lead to a second token on an asked place."""
        self.complete = False

    def explore(self) -> "Rough":
        """Look at every state, up to the limit."""
        while len(self.steps) < len(self.states):
            number = len(self.steps)
            self.steps.append(list(self._steps(number)))
            if len(self.states) > self.limit:
                return self
        self.complete = True
        return self

    def _steps(self, number: int) -> Iterator[Step]:
        state = self.states[number]
        some = (state | state >> 1) & self.ones
        for item, code in enumerate(self.codes):
            if code.takes & ~some or state & code.empty:
                continue
            self.fired.add(item)
            after = list(self._fired(state, code))
            if self.problem.items[item].twice or any(follower & self.asked for follower in after):
                self.faults.append((number, item))
            yield Step(item, frozenset(self._number(follower, number, item) for follower in after))

    def _fired(self, state: int, code: _Coded) -> Iterator[int]:
        """What may come of firing: for each place where several are taken from, one left or still several."""
        several = code.takes & state >> 1
        sure = state - (code.takes & ~several)
        given = code.gives & ~(several & ~code.clears)  # one of several taken and given back: still several
        open_to = several & ~code.gives & ~code.clears
        left = open_to
        while True:
            after = ((sure - left) & ~code.clears) + given
            yield after & ~(after >> 1 & after & self.ones)
            if not left:
                return
            left = (left - 1) & open_to

    def _number(self, state: int, parent: int, item: int) -> int:
        if state not in self.index:
            self.index[state] = len(self.states)
            self.states.append(state)
            self.parent.append((parent, item))
        return self.index[state]

    def _mask(self, places: Iterable[int], bits: int) -> int:
        return sum(bits << self.shift[place] for place in places if place in self.shift)

    # -- answers; the first two when complete

    def completing(self) -> set[int]:
        """The states from which the end can be reached, however many "several" are.

        A transition that takes from several and may change nothing can be repeated until it does: what
        it takes grows less each time.
        """
        wanted = [
            [(step, step.after - {number} if len(step.after) > 1 else step.after) for step in steps]
            for number, steps in enumerate(self.steps)
        ]
        missing = {
            (number, step.item): len(after) for number, steps in enumerate(wanted) for step, after in steps
        }
        before: list[list[tuple[int, int]]] = [[] for _ in self.states]
        for number, steps in enumerate(wanted):
            for step, after in steps:
                for follower in after:
                    before[follower].append((number, step.item))
        pending = self._final()
        found = set(pending)
        while pending:
            for key in before[pending.pop()]:
                missing[key] -= 1
                if not missing[key] and key[0] not in found:
                    found.add(key[0])
                    pending.append(key[0])
        return found

    def lost(self) -> list[int]:
        """The states from which the end cannot be reached, nearest first."""
        before: list[list[int]] = [[] for _ in self.states]
        for number, steps in enumerate(self.steps):
            for step in steps:
                for follower in step.after:
                    before[follower].append(number)
        pending = self._final()
        found = set(pending)
        while pending:
            new = set(before[pending.pop()]) - found
            found |= new
            pending += new
        return [number for number in range(len(self.states)) if number not in found]

    def real(self, number: int) -> bool:
        """Whether the way found to a state leads to it when every token is counted."""
        tokens = dict.fromkeys(self.problem.initial, 1)
        for index in self.way_to(number):
            item = self.problem.items[index]
            if not all(map(tokens.get, item.takes)) or any(map(tokens.get, item.empty)):
                return False
            for place in item.takes:
                tokens[place] -= 1
            for place in item.clears:
                tokens[place] = 0
            for place in item.gives:
                tokens[place] = tokens.get(place, 0) + 1
        counts = (min(count, SEVERAL) << self.shift[place] for place, count in tokens.items())
        return sum(counts) == self.states[number]

    def way_to(self, number: int) -> list[int]:
        """The transitions fired on the way to a state."""
        way: list[int] = []
        while self.parent[number][0] >= 0:
            number, item = self.parent[number]
            way.append(item)
        return way[::-1]

    def _final(self) -> list[int]:
        return [number for number, state in enumerate(self.states) if not state & self.counted]

"""The bisimilarities as games on pairs of states.

Early and late: Milner, Parrow, Walker (1992) and Sangiorgi, Walker (2001, chapters 2 and 4); in a weak game
strong moves are challenged and weak moves reply. A late weak input is τ* a(x) first, then for each name
received its own τ*. Open: Sangiorgi, *A theory of bisimulation for the π-calculus* (Acta Informatica 1996):
symbolic moves are challenged under the least substitution that enables them, and a distinction remembers
which names can never become one.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from shenpi.core.pi import building
from shenpi.core.pi.game import Challenge, Side
from shenpi.core.pi.moves import TAU, Label, Moves, fresh_names, instances, shown_action
from shenpi.core.pi.naming import FRESH, shown_name
from shenpi.core.pi.steps import Act, Semantics, Step
from shenpi.core.pi.terms import Term

Distinction = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two states to be compared. `rooted`: a first τ needs at least one τ in reply (observation congruence)."""

    left: Term
    right: Term
    rooted: bool = False
    distinct: Distinction = frozenset()


@dataclass(frozen=True, slots=True)
class LatePair:
    """Two states that wait for the names of an input which `side` began."""

    left: Term
    right: Term
    arity: int
    side: Side


Place = Pair | LatePair


class GroundGame:
    """Early or late, strong or weak."""

    def __init__(self, moves: Moves, *, weak: bool, late: bool = False) -> None:
        self._moves = moves
        self._weak = weak
        self._late = late

    def challenges(self, place: Place) -> Iterator[Challenge[Place]]:
        """Challenges of both sides."""
        if isinstance(place, LatePair):
            yield from self._received(place)
        elif place.left is not place.right:
            yield from self._of_side(place, Side.LEFT)
            yield from self._of_side(place, Side.RIGHT)

    def _of_side(self, pair: Pair, side: Side) -> Iterator[Challenge[Place]]:
        mover, other = (pair.left, pair.right) if side is Side.LEFT else (pair.right, pair.left)
        known = mover.free | other.free
        for target in self._moves.silent(mover):
            yield self._challenge(side, TAU, target, self._silently(other, rooted=pair.rooted))
        if not self._late:
            for label, target in self._moves.early(mover, known):
                yield self._challenge(side, label, target, self._visibly(other, label, known))
            return
        for step in self._moves.steps(mover):
            if step.act is Act.OUTPUT:
                label, target = self._moves.output(step, known)
                yield self._challenge(side, label, target, self._visibly(other, label, known))
            elif step.act is Act.INPUT:
                yield self._late_input(side, step, other)

    def _silently(self, state: Term, *, rooted: bool) -> Collection[Term]:
        if not self._weak:
            return self._moves.silent(state)
        if not rooted:
            return self._moves.closure(state)
        return dict.fromkeys(end for first in self._moves.silent(state) for end in self._moves.closure(first))

    def _visibly(self, state: Term, label: Label, known: Collection[str]) -> Collection[Term]:
        if self._weak:
            return self._moves.weakly_after(state, label, known)
        return dict.fromkeys(self._moves.after(state, label, known))

    def _challenge(
        self, side: Side, label: Label, target: Term, replies: Collection[Term]
    ) -> Challenge[Place]:
        return Challenge(side, str(label), _ordered([_pair(side, target, reply) for reply in replies]))

    def _late_input(self, side: Side, step: Step, other: Term) -> Challenge[Place]:
        states = self._moves.closure(other) if self._weak else (other,)
        arity = len(step.bound)
        replies: dict[Place, None] = {}
        for state in states:
            for reply in self._moves.steps(state):
                if (reply.act, reply.channel, len(reply.bound)) == (Act.INPUT, step.channel, arity):
                    ends = (step.target, reply.target)
                    left, right = ends if side is Side.LEFT else ends[::-1]
                    replies[LatePair(left, right, arity, side)] = None
        return Challenge(side, _late_label(step), list(replies))

    def _received(self, place: LatePair) -> Iterator[Challenge[Place]]:
        if place.left is place.right:
            return
        for values in instances(place.arity, place.left.free | place.right.free):
            left, right = [
                self._moves.settled(building.substitute(end, values)) for end in (place.left, place.right)
            ]
            mover, other = (left, right) if place.side is Side.LEFT else (right, left)
            ends = self._moves.closure(other) if self._weak else (other,)
            words = f"({','.join([shown_name(value) for value in values])})"
            yield Challenge(place.side, words, _ordered([_pair(place.side, mover, end) for end in ends]))


class OpenGame:
    """Open bisimilarity, strong or weak, under a distinction. For terms without mismatch."""

    def __init__(self, symbolic: Semantics, moves: Moves, *, weak: bool) -> None:
        self._symbolic = symbolic
        self._moves = moves
        self._weak = weak

    def challenges(self, pair: Place) -> Iterator[Challenge[Place]]:
        """Challenges of both sides."""
        if not isinstance(pair, Pair) or pair.left is pair.right:
            return
        for side in Side:
            mover = pair.left if side is Side.LEFT else pair.right
            for step in self._symbolic.steps(mover):
                merged = _merging(step, pair.distinct)
                if merged is not None:
                    yield self._challenge(pair, side, step, merged)

    def _challenge(self, pair: Pair, side: Side, step: Step, merged: dict[str, str]) -> Challenge[Place]:
        renames = tuple(sorted(merged.items()))
        left, right = [building.substitute(end, (), renames) for end in (pair.left, pair.right)]
        other = self._moves.settled(right if side is Side.LEFT else left)
        known = left.free | right.free
        fresh = fresh_names(len(step.bound), known)
        # In one substitution: a fresh name may be one that the condition has just made free.
        target = self._moves.settled(building.substitute(step.target, fresh, renames))
        distinct = {(merged.get(a, a), merged.get(b, b)) for a, b in pair.distinct}
        if step.act is Act.OUTPUT:
            distinct |= {_sorted(name, old) for name in fresh for old in known.union(fresh) if old != name}
        distinct = {_sorted(a, b) for a, b in distinct}
        channel = merged.get(step.channel, step.channel)
        seen = tuple([merged.get(name, name) if isinstance(name, str) else name for name in step.objects])
        ends = self._replies(other, step.act, channel, seen, fresh)
        pairs = []
        for end in ends:
            ours, theirs = (target, end) if side is Side.LEFT else (end, target)
            free = ours.free | theirs.free
            kept = frozenset([(a, b) for a, b in distinct if a in free and b in free])
            pairs.append(Pair(ours, theirs, distinct=kept))
        label = Label(step.act, channel, seen) if step.act is not Act.TAU else TAU
        return Challenge(side, _under(step, label, merged), _ordered(pairs))

    def _replies(
        self, state: Term, act: Act, channel: str, seen: tuple[str | int, ...], fresh: tuple[str, ...]
    ) -> Collection[Term]:
        if act is Act.TAU:
            return self._moves.closure(state) if self._weak else self._moves.silent(state)
        found: dict[Term, None] = {}
        for before in self._moves.closure(state) if self._weak else (state,):
            for step in self._moves.steps(before):
                same = (step.act, step.channel, step.objects) == (act, channel, seen)
                if same and len(step.bound) == len(fresh):
                    end = self._moves.settled(building.substitute(step.target, fresh))
                    found.update(dict.fromkeys(self._moves.closure(end) if self._weak else (end,)))
        return found


def apart(names: Collection[str], others: Collection[str]) -> Distinction:
    """The distinction in which each of `names` differs from each other of them and from all of `others`."""
    return frozenset([_sorted(a, b) for a in names for b in {*names, *others} if a != b])


def _sorted(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left <= right else (right, left)


def _pair(side: Side, mover: Term, other: Term) -> Pair:
    return Pair(mover, other) if side is Side.LEFT else Pair(other, mover)


def _ordered(pairs: list[Pair]) -> list[Place]:
    """Equal states first: they need no further look."""
    return [*sorted(pairs, key=lambda pair: pair.left is not pair.right)]


def _late_label(step: Step) -> str:
    return shown_action(Act.INPUT, shown_name(step.channel), ["·"] * len(step.bound))


def _merging(step: Step, distinct: Distinction) -> dict[str, str] | None:
    """The least renaming under which a symbolic step is free; None where the distinction forbids it."""
    merged: dict[str, str] = {}

    def leader(name: str) -> str:
        while name in merged:
            name = merged[name]
        return name

    for left, right, equal in sorted(step.condition):
        assert equal, "mismatch is refused before the game begins"
        one, two = leader(left), leader(right)
        if one != two:
            # The observer's own names give way to names of the text.
            kept, gone = sorted((one, two), key=lambda name: (name.startswith(FRESH), name))
            merged[gone] = kept
    renaming = {name: leader(name) for name in merged}
    for left, right in distinct:
        if renaming.get(left, left) == renaming.get(right, right):
            return None
    return renaming


def _under(step: Step, label: Label, merged: dict[str, str]) -> str:
    tests = [f"[{shown_name(gone)}={shown_name(kept)}]" for gone, kept in sorted(merged.items())]
    return "".join([*tests, str(label) if step.act is not Act.INPUT else _late_label(step)])

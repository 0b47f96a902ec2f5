"""The net as the verifier sees it: numbered places, and a place that remembers each end event.

The final marking of our nets is empty, so "an end event happened twice" leaves no trace in them.
Each ending transition therefore also marks a place of its own, `ended`: a second token there is
improper completion. What begins a scope again, or empties it, empties its `ended` places too.
"""

from collections.abc import Mapping
from copy import copy
from functools import cached_property
from typing import NamedTuple

from shenpi.core.process.elements import Kind
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.net import PlaceKind, PlainNet, PlainTransition

NOTHING: frozenset[int] = frozenset()
_NOT_SHOWN = frozenset({PlaceKind.SOURCE, PlaceKind.ARM})


class Move(NamedTuple):
    """A transition over numbered places."""

    takes: frozenset[int]
    gives: frozenset[int]
    clears: frozenset[int]
    empty: frozenset[int]


class CheckedNet:
    """A plain net with numbered places; moves are numbered like `plain.transitions`."""

    def __init__(self, plain: PlainNet, model: ProcessModel) -> None:
        self.plain = plain
        self.model = model
        self.number = {place: number for number, place in enumerate(plain.places)}
        self.messages = frozenset(
            number for number, place in enumerate(plain.places) if plain.kinds[place] is PlaceKind.MESSAGE
        )
        self.shown = {
            number: plain.elements[place]
            for number, place in enumerate(plain.places)
            if plain.kinds[place] not in _NOT_SHOWN
        }
        """The element to show where a place holds a token."""
        self.initial = self._numbers(plain.initial)
        self.ended: dict[int, str] = {}
        """The end element that each `ended` place remembers."""
        moves = [self._move(transition) for transition in plain.transitions]
        self.moves = self._remember_ends(moves)
        self.size = len(plain.places) + len(self.ended)
        self.flags = NOTHING

    def with_flags(self, flags: Mapping[int, int]) -> "CheckedNet":
        """A copy whose moves (by number) also raise a flag: a place beyond the others, once and for good."""
        other = copy(self)
        other.flags = frozenset(flags.values())
        other.size = max(self.size, *(flag + 1 for flag in other.flags)) if flags else self.size
        other.moves = list(self.moves)
        for index, flag in flags.items():
            move = self.moves[index]
            other.moves[index] = move._replace(clears=move.clears | {flag}, gives=move.gives | {flag})
        return other

    @cached_property
    def takers(self) -> dict[int, list[int]]:
        """The moves that take from each place."""
        found: dict[int, list[int]] = {}
        for index, move in enumerate(self.moves):
            for place in move.takes:
                found.setdefault(place, []).append(index)
        return found

    def _numbers(self, places: tuple[str, ...]) -> frozenset[int]:
        return frozenset([self.number[place] for place in places]) if places else NOTHING

    def _move(self, transition: PlainTransition) -> Move:
        return Move(
            self._numbers(transition.takes),
            self._numbers(transition.gives),
            self._numbers(transition.clears),
            self._numbers(transition.empty),
        )

    def _remember_ends(self, moves: list[Move]) -> list[Move]:
        """Mark an `ended` place wherever an element takes a token for good."""
        of_scope: dict[tuple[str, int | None], set[int]] = {}
        taken_by: dict[int, int] = {}
        numbers: dict[tuple[str, int | None], int] = {}
        for index, transition in enumerate(self.plain.transitions):
            move = moves[index]
            if move.gives - self.messages or not transition.labels:
                continue
            key = (transition.labels[-1], transition.instance)
            if key not in numbers:
                numbers[key] = len(self.plain.places) + len(numbers)
                self.ended[numbers[key]] = key[0]
            if key[0] in self.model.node:
                scope = self.model.node[key[0]].scope
                of_scope.setdefault((scope, transition.instance), set()).add(numbers[key])
            taken_by.update(dict.fromkeys(move.takes, numbers[key]))
            moves[index] = move._replace(gives=move.gives | {numbers[key]})
        return [
            self._forget_ends(move, transition, of_scope, taken_by)
            for move, transition in zip(moves, self.plain.transitions, strict=True)
        ]

    def _forget_ends(
        self,
        move: Move,
        transition: PlainTransition,
        of_scope: dict[tuple[str, int | None], set[int]],
        taken_by: dict[int, int],
    ) -> Move:
        forgotten = {taken_by[place] for place in move.clears if place in taken_by}
        for place in transition.gives:
            if place.startswith("source:"):
                scope, _, copy = place.removeprefix("source:").partition("#")
                forgotten |= of_scope.get((scope, int(copy) if copy else None), set())
        if transition.labels and move.takes and move.takes <= self.messages:
            begun = self.model.node.get(transition.labels[-1])
            if begun is not None and begun.kind is Kind.START:
                forgotten |= of_scope.get((begun.scope, None), set())
        return move._replace(clears=move.clears | forgotten) if forgotten else move

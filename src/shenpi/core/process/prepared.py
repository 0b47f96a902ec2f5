"""A net prepared for firing: its transitions as rules, and indexes built once per process version."""

from collections.abc import Mapping
from functools import cached_property

from shenpi.core.process.elements import Trigger
from shenpi.core.process.marking import Token
from shenpi.core.process.net import Cause, PlaceKind, Structure, Transition


class Rule:
    """A transition prepared for firing: which of its places carry the instance key."""

    __slots__ = ("clears", "folded", "free_gives", "free_takes", "gives", "takes", "transition", "triggered")

    def __init__(self, net: Structure, transition: Transition) -> None:
        def keyed(places: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
            return tuple((place, net.place[place].folded) for place in places)

        self.transition = transition
        self.folded = transition.folded
        self.takes = keyed(transition.takes)
        self.gives = keyed(transition.gives)
        self.free_takes: tuple[Token, ...] = tuple((place, None) for place in transition.takes)
        self.free_gives: tuple[Token, ...] = tuple((place, None) for place in transition.gives)
        self.clears = frozenset(transition.clears)
        node = net.model.node.get(transition.element)
        self.triggered = node is not None and node.event.trigger is not Trigger.NONE

    def taken(self, key: str | None) -> tuple[Token, ...]:
        """The tokens taken when firing for an instance."""
        if not self.folded:
            return self.free_takes
        return tuple((place, key if folded else None) for place, folded in self.takes)

    def given(self, key: str | None) -> tuple[Token, ...]:
        """The tokens put when firing for an instance."""
        if not self.folded:
            return self.free_gives
        return tuple((place, key if folded else None) for place, folded in self.gives)

    def waiting(self, tokens: Mapping[Token, int], instance: str | None) -> list[str | None]:
        """The instances for which everything taken is there; at most `instance` if one is given."""
        if not self.folded:
            return [None] if all(token in tokens for token in self.free_takes) else []
        place = self.transition.takes[0]
        keys = [instance] if instance is not None else [key for name, key in tokens if name == place]
        return [key for key in keys if all(token in tokens for token in self.taken(key))]

    def waits_in(self, tokens: Mapping[Token, int]) -> bool:
        """Whether the rule could fire for some instance."""
        return bool(self.waiting(tokens, None))


class Prepared(Structure):
    """The indexes that a firing needs."""

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every transition, prepared for firing."""
        return tuple(Rule(self, transition) for transition in self.transitions)

    @cached_property
    def automatic(self) -> dict[str, tuple[Rule, ...]]:
        """What may fire by itself when a token arrives on a place; from a choice only what has a condition."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            transition = rule.transition
            if transition.cause is not Cause.AUTO or transition.empty:
                continue
            for place in (*transition.takes, *transition.each_takes):
                if self.place[place].kind is PlaceKind.CHOICE and transition.guard is None:
                    continue
                found.setdefault(place, []).append(rule)
        return {place: tuple(rules) for place, rules in found.items()}

    @cached_property
    def zero_tests(self) -> tuple[Rule, ...]:
        """Sub-processes that end when they are empty, innermost first."""
        return tuple(rule for rule in self.rules if rule.transition.empty)

    @cached_property
    def clocks(self) -> dict[str, tuple[str, ...]]:
        """The timers that run while a place is marked."""
        found: dict[str, list[str]] = {}
        for transition in self.transitions:
            if transition.cause is Cause.TIMER:
                found.setdefault(transition.takes[0], []).append(transition.element)
        return {place: tuple(events) for place, events in found.items()}

    @cached_property
    def kinds(self) -> dict[str, PlaceKind]:
        """The kind of each place."""
        return {place.id: place.kind for place in self.places}

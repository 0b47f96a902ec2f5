"""The second opinion: every state of the plain net, by the definitions of docs/verification.md and nothing clever.

It shares no code with the verifier. Which end events have happened is part of the state; beginning a
scope forgets those of the scope, beginning an activity those of its non-interrupting events.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from shenpi.core.process import ACTIVITIES, Kind, Net, PlaceKind, PlainTransition

MOST_TOKENS = 4
State = tuple[frozenset[tuple[str, int]], frozenset[tuple[str, int | None]]]


class TooLargeError(Exception):
    """More states, or more tokens on a place, than this search looks at."""


@dataclass
class Truth:
    """The four classical answers."""

    safe: bool = True
    option: bool = True
    proper: bool = True
    dead: set[str] = field(default_factory=set)
    states: int = 0


class FullSearch:
    """All reachable states of a net, second tokens included."""

    def __init__(self, net: Net, limit: int, instances: int = 2) -> None:
        self.net = net
        self.plain = net.unfold(instances)
        self.limit = limit
        self.truth = Truth()
        self.done: set[str] = set()

    def run(self) -> Truth:
        """The answers; raises TooLargeError."""
        begin: State = (frozenset((place, 1) for place in self.plain.initial), frozenset())
        graph: dict[State, list[State]] = {}
        pending = [begin]
        while pending:
            state = pending.pop()
            if state in graph:
                continue
            if len(graph) >= self.limit:
                raise TooLargeError
            graph[state] = list(self._after(state))
            pending += graph[state]
        self.truth.states = len(graph)
        self.truth.option = self._all_can_end(graph)
        doing = ACTIVITIES | {Kind.CATCH, Kind.THROW, Kind.BOUNDARY}
        self.truth.dead = {
            node.id for node in self.net.model.nodes if node.kind in doing and node.id not in self.done
        }
        return self.truth

    def _after(self, state: State) -> Iterator[State]:
        tokens, ended = dict(state[0]), state[1]
        for transition in self.plain.transitions:
            if all(place in tokens for place in transition.takes) and not any(
                place in tokens for place in transition.empty
            ):
                yield self._fired(transition, tokens, ended)

    def _fired(
        self, transition: PlainTransition, tokens: dict[str, int], ended: frozenset[tuple[str, int | None]]
    ) -> State:
        after = Counter(tokens)
        after.subtract(transition.takes)
        for place in transition.clears:
            after[place] = 0
        after.update(transition.gives)
        kinds = self.plain.kinds
        if any(count > 1 and kinds[place] is not PlaceKind.MESSAGE for place, count in after.items()):
            self.truth.safe = False
        if any(count > MOST_TOKENS for count in after.values()):
            raise TooLargeError
        self.done.update(transition.labels)
        self.done.update(
            self.plain.elements[place] for place in transition.gives if kinds[place] is PlaceKind.SCOPE
        )
        return frozenset((place, count) for place, count in after.items() if count), self._ended(
            transition, ended
        )

    def _ended(
        self, transition: PlainTransition, ended: frozenset[tuple[str, int | None]]
    ) -> frozenset[tuple[str, int | None]]:
        """Note an end, and whether it is the second; forget those of a scope that begins."""
        node = self.net.model.node
        for scope, copy in self._begun(transition):
            ended = frozenset(end for end in ended if node[end[0]].scope != scope or end[1] != copy)
        for place in transition.gives:
            if self.plain.kinds[place] is PlaceKind.ARM:  # a side event counts anew with its host
                ended -= {(self.plain.elements[place], transition.instance)}
        goes_on = any(self.plain.kinds[place] is not PlaceKind.MESSAGE for place in transition.gives)
        if goes_on or not transition.labels:
            return ended
        end = (transition.labels[-1], transition.instance)
        if end in ended:
            self.truth.proper = False
        return ended | {end}

    def _begun(self, transition: PlainTransition) -> Iterator[tuple[str, int | None]]:
        for place in transition.gives:
            if self.plain.kinds[place] is PlaceKind.SOURCE and place.startswith("source:"):
                _, _, copy = place.partition("#")
                yield self.plain.elements[place], int(copy) if copy else None
        last = self.net.model.node.get(transition.labels[-1]) if transition.labels else None
        messages = all(self.plain.kinds[place] is PlaceKind.MESSAGE for place in transition.takes)
        if last is not None and last.kind is Kind.START and messages:
            yield last.scope, None

    def _all_can_end(self, graph: dict[State, list[State]]) -> bool:
        before: dict[State, list[State]] = {state: [] for state in graph}
        for state, followers in graph.items():
            for follower in followers:
                before[follower].append(state)
        pending = [
            state
            for state in graph
            if all(self.plain.kinds[place] is PlaceKind.MESSAGE for place, _count in state[0])
        ]
        found = set(pending)
        while pending:
            new = [state for state in before[pending.pop()] if state not in found]
            found.update(new)
            pending += new
        return len(found) == len(graph)

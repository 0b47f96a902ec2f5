"""The plain net, played by the book: takes, then clears, then gives, if what must be empty is."""

from collections.abc import Iterator

from shenpi.core.process import Cause, Marking, Net, PlaceKind, PlainNet, PlainTransition

State = frozenset[str]


class TooLarge(Exception):
    """More states than a test should look at."""


class TwoTokens(Exception):
    """The net is not safe."""


def successors(net: PlainNet, state: State) -> Iterator[tuple[PlainTransition, State]]:
    """Every transition that can fire, with the state after it (for nets without message places)."""
    for transition in net.transitions:
        if state.issuperset(transition.takes) and state.isdisjoint(transition.empty):
            rest = state.difference(transition.takes, transition.clears)
            if not rest.isdisjoint(transition.gives) or len(set(transition.gives)) < len(transition.gives):
                raise TwoTokens(transition.labels)
            yield transition, rest.union(transition.gives)


def explore(net: PlainNet, limit: int = 20_000) -> dict[State, list[State]]:
    """All reachable states with their successors."""
    begin = frozenset(net.initial)
    graph: dict[State, list[State]] = {}
    pending = [begin]
    while pending:
        state = pending.pop()
        if state in graph:
            continue
        graph[state] = [after for _transition, after in successors(net, state)]
        if len(graph) > limit:
            raise TooLarge
        pending += graph[state]
    return graph


def can_end(graph: dict[State, list[State]]) -> set[State]:
    """The states from which the empty marking can be reached."""
    before: dict[State, list[State]] = {state: [] for state in graph}
    for state, after in graph.items():
        for follower in after:
            before[follower].append(state)
    found, pending = {frozenset()}, [frozenset()]
    while pending:
        for state in before.get(pending.pop(), ()):
            if state not in found:
                found.add(state)
                pending.append(state)
    return found


def plain(net: Net, marking: Marking, offices: list[str]) -> State:
    """A marking of the running net as a state of the unfolded one: the n-th office is copy n."""
    return frozenset(
        place if instance is None else f"{place}#{offices.index(instance) + 1}"
        for place, instance in marking.tokens
    )


def runs_to(net: PlainNet, before: State, after: State) -> bool:
    """Whether one transition from outside and then automatic ones lead from `before` to `after`."""
    seen: set[State] = set()
    pending = [
        state for transition, state in successors(net, before) if transition.origin.cause is not Cause.AUTO
    ]
    while pending:
        state = pending.pop()
        if state == after:
            return True
        if state not in seen:
            seen.add(state)
            pending += [
                follower
                for transition, follower in successors(net, state)
                if transition.origin.cause is Cause.AUTO
            ]
    return False


def has_messages(net: PlainNet) -> bool:
    """Whether the net has message places, which may hold several tokens."""
    return PlaceKind.MESSAGE in net.kinds.values()

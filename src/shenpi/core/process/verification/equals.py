"""The rules of equals: equal places and equal transitions are kept once, what changes nothing is dropped.

A place that is emptied whenever its twin is taken counts as equal, as long as the first fault ends
the question (`first_fault`).
"""

from shenpi.core.process.verification.fused import Fused, joined
from shenpi.core.process.verification.reducible import Reducible


def equal_places(net: Reducible) -> None:
    """Keep one of the places that the same transitions fill, take, empty and ask."""
    seen: dict[tuple[frozenset[int], ...], int] = {}
    for place in net.places():
        if place in net.fixed:
            continue
        key = (
            frozenset(net.pre[place]),
            frozenset(net.post[place]),
            frozenset(net.clearing.get(place, ())),
            frozenset(net.testing.get(place, ())),
        )
        twin = seen.setdefault(key, place)
        if twin != place:
            _merge_places(net, twin, place)
    if net.first_fault and net.clearing:
        _emptied_twins(net)


def _emptied_twins(net: Reducible) -> None:
    by_pre: dict[frozenset[int], list[int]] = {}
    for place in net.places():
        by_pre.setdefault(frozenset(net.pre[place]), []).append(place)
    for place in list(net.clearing):
        for twin in by_pre.get(frozenset(net.pre[place]), ()):
            if _empties_with(net, twin, place):
                _merge_places(net, twin, place)
                break


def _empties_with(net: Reducible, twin: int, place: int) -> bool:
    """Whether `place` holds a token just when `twin` does, and asks nothing more (safe as long as asked)."""
    if twin == place or place in net.fixed or twin in net.initial or not net.pre[place]:
        return False
    takes, takes_twin = net.post[place], net.post[twin]
    clears, clears_twin = net.clearing[place], net.clearing.get(twin, set())
    return (
        takes <= takes_twin
        and takes_twin <= takes | clears
        and clears_twin <= clears
        and clears <= takes_twin | clears_twin
        and net.testing.get(place) == net.testing.get(twin)
        and place in net.asked
        and twin in net.asked
    )


def _merge_places(net: Reducible, twin: int, place: int) -> None:
    """Drop a place that always holds what its twin holds."""
    for group in (net.asked, net.counted):
        if place in group:
            group.add(twin)
    for index in net.pre[place]:
        net.items[index].gives.discard(place)
    for index in net.post[place]:
        takes = net.items[index].takes
        takes.discard(place)
        if len(takes) == 1:
            net.queue |= takes
    net.pre[place].clear()
    net.post[place].clear()
    net.forget(place)
    net.queue.add(twin)


def equal_transitions(net: Reducible) -> None:
    """Keep one of the transitions that take, give and ask the same."""
    seen: dict[tuple[object, ...], Fused] = {}
    for index, item in list(net.items.items()):
        key = (
            frozenset(item.takes),
            frozenset(item.gives),
            frozenset(item.clears),
            frozenset(item.empty),
            item.twice,
            item.tag,
        )
        twin = seen.setdefault(key, item)
        if twin is not item:
            if item.length < twin.length:
                twin.path, item.path = item.path, twin.path
                twin.length = item.length
            _live_together(twin, item)
            net.remove(index)


def idle(net: Reducible) -> None:
    """Drop transitions that change nothing, where another can fire just when they can."""
    for index, item in list(net.items.items()):
        if item.takes != item.gives or item.clears or item.empty or item.twice:
            continue
        for other in net.post[next(iter(item.takes))]:
            twin = net.items[other]
            if other != index and twin.takes == item.takes and twin.tag == item.tag and not twin.empty:
                _live_together(twin, item)
                net.remove(index)
                break


def _live_together(twin: Fused, item: Fused) -> None:
    twin.also = joined(twin.also, joined(item.path, item.also))

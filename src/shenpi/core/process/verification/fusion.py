"""The rule of fusion: a place whose takers need nothing else is jumped over, whoever marks it goes on at once.

Guard: where a second token on the place is the question, some taker must mark a place where it is the
question too, else the fault would vanish with the place (an end swallows every token). Resets and zero
tests must treat the place and what comes after it alike, or what comes after must be inert and cleared
by nothing else: then a token taken early is only one less to wait for.
"""

from shenpi.core.process.verification.fused import Fused, joined
from shenpi.core.process.verification.reducible import NONE, Reducible


def fuse(net: Reducible, place: int, most: int) -> bool:
    """Jump over a place if that keeps the question and makes at most so many transitions of it."""
    producers, consumers = net.pre[place], net.post[place]
    if not producers or not consumers or place in net.fixed:
        return False
    if len(producers) * len(consumers) > most or not producers.isdisjoint(consumers):
        return False
    items = net.items
    takers = [items[index] for index in consumers]
    if not all(_jumps(net, place, taker) for taker in takers):
        return False
    if place in net.asked and all(net.asked.isdisjoint(taker.gives) for taker in takers):
        return False
    for index in producers:
        gives = items[index].gives
        for taker in takers:
            if not gives.isdisjoint(taker.gives) and not (gives & taker.gives) <= net.asked:
                return False
    if len(takers) == 1:
        _extend(net, place, next(iter(consumers)))
    else:
        _multiply(net, place)
    net.forget(place)
    return True


def _jumps(net: Reducible, place: int, taker: Fused) -> bool:
    """Whether a token on the place may just as well have been taken by this taker already."""
    if len(taker.takes) != 1 or taker.clears or taker.empty:
        return False
    if not net.clearing and not net.testing:
        return True
    cleared, tested = net.clearing.get(place), net.testing.get(place)
    alike = all(
        net.clearing.get(after) == cleared and net.testing.get(after) == tested for after in taker.gives
    )
    return (alike and bool(taker.gives or not tested)) or all(
        _inert(net, after) and net.clearing.get(after, NONE) <= (cleared or NONE) for after in taker.gives
    )


def _inert(net: Reducible, place: int) -> bool:
    """Whether tokens here can do nothing but be too many: nobody takes, counts or tests them."""
    return not (net.post[place] or place in net.counted or place in net.testing or place in net.fixed)


def _extend(net: Reducible, place: int, taken_by: int) -> None:
    """One taker: every producer goes on to what the taker marks."""
    taker = net.items[taken_by]
    for index in list(net.pre[place]):
        item = net.items[index]
        item.gives.discard(place)
        if taker.twice or not item.gives.isdisjoint(taker.gives):
            item.twice = True
        item.gives |= taker.gives
        item.path = (item.path, taker.path)
        item.length += taker.length
        item.also = joined(item.also, taker.also)
        for after in taker.gives:
            net.pre[after].add(index)
        net.queue |= item.takes
    net.pre[place].clear()
    net.remove(taken_by)


def _multiply(net: Reducible, place: int) -> None:
    """Several takers: a copy of each producer for each of them."""
    made = [
        net.items[producer].follow(net.items[taker], place)
        for producer in sorted(net.pre[place])
        for taker in sorted(net.post[place])
    ]
    for index in [*net.pre[place], *net.post[place]]:
        net.remove(index)
    for item in made:
        net.add(net.next, item)
        net.next += 1
        net.queue |= item.takes | item.gives

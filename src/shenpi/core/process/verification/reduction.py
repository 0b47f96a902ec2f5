"""Making a net small without changing the answer (Murata 1989; Berthelot 1987).

Every rule is used only where it keeps the question; docs/verification.md says why each does.
"""

from shenpi.core.process.verification.equals import equal_places, equal_transitions, idle
from shenpi.core.process.verification.fusion import fuse
from shenpi.core.process.verification.reducible import Reducible

MOST_WAYS = 48
"""Transitions that may come of one place when nothing simpler is left."""


def reduce(net: Reducible) -> Reducible:
    """Apply all rules until none applies; what adds transitions only where nothing else is left."""
    net.queue = set(range(len(net.pre)))
    while net.queue:
        _simplify(net)
        _unravel(net)
    return net


def _simplify(net: Reducible) -> None:
    while net.queue:
        while net.queue:
            batch = sorted(net.queue)
            net.queue.clear()
            for place in batch:
                fuse(net, place, len(net.pre[place]) + len(net.post[place]))
        equal_places(net)
        equal_transitions(net)
        idle(net)


def _unravel(net: Reducible) -> None:
    """Fuse one place with many ways in and out: a knot of alternatives comes apart place by place."""
    ways = {place: len(net.pre[place]) * len(net.post[place]) for place in net.places()}
    for place in sorted(ways, key=ways.__getitem__):
        if ways[place] <= MOST_WAYS and fuse(net, place, MOST_WAYS):
            return

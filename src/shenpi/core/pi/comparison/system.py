"""The transition system of a net as an observer sees it: states by number, edges by what is seen."""

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from typing import Final

from shenpi.core.pi.comparison.reducing import Seen, SeenNet, reduced
from shenpi.core.pi.comparison.visibility import Selection, label_of, visible
from shenpi.core.pi.errors import LimitReached
from shenpi.core.process import Net, PlainNet

SILENT: Final = ""
ENDED: Final = "✓"
"""Seen when a process is finished."""
Marking = tuple[tuple[str, int], ...]


@dataclass
class System:
    """States from 0, which is the start; an edge is a label, a target, and the plain transitions passed."""

    plain: PlainNet
    edges: list[list[tuple[str, int, tuple[int, ...]]]] = field(default_factory=list)


def system_of(net: Net, selections: tuple[Selection, ...], instances: int, limit: int) -> System:
    """Explore a net; raises `LimitReached` beyond `limit` states."""
    plain = net.unfold(instances)
    seen = visible(net.model, selections)
    labels = tuple(label_of(net.model, seen, transition) for transition in plain.transitions)
    return explored(reduced(plain, labels), limit)


def explored(net: SeenNet, limit: int) -> System:
    """Every state of a net, breadth first; raises `LimitReached` beyond `limit`."""
    takers: dict[str, list[Seen]] = defaultdict(list)
    for transition in net.transitions:
        takers[transition.takes[0]].append(transition)
    begin: Marking = tuple(sorted(Counter(net.initial).items()))
    number = {begin: 0}
    system = System(net.plain)
    waiting = deque([begin])
    while waiting:
        marking = waiting.popleft()
        tokens = dict(marking)
        out: list[tuple[str, int, tuple[int, ...]]] = []
        if net.ended(frozenset(tokens)):
            out.append((ENDED, number[marking], ()))
        for place in tokens:
            for transition in takers.get(place, ()):
                after = _fired(tokens, transition)
                if after is None:
                    continue
                if after not in number:
                    if len(number) >= limit:
                        raise LimitReached(limit)
                    number[after] = len(number)
                    waiting.append(after)
                out.append((transition.label, number[after], transition.parts))
        system.edges.append(out)
    return system


def _fired(tokens: dict[str, int], transition: Seen) -> Marking | None:
    if any(place not in tokens for place in transition.takes) or not transition.empty.isdisjoint(tokens):
        return None
    after = dict(tokens)
    for place in transition.takes:
        if after.get(place, 0) == 0:
            return None
        after[place] -= 1
    for place in transition.clears:
        after.pop(place, None)
    for place in transition.gives:
        after[place] = after.get(place, 0) + 1
    return tuple(sorted((place, count) for place, count in after.items() if count))

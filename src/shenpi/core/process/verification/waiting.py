"""Who waits for whom at a dead end: the first cause, or the ring in which all wait for each other."""

from typing import NamedTuple

from shenpi.core.process.net import PlaceKind
from shenpi.core.process.verification.checked import CheckedNet

MOST = 30
"""Waiting elements looked at."""


class Waiting(NamedTuple):
    """A transition that has part of what it needs."""

    move: int
    there: frozenset[int]
    missing: frozenset[int]


def causes(net: CheckedNet, marked: set[int]) -> list[Waiting]:
    """What a dead end comes from: one that waits for nobody who waits, else a ring of several; may be empty."""
    found = _all(net, marked)
    if len(found) < 2:
        return found
    behind = [_behind(net, waiting.move, {other.move for other in found}) for waiting in found]
    needs = [
        [other for other in range(len(found)) if other != own and found[own].missing & behind[other]]
        for own in range(len(found))
    ]
    for own, others in enumerate(needs):
        if not others:
            return [found[own]]
    walk = [0]
    while (after := needs[walk[-1]][0]) not in walk:
        walk.append(after)
    return [found[number] for number in walk[walk.index(after) :]]


def _all(net: CheckedNet, marked: set[int]) -> list[Waiting]:
    found = []
    for index, move in enumerate(net.moves):
        missing = move.takes - marked
        there = move.takes - missing
        if missing and there and not _of_scope(net, missing):
            found.append(Waiting(index, there, missing))
            if len(found) == MOST:
                break
    return found


def _of_scope(net: CheckedNet, missing: frozenset[int]) -> bool:
    """A sub-process that is not complete: the reason lies inside it."""
    names = [net.plain.places[place] for place in missing]
    return all(net.plain.kinds[name] is PlaceKind.DONE and not name.startswith("joined:") for name in names)


def _behind(net: CheckedNet, move: int, blocked: set[int]) -> set[int]:
    """The places that could get a token if a transition fired, without the help of others that wait."""
    takers = net.takers
    found = set(net.moves[move].gives)
    pending = list(found)
    while pending:
        for taker in takers.get(pending.pop(), ()):
            if taker in blocked:
                continue
            new = net.moves[taker].gives - found
            found |= new
            pending += new
    return found

"""When is a sub-process finished? When no token is left in it.

That is a zero test, which structural analysis cannot use. Where a weight per place can be found
such that every transition keeps the sum and every end takes the whole, an end *proves* the scope
empty: then the end marks a `done` place and the net stays a plain place/transition net.
"""

from collections.abc import Iterable
from fractions import Fraction

from shenpi.core.process.net import Transition


def ends_are_last(entry: str, places: set[str], transitions: Iterable[Transition]) -> bool:
    """Whether each end of a scope fires only when nothing else is left in the scope.

    `entry` is the place marked on entering, `places` those of the scope's own level. A nested
    scope is one token on its scope place; its insides do not count.
    """
    weight = {entry: Fraction(1)}
    inputs = [
        (transition, frozenset(place for place in transition.takes if place in places))
        for transition in transitions
    ]
    users: dict[str, list[int]] = {}
    for index, (_transition, takes) in enumerate(inputs):
        for place in takes:
            users.setdefault(place, []).append(index)
    unweighed = [len(takes) for _transition, takes in inputs]
    if not all(unweighed):
        return False
    fresh = [entry]
    while fresh:
        for index in users.get(fresh.pop(), ()):
            unweighed[index] -= 1
            if unweighed[index]:
                continue
            transition, takes = inputs[index]
            given = _weigh(sum((weight[place] for place in takes), Fraction(0)), transition, places, weight)
            if given is None:
                return False
            weight.update(given)
            fresh.extend(given)
    return True


def _weigh(
    total: Fraction, transition: Transition, places: set[str], weight: dict[str, Fraction]
) -> dict[str, Fraction] | None:
    """The weights of places marked for the first time, so that the sum is kept; None if it can't be."""
    gives = [place for place in transition.gives if place in places]
    unknown = [place for place in gives if place not in weight]
    rest = total - sum((weight[place] for place in gives if place in weight), Fraction(0))
    if not gives:
        return {} if total == 1 else None
    if not unknown:
        return {} if rest == 0 else None
    return dict.fromkeys(unknown, rest / len(unknown)) if rest > 0 else None

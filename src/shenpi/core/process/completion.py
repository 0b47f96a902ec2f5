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
    weight: dict[str, Fraction] = {entry: Fraction(1)}
    pending = list(transitions)
    progress = True
    while progress:
        progress = False
        for transition in list(pending):
            takes = [place for place in transition.takes if place in places]
            if any(place not in weight for place in takes):
                continue
            pending.remove(transition)
            progress = True
            if not _keeps(sum((weight[place] for place in takes), Fraction(0)), transition, places, weight):
                return False
    return True


def _keeps(total: Fraction, transition: Transition, places: set[str], weight: dict[str, Fraction]) -> bool:
    """Check one transition, or weigh the places it marks so that the sum is kept."""
    if total == 0:
        return False
    gives = [place for place in transition.gives if place in places]
    unknown = [place for place in gives if place not in weight]
    rest = total - sum((weight[place] for place in gives if place in weight), Fraction(0))
    if not gives:
        return total == 1
    if not unknown:
        return rest == 0
    if rest <= 0:
        return False
    weight.update({place: rest / len(unknown) for place in unknown})
    return True

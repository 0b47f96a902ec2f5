"""A run of a system as a run of the diagram: BPMN ids passed, and where the tokens are afterwards."""

from collections import Counter
from collections.abc import Iterable

from shenpi.core.process import PlaceKind, PlainNet
from shenpi.core.process.verification.findings import RunStep

_NOT_SHOWN = frozenset({PlaceKind.SOURCE, PlaceKind.ARM, PlaceKind.DONE})


def run_of(net: PlainNet, fired: Iterable[int]) -> tuple[RunStep, ...]:
    """Play plain transitions from the start; what passes nothing drawn is part of the step before."""
    tokens = Counter(net.initial)
    steps: list[RunStep] = []
    for at in fired:
        transition = net.transitions[at]
        tokens.subtract(transition.takes)
        for place in transition.clears:
            tokens[place] = 0
        tokens.update(transition.gives)
        shown = tuple(
            net.elements[place]
            for place, count in tokens.items()
            for _ in range(count)
            if net.kinds[place] not in _NOT_SHOWN
        )
        labels = transition.labels or (steps.pop().labels if steps else ())
        steps.append(RunStep(labels, shown))
    return tuple(steps)

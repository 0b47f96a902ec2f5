"""A counter-example on the original net: the fused run spelled out and played, token by token."""

from collections.abc import Callable, Iterable

from shenpi.core.process.verification.checked import CheckedNet
from shenpi.core.process.verification.findings import RunStep


class Replay:
    """Plays transitions of the net from the start; `doubled` is the first place that got a second token."""

    def __init__(self, net: CheckedNet) -> None:
        self.net = net
        self.tokens = dict.fromkeys(net.initial, 1)
        """How many tokens each place holds; never zero."""
        self.fired: list[int] = []
        self.doubled: int | None = None

    def play(self, moves: Iterable[int], until: Callable[[int], bool] | None = None) -> bool:
        """Fire one after another, up to a second token on a place that `until` asks for.

        False if a transition was not enabled, or no such token came.
        """
        for index in moves:
            if not self.enabled(index):
                return False
            self.fire(index)
            move = self.net.moves[index]
            again = [place for place in move.gives if until and until(place) and self.tokens[place] > 1]
            if again:
                self.doubled = min(again)
                return True
        return until is None

    def enabled(self, index: int) -> bool:
        """Whether a transition can fire now."""
        move = self.net.moves[index]
        return self.tokens.keys() >= move.takes and self.tokens.keys().isdisjoint(move.empty)

    def fire(self, index: int) -> None:
        """Fire one transition, which must be enabled."""
        move = self.net.moves[index]
        for place in move.takes:
            if self.tokens[place] == 1:
                del self.tokens[place]
            else:
                self.tokens[place] -= 1
        for place in move.clears:
            self.tokens.pop(place, None)
        for place in sorted(move.gives):
            self.tokens[place] = self.tokens.get(place, 0) + 1
        self.fired.append(index)

    def marked(self) -> set[int]:
        """The places that hold tokens; ends that are only remembered are not among them."""
        return self.tokens.keys() - self.net.ended.keys()

    def steps(self) -> tuple[RunStep, ...]:
        """The run as BPMN ids; a transition that passes nothing drawn is part of the step before."""
        again = Replay(self.net)
        shown = self.net.shown
        steps: list[RunStep] = []
        for index in self.fired:
            again.fire(index)
            held = [shown[place] for place in again.tokens if place in shown]
            if len(again.tokens) < sum(again.tokens.values()):
                held = [shown[p] for p, count in again.tokens.items() if p in shown for _ in range(count)]
            labels = self.net.plain.transitions[index].labels
            if not labels and steps:
                labels = steps.pop().labels
            steps.append(RunStep(labels, tuple(held)))
        return tuple(steps)

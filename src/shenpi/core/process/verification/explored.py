"""A reduced net with its states, and the runs of the original net that they stand for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from shenpi.core.process.verification.checked import CheckedNet
from shenpi.core.process.verification.exploration import Problem, Space
from shenpi.core.process.verification.paths import members, spelled
from shenpi.core.process.verification.reducible import Reducible
from shenpi.core.process.verification.reduction import reduce
from shenpi.core.process.verification.replay import Replay

ROUNDS = (0, 1, 2, 4, 8, 16)
LONGEST_RUN = 20_000


@dataclass
class Explored:
    """A reduced net with its states."""

    net: CheckedNet
    space: Space

    def replay(self, state: int) -> Replay:
        """The run to a state, on the original net."""
        return replayed(self.net, self.space.problem, self.space.way_to(state))

    def fault(self, until: Callable[[int], bool]) -> Replay | None:
        """The run to the first second token that is asked for, on the original net.

        Where the way repeats something as often as needed, it is tried with more and more rounds.
        """
        if self.space.fault is None:
            return None
        state, item = self.space.fault
        for rounds in ROUNDS:
            run = replayed(self.net, self.space.problem, [*self.space.way_to(state, rounds), item], until)
            if run.doubled is not None:
                return run
            if len(run.fired) > LONGEST_RUN:
                break
        return Replay(self.net)

    def live(self) -> set[int]:
        """The original transitions seen to happen."""
        return alive(self.space.problem, self.space.fired)


def explore(
    net: CheckedNet, asked: frozenset[int], limit: int, *, ends: bool = True, first_fault: bool = False
) -> Explored:
    """Reduce for a question and look at what is left."""
    return looked_at(net, reduce(Reducible(net, asked, ends=ends, first_fault=first_fault)), limit)


def looked_at(net: CheckedNet, reduced: Reducible, limit: int) -> Explored:
    """The states of a reduced net."""
    return Explored(net, Space(problem(reduced), limit).explore())


def problem(reduced: Reducible) -> Problem:
    """What is left to look at."""
    return Problem(
        tuple(reduced.items.values()),
        tuple(reduced.places()),
        reduced.initial,
        frozenset(reduced.asked),
        frozenset(reduced.counted),
    )


def replayed(
    net: CheckedNet, problem: Problem, items: Iterable[int], until: Callable[[int], bool] | None = None
) -> Replay:
    """A run of reduced transitions on the original net, up to a second token that is asked for."""
    run = Replay(net)
    run.play((move for item in items for move in spelled(problem.items[item].path)), until)
    return run


def alive(problem: Problem, fired: Iterable[int]) -> set[int]:
    """The original transitions that happen when these reduced ones do."""
    seen = [problem.items[item] for item in fired]
    return members(path for item in seen for path in (item.path, item.also) if path is not None)

"""The four properties every process is asked: safe, option to complete, proper completion, no dead activity.

The net is reduced for all four together. If that shows a second token somewhere, the net is taken
again for each property by itself, so that the others keep their own answers (within a tenth of the
states: the process must be mended anyway).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from shenpi.core.process.verification.checked import CheckedNet
from shenpi.core.process.verification.exploration import Problem, Space
from shenpi.core.process.verification.paths import members, spelled
from shenpi.core.process.verification.reducible import Reducible
from shenpi.core.process.verification.reduction import reduce
from shenpi.core.process.verification.replay import Replay


@dataclass
class Explored:
    """A reduced net with its states."""

    net: CheckedNet
    space: Space

    def moves(self, items: list[int]) -> list[int]:
        """The original transitions that a run of reduced ones stands for."""
        return [move for item in items for move in spelled(self.space.problem.items[item].path)]

    def replay(self, state: int) -> Replay:
        """The run to a state, on the original net."""
        run = Replay(self.net)
        run.play(self.moves(self.space.way_to(state)))
        return run

    def fault(self, until: Callable[[int], bool]) -> Replay | None:
        """The run to the first second token that is asked for, on the original net.

        Where the way repeats something as often as needed, it is tried with more and more rounds.
        """
        if self.space.fault is None:
            return None
        state, item = self.space.fault
        for rounds in ROUNDS:
            run = Replay(self.net)
            if run.play(self.moves([*self.space.way_to(state, rounds), item]), until):
                return run
            if len(run.fired) > LONGEST_RUN:
                break
        return Replay(self.net)

    def live(self) -> set[int]:
        """The original transitions seen to happen."""
        seen = [self.space.problem.items[item] for item in self.space.fired]
        return members(path for item in seen for path in (item.path, item.also) if path is not None)


@dataclass
class Answers:
    """What was found out: a run for each fault, None where there is none, and whether that is proved."""

    states: int = 0
    safe: Replay | None = None
    safe_proved: bool = False
    proper: Replay | None = None
    proper_proved: bool = False
    stuck: list[Replay] = field(default_factory=list)
    """Runs to states from which the end cannot be reached."""
    option_proved: bool = False
    live: set[int] = field(default_factory=set)
    """Transitions that can happen."""
    live_proved: bool = False
    """Whether all others are dead."""


ROUNDS = (0, 1, 2, 4, 8, 16)
LONGEST_RUN = 20_000
MOST_RUNS = 40
"""Stuck states looked at for distinct explanations."""


def explore(
    net: CheckedNet, asked: frozenset[int], limit: int, *, ends: bool = True, first_fault: bool = False
) -> Explored:
    """Reduce for a question and look at what is left."""
    return looked_at(net, reduce(Reducible(net, asked, ends=ends, first_fault=first_fault)), limit)


def looked_at(net: CheckedNet, reduced: Reducible, limit: int) -> Explored:
    """The states of a reduced net."""
    problem = Problem(
        tuple(reduced.items.values()),
        tuple(reduced.places()),
        net.initial,
        frozenset(reduced.asked),
        frozenset(reduced.counted),
    )
    return Explored(net, Space(problem, limit).explore())


def decide(net: CheckedNet, limit: int) -> Answers:
    """Answer the four questions within `limit` states for each exploration."""
    ended = frozenset(net.ended)
    places = frozenset(range(len(net.plain.places))) - net.messages
    together = explore(net, places | ended, limit, first_fault=True)
    answers = Answers(states=len(together.space.states))
    run = together.fault(lambda place: place not in net.messages)
    if run is None:
        answers.safe_proved = answers.proper_proved = together.space.complete
        _completion(answers, together)
        return answers
    _second_token(answers, net, run, places, limit)
    free = explore(net, frozenset(), max(limit // 10, 100), ends=False)
    answers.states += len(free.space.states)
    _completion(answers, free)
    return answers


def _second_token(answers: Answers, net: CheckedNet, run: Replay, places: frozenset[int], limit: int) -> None:
    """Tell two tokens on a flow from an end that happens twice."""
    if run.doubled in net.ended:
        answers.proper = run
        other = explore(net, places, limit, ends=False, first_fault=True)
        answers.safe, answers.safe_proved = other.fault(places.__contains__), other.space.complete
    else:
        answers.safe = run
        other = explore(net, frozenset(net.ended), max(limit // 10, 100))
        answers.proper = other.fault(net.ended.__contains__)
        answers.proper_proved = other.space.complete
    answers.states += len(other.space.states)


def _completion(answers: Answers, explored: Explored) -> None:
    space = explored.space
    answers.live = explored.live()
    answers.live_proved = space.complete
    if space.complete:
        stuck = space.stuck()
        answers.option_proved = not stuck and not space.unbounded
    else:
        stuck = [
            number
            for number, followers in enumerate(space.after[:-1])
            if not followers and not space.may_be_final(number)
        ]
    stuck.sort(key=lambda number: bool(space.after[number]))  # dead ends first, then endless loops
    stuck = [number for number in stuck if not space.states[number] & space.many] or stuck[:1]
    answers.stuck = [explored.replay(number) for number in stuck[:MOST_RUNS]]

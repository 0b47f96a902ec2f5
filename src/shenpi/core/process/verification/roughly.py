"""What counting tokens could not decide, asked again where several are several (`rough`).

Counting never comes to an end where a process can heap up tokens that a terminating end or an
interruption takes away, and leaves the option to complete open wherever something is heaped up at all.
"""

from shenpi.core.process.verification.answers import Answers
from shenpi.core.process.verification.checked import CheckedNet
from shenpi.core.process.verification.explored import alive, problem, replayed
from shenpi.core.process.verification.reducible import Reducible
from shenpi.core.process.verification.reduction import reduce
from shenpi.core.process.verification.rough import Rough

MOST_RUNS = 40
"""Ways to a fault that are counted."""


def settle(answers: Answers, net: CheckedNet, limit: int) -> None:
    """Answer what is still open, within `limit` rough states for each of two questions."""
    if not (answers.stuck or answers.option_proved) or not answers.live_proved:
        _completion(answers, net, _explored(Reducible(net, frozenset(), ends=False), limit))
    if answers.proper is None and not answers.proper_proved:
        _ends(answers, net, _explored(Reducible(net, frozenset(net.ended)), limit))


def _explored(net: Reducible, limit: int) -> Rough:
    return Rough(problem(reduce(net)), limit).explore()


def _completion(answers: Answers, net: CheckedNet, rough: Rough) -> None:
    answers.states += len(rough.states)
    if not rough.complete:
        return
    if not answers.stuck:
        answers.option_proved = len(rough.completing()) == len(rough.states)
        lost = sorted(rough.lost(), key=lambda number: bool(rough.steps[number]))  # dead ends first
        real = [number for number in lost[:MOST_RUNS] if rough.real(number)]
        answers.stuck = [replayed(net, rough.problem, rough.way_to(number)) for number in real]
    answers.live_proved |= alive(rough.problem, rough.fired) == answers.live


def _ends(answers: Answers, net: CheckedNet, rough: Rough) -> None:
    answers.states += len(rough.states)
    for number, item in rough.faults[:MOST_RUNS]:
        run = replayed(net, rough.problem, [*rough.way_to(number), item], net.ended.__contains__)
        if run.doubled is not None:
            answers.proper = run
            return
    answers.proper_proved = rough.complete and not rough.faults

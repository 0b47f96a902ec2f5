"""The four properties every process is asked: safe, option to complete, proper completion, no dead activity.

The net is reduced for all four together. If that shows a second token somewhere, the net is taken
again for each property by itself, so that the others keep their own answers (within a tenth of the
states: the process must be mended anyway).
"""

from shenpi.core.process.verification.answers import Answers
from shenpi.core.process.verification.checked import CheckedNet
from shenpi.core.process.verification.explored import Explored, explore
from shenpi.core.process.verification.replay import Replay
from shenpi.core.process.verification.roughly import settle

MOST_RUNS = 40
"""Stuck states looked at for distinct explanations."""


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
        if together.space.unbounded:
            settle(answers, net, limit)
        return answers
    _second_token(answers, net, run, places, limit)
    less = max(limit // 10, 100)
    free = explore(net, frozenset(), less, ends=False)
    answers.states += len(free.space.states)
    _completion(answers, free)
    settle(answers, net, less)
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

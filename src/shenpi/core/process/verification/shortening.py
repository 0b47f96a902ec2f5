"""A counter-example without what has nothing to do with the fault, so that people can watch it.

Read backwards, a step is left out if nothing that stays needs what it gave. A run that shows two
tokens stays one. A run into a dead end stays one where every step left out must be taken anyway: it
takes its tokens from places that nothing else takes or clears, and a case ends only without tokens.
"""

from collections import Counter
from collections.abc import Iterable

from shenpi.core.process.verification.checked import CheckedNet
from shenpi.core.process.verification.replay import Replay


def to_second_token(run: Replay) -> Replay:
    """The steps that bring both tokens to the place."""
    if run.doubled is None:
        return run
    fired = _needed(run, Counter({run.doubled: 2}), frozenset())
    shorter = Replay(run.net)
    if shorter.play(fired, lambda place: place == run.doubled):
        return shorter
    return run


def to_dead_end(run: Replay, waiting: Iterable[int]) -> Replay:
    """The steps that decide, and those that bring the tokens on the waiting places."""
    fired = _needed(run, Counter(waiting), _decisive(run.net))
    shorter = Replay(run.net)
    return shorter if shorter.play(fired) else run


def _needed(run: Replay, wanted: Counter[int], always: frozenset[int]) -> list[int]:
    kept: list[int] = []
    for index in reversed(run.fired):
        move = run.net.moves[index]
        gives = [place for place in move.gives if wanted[place] > 0]
        if not gives and index not in always:
            continue
        wanted.subtract(gives)
        wanted.update(move.takes)
        kept.append(index)
    return kept[::-1]


def _decisive(net: CheckedNet) -> frozenset[int]:
    """Moves in competition with others, or with an interruption."""
    takers: Counter[int] = Counter()
    for move in net.moves:
        takers.update(move.takes)
    cleared = {place for move in net.moves for place in move.clears}
    return frozenset(
        index
        for index, move in enumerate(net.moves)
        if any(takers[place] > 1 or place in cleared for place in move.takes)
    )

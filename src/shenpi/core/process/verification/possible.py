"""The transitions that could fire if tokens were never used up: all others are dead."""

from shenpi.core.process.verification.checked import CheckedNet


def possible(net: CheckedNet) -> list[int]:
    """The transitions that could fire if tokens were never used up: all others are dead."""
    waiting = [len(move.takes) for move in net.moves]
    takers: dict[int, list[int]] = {}
    for index, move in enumerate(net.moves):
        for place in move.takes:
            takers.setdefault(place, []).append(index)
    marked = set(net.initial)
    pending = list(marked)
    possible = [index for index, missing in enumerate(waiting) if not missing]
    for index in possible:
        pending += net.moves[index].gives - marked
        marked |= net.moves[index].gives
    while pending:
        for index in takers.get(pending.pop(), ()):
            waiting[index] -= 1
            if not waiting[index]:
                possible.append(index)
                new = net.moves[index].gives - marked
                marked |= new
                pending += new
    return possible

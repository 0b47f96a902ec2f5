"""Properties of approval processes: always held, decision served, withdrawable.

Each is asked only where the diagram uses the `shenpi:` extension, and only of a safe net. The net
is reduced so that every state in which the answer could differ stays: see docs/verification.md.
"""

from collections.abc import Callable, Iterable, Iterator

from shenpi.core.process.elements import HUMAN, Kind
from shenpi.core.process.net import Cause
from shenpi.core.process.verification.checked import CheckedNet
from shenpi.core.process.verification.duties import Milestones, milestones
from shenpi.core.process.verification.explored import Explored, looked_at
from shenpi.core.process.verification.findings import Finding, Property, Verdict
from shenpi.core.process.verification.reducible import Reducible
from shenpi.core.process.verification.reduction import reduce
from shenpi.core.process.verification.replay import Replay
from shenpi.core.process.verification.settling import settled, violated
from shenpi.core.process.verification.wording import quoted


def lawful(net: CheckedNet, *, safe: Verdict | None, limit: int) -> Iterator[Finding]:
    """The findings about holders, service and withdrawal; nothing for an unsafe net or a diagram without duties."""
    if safe is Verdict.VIOLATED:
        return
    found = milestones(net.model)
    questions: list[tuple[Property, Callable[[CheckedNet, Milestones, int], Finding]]] = []
    if any(node.kind in HUMAN and node.duties.role for node in net.model.nodes):
        questions.append((Property.ALWAYS_HELD, always_held))
    if found.accepting:
        questions.append((Property.DECISION_SERVED, decision_served))
    if found.accepting and found.deciding and not found.immediate:
        questions.append((Property.WITHDRAWABLE, withdrawable))
    for asked, answer in questions:
        yield settled(asked, proved=False, limit=limit) if safe is None else answer(net, found, limit)


def always_held(net: CheckedNet, _found: Milestones, limit: int) -> Finding:
    """Whether in every state of rest some person or timer, and not only a message from outside, can go on."""
    outside = {
        index: 1
        for index, transition in enumerate(net.plain.transitions)
        if transition.origin.cause is Cause.MESSAGE and not _called(net, transition.origin.element)
    }
    waiting = frozenset(place for index in outside for place in net.moves[index].takes)
    explored = _explore(net, waiting, limit, tags=outside)
    for state in range(len(explored.space.after)):
        enabled = explored.space.enabled(state)
        if enabled and all(explored.space.problem.items[item].tag for item in enabled):
            run = explored.replay(state)
            zh, en = quoted(net.model, _at(net, run))
            return violated(
                Property.ALWAYS_HELD,
                (
                    _at(net, run),
                    f"流程停在{zh}时无人负责：没有人可以办理，也没有时限，只能等外来消息。",
                    f"While the process waits at {en} nobody holds it: no person and no timer, only a message "
                    "from outside can move it on.",
                ),
                run,
            )
    return settled(Property.ALWAYS_HELD, proved=explored.space.complete, limit=limit)


def decision_served(net: CheckedNet, found: Milestones, limit: int) -> Finding:
    """Whether every run that accepts an application ends only after its applicant was told the outcome."""
    accepted, served = net.size, net.size + 1
    flagged = net.with_flags(
        {**_passing(net, found.accepting, accepted), **_passing(net, found.serving, served)}
    )
    explored = _explore(flagged, frozenset(), limit)
    space = explored.space
    for state in range(len(space.after)):
        if space.may_be_final(state) and space.holds(state, accepted) and not space.holds(state, served):
            run = explored.replay(state)
            last = run.fired and net.plain.transitions[run.fired[-1]].labels
            ends = (last[-1],) if last else ()
            zh, en = quoted(net.model, ends)
            return violated(
                Property.DECISION_SERVED,
                (
                    ends,
                    f"受理之后可以在{zh}办结，而申请人没有收到任何决定。",
                    f"An accepted case can end at {en} without any decision served on the applicant.",
                ),
                run,
            )
    return settled(Property.DECISION_SERVED, proved=space.complete, limit=limit)


def withdrawable(net: CheckedNet, found: Milestones, limit: int) -> Finding:
    """Whether between acceptance and decision the applicant can withdraw in every state of rest."""
    accepted, over = net.size, net.size + 1
    withdrawing = _passing(net, found.withdrawing, over)
    flagged = net.with_flags(
        {**_passing(net, found.accepting, accepted), **_passing(net, found.deciding, over), **withdrawing}
    )
    ways = [net.moves[index] for index in withdrawing]
    covered = {place for move in ways if len(move.takes) == 1 for place in move.clears}
    open_to = frozenset(place for move in ways for place in move.takes)
    resting = {
        place
        for index, transition in enumerate(net.plain.transitions)
        if transition.origin.cause is not Cause.AUTO
        for place in net.moves[index].takes
    }
    tags = {index: 1 for index, t in enumerate(net.plain.transitions) if t.origin.cause is not Cause.AUTO}
    explored = _explore(flagged, open_to | (resting - covered), limit, tags=tags)
    space = explored.space
    for state in range(len(space.after)):
        if space.may_be_final(state) or not space.holds(state, accepted) or space.holds(state, over):
            continue
        at_rest = all(space.problem.items[item].tag for item in space.enabled(state))
        if at_rest and not any(all(space.holds(state, place) for place in move.takes) for move in ways):
            run = explored.replay(state)
            zh, en = quoted(net.model, _at(net, run))
            return violated(
                Property.WITHDRAWABLE,
                (
                    _at(net, run),
                    f"受理之后、决定之前，办到{zh}时申请人不能撤回申请。",
                    f"Between acceptance and decision, at {en}, the applicant cannot withdraw.",
                ),
                run,
            )
    return settled(Property.WITHDRAWABLE, proved=space.complete, limit=limit)


def _explore(
    net: CheckedNet, kept: frozenset[int], limit: int, tags: dict[int, int] | None = None
) -> Explored:
    asked = frozenset(range(net.size)) - net.messages
    reduced = reduce(Reducible(net, asked, first_fault=True, kept=kept | net.flags, tags=tags or {}))
    return looked_at(net, reduced, limit)


def _passing(net: CheckedNet, elements: Iterable[str], flag: int) -> dict[int, int]:
    """The moves that pass one of the elements, each to raise the flag."""
    wanted = set(elements)
    return {
        index: flag
        for index, transition in enumerate(net.plain.transitions)
        if not wanted.isdisjoint(transition.labels)
    }


def _called(net: CheckedNet, element: str) -> bool:
    """Whether the message is the end of a called process, which has holders of its own."""
    return element in net.model.node and net.model.node[element].kind is Kind.CALL


def _at(net: CheckedNet, run: Replay) -> tuple[str, ...]:
    """The flow nodes where the run stands, else whatever holds a token."""
    where = [net.shown[place] for place in sorted(run.marked()) if place in net.shown]
    nodes = [element for element in where if element in net.model.node and not net.model.inside(element)]
    return tuple(dict.fromkeys(nodes or where))

"""Which verdict a gateway can see: those of the steps from which a token comes to it by itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from shenpi.core.process.elements import HUMAN, Kind, Node, Trigger
from shenpi.core.process.model import ProcessModel

VERDICT = "verdict"
"""The value that a completed step gives, for that one firing."""

_JOINING = frozenset({Kind.PARALLEL, Kind.INCLUSIVE})
_WAITING = frozenset({Kind.RECEIVE, Kind.CATCH, Kind.CALL, Kind.BOUNDARY})


@dataclass(slots=True)
class Seen:
    """What stands before a gateway: the steps with their verdicts, and what brings none."""

    steps: list[Node] = field(default_factory=list)
    without: list[Node] = field(default_factory=list)
    """Events, starts and steps that offer no verdicts."""
    together: list[Node] = field(default_factory=list)
    """Joins and multi-instance activities where several give a verdict and only the last one's is seen."""
    loop: str = ""
    """The looping step whose own condition asks."""

    @property
    def verdicts(self) -> dict[str, list[str]]:
        """Each verdict, with the ids of the steps that offer it."""
        found: dict[str, list[str]] = {}
        for step in self.steps:
            for verdict in step.duties.verdicts:
                if step.id == self.loop or not _repeats(step, verdict):
                    found.setdefault(verdict, []).append(step.id)
        return found


def seen_in_loop(model: ProcessModel, node: Node) -> Seen:
    """What the condition of a looping activity can see: the verdicts of its own last round."""
    if node.loop is None or node.loop.before:
        return Seen()
    if node.kind is Kind.SUB_PROCESS:
        return seen(model, node)
    return Seen([node], loop=node.id) if node.duties.verdicts else Seen(without=[node])


def _repeats(step: Node, verdict: str) -> bool:
    """Whether this verdict of a looping step, by itself, means one more round."""
    if step.loop is None or step.loop.condition.names != {VERDICT}:
        return False
    return step.loop.condition.holds({VERDICT: verdict})


def seen(model: ProcessModel, gateway: Node) -> Seen:
    """Go back from a gateway over everything that happens by itself, to whatever was done or happened."""
    nodes = list(_back(model, _before(model, gateway)))
    joins = [node for node in nodes if node.kind in _JOINING and len(model.incoming[node.id]) > 1]
    last = [node for node in nodes if _waits(model, node) and not _aside(model, node, gateway)]
    if joins:
        last = _latest(model, gateway, last)
    giving = [node for node in last if node.kind in HUMAN and node.duties.verdicts]
    several = [node for node in nodes if node.instances and _gives(model, node, giving)]
    several += [join for join in joins if _is_divided(model, join, giving)]
    return Seen(giving, [node for node in last if node not in giving], several)


def _back(model: ProcessModel, nodes: list[Node], *, over: str = "") -> Iterator[Node]:
    """These nodes and what stands before them, as far as nothing waits between.

    With `over`, everything that stands before them, but not what comes before the element named.
    """
    visited: set[str] = set()
    pending = list(nodes)
    while pending:
        node = pending.pop()
        if node.id in visited:
            continue
        visited.add(node.id)
        yield node
        if (over and node.id != over) or (not over and not _waits(model, node)):
            pending += _before(model, node)


def _latest(model: ProcessModel, gateway: Node, found: list[Node]) -> list[Node]:
    """Leave out what is over before another of these begins: a join behind them waits for the later one."""
    before = {
        node.id: {each.id for each in _back(model, _before(model, node), over=gateway.id)} for node in found
    }
    return [
        node
        for node in found
        if not any(node.id in before[other.id] and other.id not in before[node.id] for other in found)
    ]


def _gives(model: ProcessModel, node: Node, giving: list[Node]) -> bool:
    """Whether a verdict comes from this activity, or from inside it."""
    if node.kind in HUMAN:
        return node in giving
    return any(each in giving for each in _back(model, _before(model, node)))


def _is_divided(model: ProcessModel, join: Node, giving: list[Node]) -> bool:
    """Whether different verdicts come to a join on different ways."""
    ways = []
    for flow in model.incoming[join.id]:
        on_the_way = {node.id for node in _back(model, [model.node[flow.source]])}
        ways.append({node.id for node in giving if node.id in on_the_way})
    given = [way for way in ways if way]
    return any(way != given[0] for way in given)


def _waits(model: ProcessModel, node: Node) -> bool:
    """Whether something is done here, or happens: nothing before it counts any more."""
    return node.kind in HUMAN or _gives_none(model, node)


def _aside(model: ProcessModel, node: Node, gateway: Node) -> bool:
    """Whether a reminder's sub-process ends before the gateway: its host still runs, so it completes nothing."""
    if node.kind is not Kind.BOUNDARY or node.interrupting:
        return False
    scope = gateway.scope
    while scope != node.scope and scope in model.node:
        scope = model.node[scope].scope
    return scope != node.scope


def _before(model: ProcessModel, node: Node) -> list[Node]:
    """Where a token comes from: along flows, from the ends of a sub-process, from before its start."""
    if node.kind is Kind.SUB_PROCESS:
        return [inner for inner in model.inside(node.id) if not model.outgoing[inner.id]]
    return _along(model, node)


def _along(model: ProcessModel, node: Node) -> list[Node]:
    if node.kind is Kind.START and node.scope in model.node:
        return _along(model, model.node[node.scope])
    if node.event.trigger is Trigger.LINK and node.kind is Kind.CATCH:
        return [each for each in model.links(node.scope, node.event.code) if each.kind is Kind.THROW]
    return [model.node[flow.source] for flow in model.incoming[node.id]]


def _gives_none(model: ProcessModel, node: Node) -> bool:
    """Something that happens without anybody's verdict: an event, or the start of all."""
    if node.kind is Kind.START:
        return node.scope not in model.node
    return node.kind in _WAITING and node.event.trigger is not Trigger.LINK

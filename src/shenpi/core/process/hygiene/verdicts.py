"""Which verdict a gateway can see: those of the steps from which a token comes to it by itself."""

from dataclasses import dataclass, field

from shenpi.core.process.elements import HUMAN, Kind, Node, Trigger
from shenpi.core.process.model import ProcessModel

VERDICT = "verdict"
"""The value that a completed step gives, for that one firing."""

_WAITING = frozenset({Kind.RECEIVE, Kind.CATCH, Kind.CALL, Kind.BOUNDARY})


@dataclass(slots=True)
class Seen:
    """What stands before a gateway: the steps with their verdicts, and what brings none."""

    steps: list[Node] = field(default_factory=list)
    without: list[Node] = field(default_factory=list)
    """Events, starts and steps that offer no verdicts."""

    @property
    def verdicts(self) -> dict[str, list[str]]:
        """Each verdict, with the ids of the steps that offer it."""
        found: dict[str, list[str]] = {}
        for step in self.steps:
            for verdict in step.duties.verdicts:
                found.setdefault(verdict, []).append(step.id)
        return found


def seen(model: ProcessModel, gateway: Node) -> Seen:
    """Go back from a gateway over everything that happens by itself, to whatever was done or happened."""
    found, visited, pending = Seen(), {gateway.id}, [gateway.id]
    while pending:
        for node in _before(model, model.node[pending.pop()]):
            if node.id in visited:
                continue
            visited.add(node.id)
            if node.kind in HUMAN:
                (found.steps if node.duties.verdicts else found.without).append(node)
            elif _gives_none(model, node):
                found.without.append(node)
            else:
                pending.append(node.id)
    return found


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

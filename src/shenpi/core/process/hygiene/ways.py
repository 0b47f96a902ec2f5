"""Every element can be reached from a start, and no way stops short of an end."""

from shenpi.core.process.elements import Kind, Node, Trigger
from shenpi.core.process.hygiene.wording import Gathered
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.verification.findings import Finding, Property
from shenpi.core.process.verification.wording import called


def connected(model: ProcessModel) -> tuple[Finding, ...]:
    """Elements that no start leads to, and elements where a way silently stops beside end events.

    Only the lines are looked at: what conditions and joins make impossible is for `verification`.
    """
    found = Gathered(
        Property.CONNECTED,
        "每个元素都可由开始到达，每条路径都有结束",
        "every element is reached, every way has an end",
    )
    reached = _reached(model)
    for node in model.nodes:
        if node.id not in reached:
            zh, en = called(model, node.id)
            found.violated([node.id], f"{zh}从开始事件无法到达", f"{en} cannot be reached from a start event")
        elif _stops_short(model, node):
            zh, en = called(model, node.id)
            found.violated(
                [node.id], f"{zh}之后没有去向，流程在此中断", f"the process stops short after {en}"
            )
    return found.findings()


def _reached(model: ProcessModel) -> set[str]:
    reached: set[str] = set()
    pending = [node.id for process in model.processes for node in _first(model, process.id)]
    while pending:
        identity = pending.pop()
        if identity in reached:
            continue
        reached.add(identity)
        pending += [flow.target for flow in model.outgoing[identity]]
        pending += [node.id for node in (*model.boundary(identity), *_first(model, identity))]
        node = model.node[identity]
        if node.event.trigger is Trigger.LINK:
            pending += [other.id for other in model.links(node.scope, node.event.code)]
    return reached


def _first(model: ProcessModel, scope: str) -> list[Node]:
    """What begins with a scope: its start events, else whatever nothing leads to."""
    inside = model.inside(scope)
    starts = [node for node in inside if node.kind is Kind.START]
    return starts or [
        node
        for node in inside
        if not model.incoming[node.id]
        and node.kind is not Kind.BOUNDARY
        and not (node.kind is Kind.CATCH and node.event.trigger is Trigger.LINK)
    ]


def _stops_short(model: ProcessModel, node: Node) -> bool:
    """No way on, although the scope shows its ends by end events."""
    if model.outgoing[node.id] or node.kind is Kind.END or node.event.trigger is Trigger.LINK:
        return False
    return any(other.kind is Kind.END for other in model.inside(node.scope))

"""The meaning of tasks and events."""

from shenpi.core.process.building import Builder, Level
from shenpi.core.process.elements import Kind, Node, Trigger
from shenpi.core.process.net import Cause, PlaceKind


def end(builder: Builder, level: Level, node: Node) -> None:
    """An end event takes its token; a terminating one empties its scope."""
    for place, labels in builder.entries(level, node):
        sends = bool(builder.out(node)) or node.event.trigger is Trigger.MESSAGE
        index = builder.add(
            level, (*labels, node.id), (place,), builder.out(node), service=node.id if sends else ""
        )
        if node.event.trigger is Trigger.TERMINATE:
            level.terminations.append(index)


def human(builder: Builder, level: Level, node: Node) -> None:
    """A person's step: open while its token is there; multi-instance opens one per office."""
    if node.instances:
        copies = Level(node.id, folded=True, outer=level)
        step = builder.put(copies, node.id, PlaceKind.STEP, node.id)
        builder.instances(level, copies, node, opens=(step,), insides=(step,))
        builder.add(copies, (node.id,), (step,), (f"finished:{node.id}",), cause=Cause.STEP, element=node.id)
        return
    step = builder.put(level, node.id, PlaceKind.STEP, node.id)
    builder.enter(level, node, (step,))
    builder.add(
        level,
        (node.id,),
        (step,),
        builder.out(node),
        cause=Cause.STEP,
        element=node.id,
        clears=builder.arms(node),
    )
    builder.boundary(level, node, step)


def automatic(builder: Builder, level: Level, node: Node) -> None:
    """Service and send tasks and throwing events happen at once; the caller carries the service out."""
    service = node.id if node.kind is not Kind.THROW or node.event.trigger is Trigger.MESSAGE else ""
    if not builder.model.boundary(node.id):
        for place, labels in builder.entries(level, node):
            builder.add(level, (*labels, node.id), (place,), builder.out(node), service=service)
        return
    active = builder.put(level, node.id, PlaceKind.WAIT, node.id)
    builder.enter(level, node, (active,))
    builder.add(level, (node.id,), (active,), builder.out(node), service=service, clears=builder.arms(node))
    builder.boundary(level, node, active)


def catching(builder: Builder, level: Level, node: Node) -> None:
    """Receive tasks and catching events wait; behind an event-based gateway the gateway's token waits."""
    incoming = builder.model.incoming[node.id]
    if incoming and builder.model.node[incoming[0].source].kind is Kind.EVENT_BASED:
        builder.await_event(level, node, (incoming[0].source,), (incoming[0].id, node.id))
        return
    active = builder.put(level, node.id, PlaceKind.WAIT, node.id)
    builder.enter(level, node, (active,))
    builder.await_event(level, node, (active,), (node.id,), clears=builder.arms(node))
    builder.boundary(level, node, active)

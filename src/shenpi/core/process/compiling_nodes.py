"""The meaning of tasks and events."""

from shenpi.core.process.building import Builder, Level
from shenpi.core.process.elements import Kind, Node, Trigger
from shenpi.core.process.net import Cause, PlaceKind
from shenpi.core.process.reasons import refused


def end(builder: Builder, level: Level, node: Node) -> None:
    """An end event takes its token; a terminating one empties its scope."""
    if node.event.trigger is Trigger.ERROR:
        raised(builder, level, node)
        return
    for place, labels in builder.entries(level, node):
        sends = bool(builder.out(node)) or node.event.trigger is Trigger.MESSAGE
        index = builder.add(
            level, (*labels, node.id), (place,), builder.out(node), service=node.id if sends else ""
        )
        if node.event.trigger is Trigger.TERMINATE:
            level.terminations.append(index)


def raised(builder: Builder, level: Level, node: Node) -> None:
    """An error end: to the nearest enclosing sub-process that catches it, else the whole process is over.

    Raises `BpmnRefused` for one inside an activity of several instances.
    """
    scope = level
    while scope.outer is not None:
        host = builder.model.node[scope.scope]
        catching = [event for event in builder.model.boundary(host.id) if _catches(event, node)]
        if catching or host.instances:
            break
        scope = scope.outer
    if scope.outer is not None and builder.model.node[scope.scope].instances:
        raise refused(node.id, "error_instances")
    for place, labels in builder.entries(level, node):
        if scope.outer is None:
            scope.terminations.append(builder.add(scope, (*labels, node.id), (place,), ()))
            continue
        event = max(
            catching, key=lambda event: event.event.code
        )  # one that names the error before one for all
        builder.caught.add(event.id)
        running = f"all:{host.id}" if host.loop else host.id
        passed, taken = (*labels, node.id, event.id), (place, running)
        scope.errors.append(builder.add(scope.outer, passed, taken, builder.out(event)))


def _catches(event: Node, error: Node) -> bool:
    return event.event.trigger is Trigger.ERROR and event.event.code in ("", error.event.code)


def human(builder: Builder, level: Level, node: Node) -> None:
    """A person's step: open while its token is there; multi-instance opens one per office."""
    if node.repeated:
        inner = _inside(level, node)
        step = builder.put(inner, node.id, PlaceKind.STEP, node.id)
        marks = builder.repeat(level, inner, node, opens=(step,), insides=(step,))
        builder.add(inner, (node.id,), (step,), marks, cause=Cause.STEP, element=node.id)
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
    """A program's tasks and throwing events happen at once; the caller carries the service out."""
    if node.event.trigger is Trigger.LINK:
        _follow(builder, level, node)
        return
    service = node.id if node.kind is not Kind.THROW or node.event.trigger is Trigger.MESSAGE else ""
    if node.repeated:
        inner = _inside(level, node)
        active = builder.put(inner, node.id, PlaceKind.WAIT, node.id)
        marks = builder.repeat(level, inner, node, opens=(active,), insides=(active,))
        builder.add(inner, (node.id,), (active,), marks, service=service)
        return
    if not builder.model.boundary(node.id):
        for takes, labels in builder.arrivals(level, node):
            builder.add(level, (*labels, node.id), takes, builder.out(node), service=service)
        return
    active = builder.put(level, node.id, PlaceKind.WAIT, node.id)
    builder.enter(level, node, (active,))
    builder.add(level, (node.id,), (active,), builder.out(node), service=service, clears=builder.arms(node))
    builder.boundary(level, node, active)


def _inside(level: Level, node: Node) -> Level:
    """The level of one copy, or of one round, of a task."""
    return Level(node.id, folded=level.folded or bool(node.instances), outer=level)


def _follow(builder: Builder, level: Level, node: Node) -> None:
    """A link thrown: the token goes on behind the event that catches it."""
    caught = next(
        other for other in builder.model.links(node.scope, node.event.code) if other.kind is Kind.CATCH
    )
    for place, labels in builder.entries(level, node):
        builder.add(level, (*labels, node.id, caught.id), (place,), builder.out(caught))


def catching(builder: Builder, level: Level, node: Node) -> None:
    """Receive tasks and catching events wait; behind an event-based gateway the gateway's token waits."""
    if node.event.trigger is Trigger.LINK:
        return
    incoming = builder.model.incoming[node.id]
    if incoming and builder.model.node[incoming[0].source].kind is Kind.EVENT_BASED:
        builder.await_event(level, node, (incoming[0].source,), (incoming[0].id, node.id))
        return
    active = builder.put(level, node.id, PlaceKind.WAIT, node.id)
    builder.enter(level, node, (active,))
    builder.await_event(level, node, (active,), (node.id,), clears=builder.arms(node))
    builder.boundary(level, node, active)

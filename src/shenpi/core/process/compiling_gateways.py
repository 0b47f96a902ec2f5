"""The meaning of gateways."""

from shenpi.core.process.building import Builder, Level
from shenpi.core.process.elements import Flow, Kind, Node
from shenpi.core.process.expressions import Expression, neither
from shenpi.core.process.net import PlaceKind


def exclusive(builder: Builder, level: Level, node: Node) -> None:
    """Each token takes the first outgoing flow whose condition holds; incoming flows merge."""
    flows = builder.model.outgoing[node.id]
    if len(flows) < 2 and not any(flow.condition for flow in flows):
        _pass_on(builder, level, node)
        return
    choice = builder.put(level, node.id, PlaceKind.CHOICE, node.id)
    builder.enter(level, node, (choice,))
    for flow in flows:
        builder.add(level, (node.id,), (choice,), (flow.id,), guard=_guard(node, flow, flows))


def parallel(builder: Builder, level: Level, node: Node) -> None:
    """Wait for a token on every incoming flow, then mark every outgoing flow."""
    entries = builder.entries(level, node)
    if entries:
        labels = tuple(label for _place, passed in entries for label in passed)
        builder.add(level, (*labels, node.id), tuple(place for place, _ in entries), builder.out(node))


def event_gateway(builder: Builder, level: Level, node: Node) -> None:
    """The token waits here for the first of the events that follow; without any it is taken."""
    if not builder.model.outgoing[node.id]:
        _pass_on(builder, level, node)
        return
    builder.enter(level, node, (builder.put(level, node.id, PlaceKind.WAIT, node.id),))


def inclusive(builder: Builder, level: Level, node: Node) -> None:
    """Split: any non-empty set of branches. Join: waits for those its own split has taken."""
    flows = builder.model.outgoing[node.id]
    splits = len(flows) > 1 or any(flow.condition for flow in flows)
    block = builder.blocks.get(node.id)
    opener = builder.model.node[block.split].kind if block else None
    if splits:
        gives: tuple[str, ...] = (builder.put(level, node.id, PlaceKind.CHOICE, node.id),)
        _split(builder, level, node, flows)
    else:
        gives = builder.out(node)
    if opener is Kind.PARALLEL and block:
        labels = tuple(block.branches.values())
        builder.add(level, (*labels, *(() if splits else (node.id,))), labels, gives)
    elif opener is Kind.INCLUSIVE and block:
        _join(builder, level, node, tuple(block.branches.values()), gives)
    else:
        for place, passed in builder.entries(level, node):
            builder.add(level, (*passed, *(() if splits else (node.id,))), (place,), gives)


def _join(builder: Builder, level: Level, node: Node, last: tuple[str, ...], gives: tuple[str, ...]) -> None:
    """Every branch reports, the untaken ones from the split directly."""
    reported = tuple(_reported(builder, level, flow) for flow in last)
    for flow, place in zip(last, reported, strict=True):
        builder.add(level, (flow,), (flow,), (place,))
    builder.add(level, (node.id,), reported, gives)


def _split(builder: Builder, level: Level, node: Node, flows: tuple[Flow, ...]) -> None:
    """Choose the first branch taken, then each later one freely: every non-empty subset, without 2^n cases."""
    block = builder.opened.get(node.id)
    free = [flow for flow in flows if flow.id != node.default]

    def untaken(flow: Flow) -> tuple[str, ...]:
        return (_reported(builder, level, block.branches[flow.id]),) if block else ()

    fallback = next((flow for flow in flows if flow.id == node.default), None)
    for index, flow in enumerate(free):
        skipped = [place for other in free[:index] for place in untaken(other)]
        later = [_later(builder, level, node, other) for other in free[index + 1 :]]
        refused_default = untaken(fallback) if fallback else ()
        builder.add(
            level, (node.id,), (node.id,), (flow.id, *skipped, *later, *refused_default), guard=flow.condition
        )
        if index:
            chosen = _later(builder, level, node, flow)
            builder.add(level, (), (chosen,), (flow.id,), guard=flow.condition)
            negated = neither((flow.condition,)) if flow.condition else None
            builder.add(level, (), (chosen,), untaken(flow), guard=negated)
    if fallback:
        skipped = [place for other in free for place in untaken(other)]
        builder.add(
            level, (node.id,), (node.id,), (fallback.id, *skipped), guard=_guard(node, fallback, flows)
        )


def _later(builder: Builder, level: Level, node: Node, flow: Flow) -> str:
    return builder.put(level, f"choose:{flow.id}", PlaceKind.CHOICE, node.id)


def _reported(builder: Builder, level: Level, flow: str) -> str:
    return builder.put(level, f"joined:{flow}", PlaceKind.DONE, flow)


def _pass_on(builder: Builder, level: Level, node: Node) -> None:
    for place, labels in builder.entries(level, node):
        builder.add(level, (*labels, node.id), (place,), builder.out(node))


def _guard(node: Node, flow: Flow, flows: tuple[Flow, ...]) -> Expression | None:
    """The flow's condition; for the default flow that no other holds; None means: free, not for running."""
    if flow.id != node.default:
        return flow.condition
    others = tuple(other.condition for other in flows if other.id != flow.id and other.condition)
    return neither(others) if others else None

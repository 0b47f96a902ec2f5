"""`ProcessModel` → `Net`: the only place where BPMN is given its meaning (docs/process-semantics.md)."""

from shenpi.core.process.building import Builder, Level
from shenpi.core.process.compiling_gateways import event_gateway, exclusive, inclusive, parallel
from shenpi.core.process.compiling_nodes import automatic, catching, end, human
from shenpi.core.process.completion import ends_are_last
from shenpi.core.process.elements import Kind, Node, Process, Trigger
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.net import Cause, PlaceKind, Transition
from shenpi.core.process.running import Net

_BUILD = {
    Kind.END: end,
    Kind.TASK: human,
    Kind.USER: human,
    Kind.MANUAL: human,
    Kind.SERVICE: automatic,
    Kind.SEND: automatic,
    Kind.THROW: automatic,
    Kind.SCRIPT: automatic,
    Kind.RULE: automatic,
    Kind.RECEIVE: catching,
    Kind.CALL: catching,
    Kind.CATCH: catching,
    Kind.EXCLUSIVE: exclusive,
    Kind.PARALLEL: parallel,
    Kind.INCLUSIVE: inclusive,
    Kind.EVENT_BASED: event_gateway,
}


def compile_net(model: ProcessModel) -> Net:
    """The workflow net of a model, to be run and to be verified.

    Raises `BpmnRefused` where a construct has a stated meaning only in another form (inclusive
    gateways that are no block, messages to elements that cannot receive).
    """
    builder = Builder(model)
    for process in model.processes:
        _process(builder, process)
    return Net(model, tuple(builder.places.values()), tuple(builder.transitions), tuple(builder.initial))


def _process(builder: Builder, process: Process) -> None:
    level = Level(process.id, folded=False)
    starts = [node for node in builder.model.inside(process.id) if node.kind is Kind.START]
    source = ""
    for start in starts:
        fed = builder.messages_into(start)
        for message in fed:
            builder.add(level, (message, start.id), (message,), builder.out(start))
        if not fed:
            source = builder.put(level, f"source:{process.id}", PlaceKind.SOURCE, process.id)
            name = builder.message_name(start) if start.event.trigger is Trigger.MESSAGE else ""
            builder.add(
                level,
                (start.id,),
                (source,),
                builder.out(start),
                cause=Cause.START,
                element=start.id,
                message=name,
            )
    if not starts and (first := _without_incoming(builder, process.id)):
        source = builder.put(level, f"source:{process.id}", PlaceKind.SOURCE, process.id)
        gives = tuple(builder.begin(level, node) for node in first)
        builder.add(level, (), (source,), gives, cause=Cause.START, element=process.id)
    if source:
        builder.initial.append(source)
    _members(builder, level)
    for index in level.terminations:
        builder.replace(index, clears=tuple(level.reach))


def _without_incoming(builder: Builder, scope: str) -> list[Node]:
    """The nodes that begin by themselves when a scope has no start event (BPMN 2.0, 13.2)."""
    return [
        node
        for node in builder.model.inside(scope)
        if node.kind is not Kind.BOUNDARY
        and node.event.trigger is not Trigger.LINK
        and not builder.model.incoming[node.id]
    ]


def _members(builder: Builder, level: Level) -> None:
    for flow in builder.model.flows:
        if flow.scope == level.scope:
            builder.put(level, flow.id, PlaceKind.FLOW, flow.id)
    for node in builder.model.inside(level.scope):
        if node.kind is Kind.SUB_PROCESS:
            _sub_process(builder, level, node)
        elif node.kind in _BUILD:
            _BUILD[node.kind](builder, level, node)


def _sub_process(builder: Builder, outer: Level, node: Node) -> None:
    """A scope of its own: entered as one token, left when empty, cleared when interrupted."""
    inner = Level(node.id, folded=outer.folded or bool(node.instances), outer=outer)
    running = builder.put(inner if node.repeated else outer, node.id, PlaceKind.SCOPE, node.id)
    inner.places.discard(running)  # the scope itself is not among what must be empty
    entry = builder.put(inner, f"source:{node.id}", PlaceKind.SOURCE, node.id)
    mark = len(builder.transitions)
    starts = [child for child in builder.model.inside(node.id) if child.kind is Kind.START]
    if starts:
        builder.add(inner, (starts[0].id,), (entry,), builder.out(starts[0]))
    else:
        begun = tuple(builder.begin(inner, child) for child in _without_incoming(builder, node.id))
        builder.add(inner, (), (entry,), begun)
    _members(builder, inner)
    empty, done = _finish(builder, inner, entry, mark, running)
    insides = tuple(inner.reach)
    for index in inner.errors:
        builder.replace(index, clears=(*insides, *builder.arms(node)))
    if node.repeated:
        marks = builder.repeat(outer, inner, node, opens=(running, entry), insides=insides)
        builder.add(inner, (), (running, *done), marks, empty=empty)
        return
    builder.enter(outer, node, (running, entry))
    builder.add(
        outer, (node.id,), (running, *done), builder.out(node), empty=empty, clears=builder.arms(node)
    )
    builder.boundary(outer, node, running, insides)


def _finish(
    builder: Builder, inner: Level, entry: str, mark: int, running: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Complete the ends of a scope; returns what must be empty, or the place that says it is."""
    own = {index for index in range(mark, len(builder.transitions)) if builder.level_of[index] == inner.scope}
    counted = [builder.transitions[index] for index in sorted(own) if index not in inner.terminations]
    inside = tuple(place for place in inner.reach if place != running)
    if not ends_are_last(entry, inner.places, counted):
        for index in inner.terminations:
            builder.replace(index, clears=inside)
        return inside, ()
    done = builder.put(inner, f"done:{inner.scope}", PlaceKind.DONE, inner.scope)
    for index in own:
        transition = builder.transitions[index]
        if index in inner.terminations:
            builder.replace(index, gives=(*transition.gives, done), clears=inside)
        elif _ends(transition, inner):
            builder.replace(index, gives=(*transition.gives, done))
    return (), (done,)


def _ends(transition: Transition, level: Level) -> bool:
    return not any(place in level.places for place in transition.gives)

"""What a π text leaves out of a diagram, taken over from a diagram it came from: names, duties, conditions, drawing."""

from dataclasses import replace

from shenpi.core.process import Flow, MessageFlow, Node, Pool, Process, ProcessModel, Trigger, layout


def take_over(model: ProcessModel, like: ProcessModel) -> ProcessModel:
    """The model with everything that elements of the same id and kind had in `like`, but for the drawing."""
    nodes = tuple(_node(node, like, model) for node in model.nodes)
    written = [*(flow.id for flow in like.flows), *(flow.id for flow in like.message_flows)]
    order = {identity: at for at, identity in enumerate(written)}
    flows = tuple(
        _flow(flow, like) for flow in sorted(model.flows, key=lambda flow: order.get(flow.id, len(order)))
    )
    processes = tuple(_process(process, like, {node.id for node in nodes}) for process in model.processes)
    pools = like.pools if _processes(like) == _processes(model) else model.pools
    messages = sorted(
        (*(_message(flow, like) for flow in model.message_flows), *_outside(like, model, pools)),
        key=lambda flow: order.get(flow.id, len(order)),
    )
    return replace(
        model,
        id=like.id,
        target_namespace=like.target_namespace,
        nodes=nodes,
        flows=flows,
        processes=processes,
        pools=pools,
        collaboration=like.collaboration or model.collaboration,
        message_flows=tuple(messages),
        artifacts=like.artifacts,
    )


def drawn(model: ProcessModel, like: ProcessModel | None) -> ProcessModel:
    """The model with the drawing of `like`, where that draws just these elements, else with a new one."""
    if like is not None and _elements(model) == _elements(like):
        return replace(model, diagrams=like.diagrams)
    return layout(replace(model, artifacts=()))


def _processes(model: ProcessModel) -> set[str]:
    return {process.id for process in model.processes}


def _outside(like: ProcessModel, model: ProcessModel, pools: tuple[Pool, ...]) -> tuple[MessageFlow, ...]:
    """The message flows from and to pools drawn without insides, as far as their ends are still there."""
    drawn = {pool.id for pool in pools}
    known = {node.id for node in model.nodes} | drawn
    return tuple(
        flow
        for flow in like.message_flows
        if {flow.source, flow.target} & drawn and {flow.source, flow.target} <= known
    )


def _message(flow: MessageFlow, like: ProcessModel) -> MessageFlow:
    same = (old for old in like.message_flows if old.id == flow.id)
    old = next(same, flow)
    return old if (old.source, old.target) == (flow.source, flow.target) else flow


def _elements(model: ProcessModel) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = {(flow.id, flow.source, flow.target) for flow in model.flows}
    found |= {(flow.id, flow.source, flow.target) for flow in model.message_flows}
    found |= {(node.id, node.kind, node.scope, node.attached_to) for node in model.nodes}
    return found | {(pool.id, pool.process) for pool in model.pools}


def _node(node: Node, like: ProcessModel, model: ProcessModel) -> Node:
    old = like.node.get(node.id)
    if old is None or old.kind is not node.kind:
        return node
    same_event = old.event.trigger is node.event.trigger or node.event.trigger is Trigger.NONE
    default = old.default if old.default in {flow.id for flow in model.outgoing[node.id]} else node.default
    return replace(
        old,
        scope=node.scope,
        attached_to=node.attached_to,
        interrupting=node.interrupting,
        default=default,
        event=old.event if same_event else node.event,
    )


def _flow(flow: Flow, like: ProcessModel) -> Flow:
    old = like.flow.get(flow.id)
    same = old is not None and (old.source, old.target) == (flow.source, flow.target)
    return replace(old, scope=flow.scope) if same and old else flow


def _process(process: Process, like: ProcessModel, nodes: set[str]) -> Process:
    old = next((each for each in like.processes if each.id == process.id), process)
    lanes = tuple(
        replace(lane, nodes=tuple(node for node in lane.nodes if node in nodes)) for lane in old.lanes
    )
    return replace(old, lanes=lanes)

"""Structural rules of a model: references resolve, flows stay in their scope, events are where they may be.

Drawing faults (unnamed or unreachable elements, missing limits) are not errors of the file: the
verifier reports them.
"""

from collections.abc import Iterator

from shenpi.core.process.elements import ACTIVITIES, Flow, Kind, Node, Trigger
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.reasons import refused

_CONDITIONAL = (Kind.EXCLUSIVE, Kind.INCLUSIVE)


def check_structure(model: ProcessModel) -> None:
    """Raise `BpmnRefused` for the first broken rule, naming the element."""
    _check_identities(model)
    for flow in model.flows:
        _check_flow(model, flow)
    for node in model.nodes:
        _check_node(model, node)
    _check_collaboration(model)


def _check_identities(model: ProcessModel) -> None:
    seen: set[str] = set()
    for identity in _identities(model):
        if identity in seen:
            raise refused(identity, "duplicate_id")
        seen.add(identity)


def _identities(model: ProcessModel) -> Iterator[str]:
    for elements in (model.processes, model.nodes, model.flows, model.pools, model.message_flows):
        yield from (element.id for element in elements)


def _check_flow(model: ProcessModel, flow: Flow) -> None:
    for end in (flow.source, flow.target):
        if end not in model.node:
            raise refused(flow.id, "reference", target=end)
    source, target = model.node[flow.source], model.node[flow.target]
    if source.scope != target.scope:
        raise refused(flow.id, "flow_scope")
    if target.kind in (Kind.START, Kind.BOUNDARY):
        raise refused(target.id, "flow_into")
    if source.kind is Kind.END:
        raise refused(source.id, "flow_out")
    if flow.condition is not None and source.kind not in _CONDITIONAL:
        raise refused(flow.id, "flow_condition")


def _check_node(model: ProcessModel, node: Node) -> None:
    if node.default and (
        node.kind not in _CONDITIONAL or node.default not in {flow.id for flow in model.outgoing[node.id]}
    ):
        raise refused(node.id, "default")
    if node.event.trigger is Trigger.LINK:
        _check_link(model, node)
    if node.called in {process.id for process in model.processes} and node.kind is Kind.CALL:
        raise refused(node.id, "call_inside", called=node.called)
    if node.kind is Kind.BOUNDARY:
        if node.event.trigger is Trigger.ERROR and not node.interrupting:
            raise refused(node.id, "error_interrupts")
        host = model.node.get(node.attached_to)
        if host is None or host.scope != node.scope or host.kind not in ACTIVITIES:
            raise refused(node.id, "attached")
    if node.kind is Kind.EVENT_BASED:
        _check_event_gateway(model, node)
    if node.kind is Kind.SUB_PROCESS:
        starts = [child for child in model.inside(node.id) if child.kind is Kind.START]
        if len(starts) > 1:
            raise refused(node.id, "starts_several")
        if starts and starts[0].event.trigger is not Trigger.NONE:
            raise refused(starts[0].id, "start_trigger")
    if node.instances and _inside_instances(model, node):
        raise refused(node.id, "instances_nested")


def _check_event_gateway(model: ProcessModel, gateway: Node) -> None:
    for flow in model.outgoing[gateway.id]:
        target = model.node[flow.target]
        waits = target.kind in (Kind.CATCH, Kind.RECEIVE) and target.event.trigger is not Trigger.LINK
        if not waits or len(model.incoming[target.id]) != 1:
            raise refused(gateway.id, "event_gateway")
        if model.boundary(target.id):
            raise refused(target.id, "event_gateway")


def _check_link(model: ProcessModel, node: Node) -> None:
    """Each link thrown leads to one catching event of its name in the scope; nothing else touches either."""
    catching = [catch for catch in model.links(node.scope, node.event.code) if catch.kind is Kind.CATCH]
    touched = model.outgoing if node.kind is Kind.THROW else model.incoming
    if len(catching) != 1 or touched[node.id]:
        raise refused(node.id, "link", name=node.event.code)


def _inside_instances(model: ProcessModel, node: Node) -> bool:
    holder = model.node.get(node.scope)
    while holder is not None:
        if holder.instances:
            return True
        holder = model.node.get(holder.scope)
    return False


def _check_collaboration(model: ProcessModel) -> None:
    pools = {pool.id for pool in model.pools}
    processes = {process.id for process in model.processes}
    for pool in model.pools:
        if pool.process and pool.process not in processes:
            raise refused(pool.id, "reference", target=pool.process)
    for flow in model.message_flows:
        for end in (flow.source, flow.target):
            if end not in pools and end not in model.node:
                raise refused(flow.id, "reference", target=end)
            if end in model.node and (model.node[end].loop or _instanced(model, model.node[end])):
                raise refused(flow.id, "instances_gateway")


def _instanced(model: ProcessModel, node: Node) -> bool:
    return bool(node.instances) or _inside_instances(model, node)

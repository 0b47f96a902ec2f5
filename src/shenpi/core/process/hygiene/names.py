"""Elements that people see have a name, and no two that they could confuse have the same."""

from collections.abc import Iterable, Sequence

from shenpi.core.process.elements import ACTIVITIES, HUMAN, Flow, Kind, Node
from shenpi.core.process.hygiene.wording import Gathered
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.verification.findings import Finding, Property
from shenpi.core.process.verification.wording import called

_DECIDING = frozenset({Kind.EXCLUSIVE, Kind.INCLUSIVE})
_EVENTS = frozenset({Kind.CATCH, Kind.BOUNDARY})


def named(model: ProcessModel) -> tuple[Finding, ...]:
    """Names of activities, deciding gateways and their branches, of waiting events and of several ends."""
    found = Gathered(
        Property.NAMED, "需要名称的元素都有名称，且不易混淆", "all that needs a name has one of its own"
    )
    for node in model.nodes:
        if not node.name.strip() and _needs_name(model, node):
            zh, en = called(model, node.id)
            found.violated([node.id], f"{zh}没有名称", f"{en} has no name")
    for flow in model.flows:
        if not flow.name.strip() and _decides(model, model.node[flow.source]):
            zh, en = called(model, flow.id)
            found.violated(
                [flow.id], f"{zh}没有名称，看不出何时走这条分支", f"{en} has no name: when is it taken?"
            )
    for alike in _alike(node for node in model.nodes if node.kind in HUMAN):
        zh = f"{len(alike)} 个环节都叫“{alike[0].name}”，办理人无法分辨"
        found.violated([n.id for n in alike], zh, f"{len(alike)} steps are all called “{alike[0].name}”")
    for alike in _alike(node for node in model.nodes if node.kind is Kind.END):
        zh = f"{len(alike)} 个结束事件都叫“{alike[0].name}”，看不出办件如何结束"
        found.violated([n.id for n in alike], zh, f"{len(alike)} end events are all called “{alike[0].name}”")
    for branches in _alike_branches(model):
        zh = f"同一网关有 {len(branches)} 条分支都叫“{branches[0].name}”"
        en = f"{len(branches)} branches of one gateway are all called “{branches[0].name}”"
        found.violated([flow.id for flow in branches], zh, en)
    return found.findings()


def _needs_name(model: ProcessModel, node: Node) -> bool:
    if node.kind in ACTIVITIES or node.kind in _EVENTS:
        return True
    if node.kind is Kind.END:
        return sum(other.kind is Kind.END for other in model.inside(node.scope)) > 1
    return _decides(model, node)


def _decides(model: ProcessModel, node: Node) -> bool:
    return node.kind in _DECIDING and len(model.outgoing[node.id]) > 1


def _alike(nodes: Iterable[Node]) -> list[list[Node]]:
    """Nodes of one scope with the same name, two or more."""
    groups: dict[tuple[str, str], list[Node]] = {}
    for node in nodes:
        if node.name.strip():
            groups.setdefault((node.scope, node.name.strip()), []).append(node)
    return [group for group in groups.values() if len(group) > 1]


def _alike_branches(model: ProcessModel) -> list[Sequence[Flow]]:
    found: list[Sequence[Flow]] = []
    for node in model.nodes:
        if not _decides(model, node):
            continue
        groups: dict[str, list[Flow]] = {}
        for flow in model.outgoing[node.id]:
            groups.setdefault(flow.name.strip(), []).append(flow)
        found += [flows for name, flows in groups.items() if name and len(flows) > 1]
    return found

"""How elements are named to people who do not know BPMN, in Chinese and English."""

from collections.abc import Iterable

from shenpi.core.process.elements import Kind, Node
from shenpi.core.process.model import ProcessModel

_KINDS: dict[Kind, tuple[str, str]] = {
    Kind.START: ("开始事件", "the start event"),
    Kind.END: ("结束事件", "the end event"),
    Kind.EXCLUSIVE: ("判断网关", "the deciding gateway"),
    Kind.PARALLEL: ("并行网关", "the parallel gateway"),
    Kind.INCLUSIVE: ("包容网关", "the inclusive gateway"),
    Kind.EVENT_BASED: ("事件网关", "the event gateway"),
    Kind.CATCH: ("事件", "the event"),
    Kind.THROW: ("事件", "the event"),
    Kind.BOUNDARY: ("边界事件", "the boundary event"),
    Kind.SUB_PROCESS: ("子流程", "the sub-process"),
}
_STEP = ("环节", "the step")
_JOIN = ("汇合网关", "the joining gateway")

Words = tuple[str, str]
"""The same words in Chinese and in English."""


def called(model: ProcessModel, element: str) -> Words:
    """An element with its kind and name: 汇合网关“会签”, the joining gateway “会签”."""
    node = model.node.get(element)
    if node is not None:
        zh, en = _kind(model, node)
        return f"{zh}“{node.name or node.id}”", f"{en} “{node.name or node.id}”"
    flow = model.flow.get(element)
    if flow is None:
        return f"“{model.names.get(element, element)}”", f"“{model.names.get(element, element)}”"
    if flow.name:
        return f"连线“{flow.name}”", f"the flow “{flow.name}”"
    source, target = model.names[flow.source], model.names[flow.target]
    return f"从“{source}”到“{target}”的连线", f"the flow from “{source}” to “{target}”"


def quoted(model: ProcessModel, elements: Iterable[str]) -> Words:
    """Several elements by name alone: “税务”、“公安”."""
    names = [f"“{model.names.get(element, element)}”" for element in dict.fromkeys(elements)]
    shown = names[:4]
    if len(names) == len(shown):
        return "、".join(shown), ", ".join(shown)
    return f"{'、'.join(shown)}等 {len(names)} 处", f"{', '.join(shown)} and {len(names) - len(shown)} more"


def sources(model: ProcessModel, flows: Iterable[str]) -> list[str]:
    """Where sequence flows come from; anything else stands for itself."""
    return [model.flow[flow].source if flow in model.flow else flow for flow in flows]


def _kind(model: ProcessModel, node: Node) -> Words:
    if node.kind in (Kind.PARALLEL, Kind.INCLUSIVE) and len(model.incoming[node.id]) > 1:
        return _JOIN
    return _KINDS.get(node.kind, _STEP)

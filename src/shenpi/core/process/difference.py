"""What changed between two versions of a process: elements added, removed, or saying something else.

Elements are the same when their ids are; where they are drawn does not matter. The only process of a file is the
same as that of the other, whatever their ids.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from shenpi.core.process.elements import Flow, MessageFlow, Node, Pool, Process
from shenpi.core.process.model import ProcessModel

Facts = Mapping[str, str]
"""What an element says, by the name of the attribute; '' where it says nothing."""


class Change(StrEnum):
    """What became of an element."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Alteration:
    """One attribute that says something else now."""

    attribute: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one element ('': the file's only process); `alterations` only of a changed one."""

    change: Change
    element: str
    tag: str
    name: str
    alterations: tuple[Alteration, ...] = ()


def differences(old: ProcessModel, new: ProcessModel) -> tuple[Difference, ...]:
    """Everything that differs, in the order of the new file, what was removed last."""
    before, after = _said(old), _said(new)
    found = [
        difference
        for element, facts in after.items()
        if (difference := _of(element, before.get(element), facts))
    ]
    gone = [
        Difference(Change.REMOVED, element, facts["tag"], facts["name"])
        for element, facts in before.items()
        if element not in after
    ]
    return (*found, *gone)


def _of(element: str, before: Facts | None, after: Facts) -> Difference | None:
    if before is None:
        return Difference(Change.ADDED, element, after["tag"], after["name"])
    alterations = tuple(
        Alteration(attribute, before.get(attribute, ""), after.get(attribute, ""))
        for attribute in dict.fromkeys((*before, *after))
        if before.get(attribute, "") != after.get(attribute, "")
    )
    if not alterations:
        return None
    return Difference(Change.CHANGED, element, after["tag"], after["name"], alterations)


def _said(model: ProcessModel) -> dict[str, Facts]:
    return dict(_elements(model))


def _elements(model: ProcessModel) -> Iterator[tuple[str, Facts]]:
    for process in model.processes:
        yield _whole(model, process.id), _process(process)
    for pool in model.pools:
        yield pool.id, _pool(pool)
    for node in model.nodes:
        yield node.id, _node(model, node)
    for flow in model.flows:
        yield flow.id, _flow(model, flow)
    for message in model.message_flows:
        yield message.id, _message(message)


def _whole(model: ProcessModel, scope: str) -> str:
    """The id of a scope; '' for a file's only process."""
    return "" if len(model.processes) == 1 and scope == model.processes[0].id else scope


def _process(process: Process) -> Facts:
    return {
        "tag": "process",
        "name": process.name,
        "key": process.key,
        "kind": process.kind,
        "documentation": process.documentation,
    }


def _pool(pool: Pool) -> Facts:
    return {"tag": "participant", "name": pool.name, "process": pool.process}


def _node(model: ProcessModel, node: Node) -> Facts:
    duties, event = node.duties, node.event
    return {
        "tag": node.kind.value,
        "name": node.name,
        "scope": _whole(model, node.scope),
        "lane": model.lanes[node.id],
        "role": duties.role,
        "office": duties.office,
        "limit": duties.limit,
        "act": duties.act,
        "verdicts": ",".join(duties.verdicts),
        "form": duties.form,
        "document": duties.document,
        "trigger": event.trigger.value,
        "message": event.message,
        "timer": event.timer,
        "attached_to": node.attached_to,
        "interrupting": "" if node.interrupting else "no",
        "default": node.default,
        "instances": node.instances,
        "sequence": "yes" if node.sequence else "",
        "loop": node.loop.condition.source if node.loop else "",
        "loop_before": "yes" if node.loop and node.loop.before else "",
        "documentation": node.documentation,
    }


def _flow(model: ProcessModel, flow: Flow) -> Facts:
    return {
        "tag": "sequenceFlow",
        "name": flow.name,
        "source": flow.source,
        "target": flow.target,
        "scope": _whole(model, flow.scope),
        "condition": flow.condition.source if flow.condition else "",
    }


def _message(flow: MessageFlow) -> Facts:
    return {"tag": "messageFlow", "name": flow.name, "source": flow.source, "target": flow.target}

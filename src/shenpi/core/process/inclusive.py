"""Block structure around inclusive joins: which split opens the block that a join closes.

An inclusive join waits for every branch that was taken. That is a local question only when all its
incoming flows come from the branches of one split and from nowhere else; only this form is given a
meaning, any other is refused.
"""

from dataclasses import dataclass

from shenpi.core.process.elements import GATEWAYS, Kind, Node
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.reasons import refused


@dataclass(frozen=True, slots=True)
class Block:
    """A split, its join, and for each branch the flow it begins and the flow it ends with."""

    split: str
    join: str
    branches: dict[str, str]


def inclusive_blocks(model: ProcessModel) -> dict[str, Block]:
    """The block of every inclusive join by its id; raises `BpmnRefused` where there is none."""
    return {node.id: _block_of(model, node) for node in model.nodes if joins(model, node)}


def joins(model: ProcessModel, node: Node) -> bool:
    """Whether an inclusive gateway has branches to wait for."""
    return node.kind is Kind.INCLUSIVE and len(model.incoming[node.id]) > 1


def _block_of(model: ProcessModel, join: Node) -> Block:
    for split in model.inside(join.scope):
        if split.kind in GATEWAYS and len(model.outgoing[split.id]) == len(model.incoming[join.id]):
            branches = _branches(model, split, join)
            if branches is not None:
                return Block(split.id, join.id, branches)
    raise refused(join.id, "inclusive")


def _branches(model: ProcessModel, split: Node, join: Node) -> dict[str, str] | None:
    """Each branch's last flow, if the branches are closed and apart from each other."""
    ends: dict[str, str] = {}
    seen: set[str] = set()
    for first in model.outgoing[split.id]:
        region, last = _region(model, first.id, join.id)
        if len(last) != 1 or region & seen or split.id in region:
            return None
        if not all(_closed(model, node, region, first.id) for node in region):
            return None
        seen |= region
        ends[first.id] = last.pop()
    return ends


def _region(model: ProcessModel, first: str, join: str) -> tuple[set[str], set[str]]:
    """The nodes between a flow and the join, and the flows that reach the join."""
    region: set[str] = set()
    last: set[str] = set()
    pending = [first]
    while pending:
        flow = model.flow[pending.pop()]
        if flow.target == join:
            last.add(flow.id)
        elif flow.target not in region:
            region.add(flow.target)
            leaving = [flow.target, *(event.id for event in model.boundary(flow.target))]
            region.update(leaving)
            pending.extend(out.id for node in leaving for out in model.outgoing[node])
    return region, last


def _closed(model: ProcessModel, node_id: str, region: set[str], first: str) -> bool:
    """Nothing enters the region but its first flow, and no token ends inside."""
    enters = all(flow.source in region or flow.id == first for flow in model.incoming[node_id])
    return enters and bool(model.outgoing[node_id])

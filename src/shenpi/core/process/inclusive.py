"""Block structure around inclusive joins: which split opens the block that a join closes.

An inclusive join waits for every branch that was taken. That is a local question only when all its
incoming flows come from the branches of one split and from nowhere else; only this form is given a
meaning, any other is refused.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from shenpi.core.process.elements import GATEWAYS, Kind, Node
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.reasons import refused

SEARCH_LIMIT = 1_000_000
"""Flows looked at in search of blocks; hundreds of blocks in a row or ten levels deep need far fewer."""


@dataclass(frozen=True, slots=True)
class Block:
    """A split, its join, and for each branch the flow it begins and the flow it ends with."""

    split: str
    join: str
    branches: dict[str, str]


BRANCH_LIMIT = 200
"""Branches of one inclusive split; its net grows with their square."""


def inclusive_blocks(model: ProcessModel) -> dict[str, Block]:
    """The block of every inclusive join by its id; raises `BpmnRefused` where there is none."""
    for node in model.nodes:
        if node.kind is Kind.INCLUSIVE and len(model.outgoing[node.id]) > BRANCH_LIMIT:
            raise refused(node.id, "too_tangled")
    search = _Search(model)
    return {node.id: search.block_of(node) for node in model.nodes if joins(model, node)}


def joins(model: ProcessModel, node: Node) -> bool:
    """Whether an inclusive gateway has branches to wait for."""
    return node.kind is Kind.INCLUSIVE and len(model.incoming[node.id]) > 1


class _Search:
    """Looks for blocks, nearest split first, within a budget."""

    def __init__(self, model: ProcessModel) -> None:
        self.model = model
        self.looked_at = 0

    def block_of(self, join: Node) -> Block:
        """The block that a join closes."""
        for split in self._before(join):
            if split.kind in GATEWAYS and len(self.model.outgoing[split.id]) == len(
                self.model.incoming[join.id]
            ):
                branches = self._branches(split, join)
                if branches is not None:
                    return Block(split.id, join.id, branches)
        raise refused(join.id, "inclusive")

    def _before(self, join: Node) -> Iterator[Node]:
        """What comes before a join, nearest first; an activity comes before the events on it."""
        seen = {join.id}
        pending = deque([join.id])
        while pending:
            node = self.model.node[pending.popleft()]
            yield node
            sources = [flow.source for flow in self.model.incoming[node.id]]
            self._count(len(sources), join)
            for source in filter(None, (*sources, node.attached_to)):
                if source not in seen:
                    seen.add(source)
                    pending.append(source)

    def _branches(self, split: Node, join: Node) -> dict[str, str] | None:
        """Each branch's last flow, if the branches are closed and apart from each other."""
        ends: dict[str, str] = {}
        seen: set[str] = set()
        for first in self.model.outgoing[split.id]:
            region, last = self._region(first.id, join)
            if len(last) != 1 or region & seen or split.id in region:
                return None
            if not all(_closed(self.model, node, region, first.id) for node in region):
                return None
            seen |= region
            ends[first.id] = last.pop()
        return ends

    def _region(self, first: str, join: Node) -> tuple[set[str], set[str]]:
        """The nodes between a flow and the join, and the flows that reach the join."""
        region: set[str] = set()
        last: set[str] = set()
        pending = [first]
        while pending:
            flow = self.model.flow[pending.pop()]
            self._count(1, join)
            if flow.target == join.id:
                last.add(flow.id)
            elif flow.target not in region:
                region.add(flow.target)
                leaving = [flow.target, *(event.id for event in self.model.boundary(flow.target))]
                region.update(leaving)
                pending.extend(out.id for node in leaving for out in self.model.outgoing[node])
        return region, last

    def _count(self, flows: int, join: Node) -> None:
        self.looked_at += flows
        if self.looked_at > SEARCH_LIMIT:
            raise refused(join.id, "too_tangled")


def _closed(model: ProcessModel, node_id: str, region: set[str], first: str) -> bool:
    """Nothing enters the region but its first flow, and no token ends inside."""
    enters = all(flow.source in region or flow.id == first for flow in model.incoming[node_id])
    return enters and bool(model.outgoing[node_id])

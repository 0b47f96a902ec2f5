"""The typed process model: one value for a whole BPMN file, with the look-ups everybody needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from shenpi.core.process.diagram import Diagram
from shenpi.core.process.elements import HUMAN, Artifact, Flow, MessageFlow, Node, Pool, Process, Trigger


@dataclass(frozen=True)
class ProcessModel:
    """A whole BPMN file: processes, pools, messages, and its drawings.

    Frozen, and equal again after writing and reading. Nodes and flows are flat lists.
    """

    id: str
    target_namespace: str
    processes: tuple[Process, ...]
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    collaboration: str = ""
    pools: tuple[Pool, ...] = ()
    message_flows: tuple[MessageFlow, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    diagrams: tuple[Diagram, ...] = ()

    @cached_property
    def node(self) -> dict[str, Node]:
        """Flow nodes by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def flow(self) -> dict[str, Flow]:
        """Sequence flows by id."""
        return {flow.id: flow for flow in self.flows}

    @cached_property
    def incoming(self) -> dict[str, tuple[Flow, ...]]:
        """The sequence flows into each flow node, in the file's order."""
        return self._grouped((flow.target, flow) for flow in self.flows)

    @cached_property
    def outgoing(self) -> dict[str, tuple[Flow, ...]]:
        """The sequence flows out of each flow node, in the file's order."""
        return self._grouped((flow.source, flow) for flow in self.flows)

    @cached_property
    def names(self) -> dict[str, str]:
        """What people call each element; an unnamed one by its id."""
        named: dict[str, str] = {process.id: process.name for process in self.processes}
        named |= {node.id: node.name for node in self.nodes}
        named |= {flow.id: flow.name for flow in self.flows}
        named |= {pool.id: pool.name for pool in self.pools}
        return {identity: name or identity for identity, name in named.items()}

    @cached_property
    def lanes(self) -> dict[str, str]:
        """The name of the lane that holds each flow node; '' when the process has no lanes.

        Nodes of a sub-process belong to the sub-process's lane.
        """
        drawn = {
            node: lane.name for process in self.processes for lane in process.lanes for node in lane.nodes
        }
        return {node.id: self._lane(node, drawn) for node in self.nodes}

    def steps(self) -> tuple[Node, ...]:
        """The human steps in the file's order: the rows of a process page (D1-029)."""
        return tuple(node for node in self.nodes if node.kind in HUMAN)

    def inside(self, scope: str) -> tuple[Node, ...]:
        """The flow nodes directly in a process or sub-process."""
        return self._children.get(scope, ())

    def links(self, scope: str, code: str) -> tuple[Node, ...]:
        """The link events of a name in a scope, thrown and caught."""
        return self._links.get((scope, code), ())

    def boundary(self, host: str) -> tuple[Node, ...]:
        """The boundary events attached to an activity."""
        return self._attached.get(host, ())

    @cached_property
    def _children(self) -> dict[str, tuple[Node, ...]]:
        return self._nodes_by("scope")

    @cached_property
    def _links(self) -> dict[tuple[str, str], tuple[Node, ...]]:
        found: dict[tuple[str, str], list[Node]] = {}
        for node in self.nodes:
            if node.event.trigger is Trigger.LINK:
                found.setdefault((node.scope, node.event.code), []).append(node)
        return {key: tuple(members) for key, members in found.items()}

    @cached_property
    def _attached(self) -> dict[str, tuple[Node, ...]]:
        return self._nodes_by("attached_to")

    def _nodes_by(self, attribute: str) -> dict[str, tuple[Node, ...]]:
        groups: dict[str, list[Node]] = {}
        for node in self.nodes:
            groups.setdefault(getattr(node, attribute), []).append(node)
        return {key: tuple(members) for key, members in groups.items()}

    def _grouped(self, pairs: Iterator[tuple[str, Flow]]) -> dict[str, tuple[Flow, ...]]:
        groups: dict[str, list[Flow]] = {node.id: [] for node in self.nodes}
        for key, flow in pairs:
            groups[key].append(flow)
        return {key: tuple(flows) for key, flows in groups.items()}

    def _lane(self, node: Node, drawn: dict[str, str]) -> str:
        while node.id not in drawn and node.scope in self.node:
            node = self.node[node.scope]
        return drawn.get(node.id, "")

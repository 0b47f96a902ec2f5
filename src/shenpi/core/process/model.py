"""The typed process model: BPMN 2.0 as far as this project gives it a meaning.

A model is a value: frozen, hashable by identity, and the same after writing and reading. Semantics
live in `compiling`; here is only what the file says. Flow nodes and flows are flat lists with a
`scope` (the id of the process or sub-process that holds them).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from shenpi.core.process.diagram import Diagram
from shenpi.core.process.expressions import Expression


class Kind(StrEnum):
    """What a flow node is; the value is its BPMN tag."""

    START = "startEvent"
    END = "endEvent"
    TASK = "task"
    USER = "userTask"
    MANUAL = "manualTask"
    SERVICE = "serviceTask"
    SEND = "sendTask"
    RECEIVE = "receiveTask"
    EXCLUSIVE = "exclusiveGateway"
    PARALLEL = "parallelGateway"
    INCLUSIVE = "inclusiveGateway"
    EVENT_BASED = "eventBasedGateway"
    CATCH = "intermediateCatchEvent"
    THROW = "intermediateThrowEvent"
    BOUNDARY = "boundaryEvent"
    SUB_PROCESS = "subProcess"


HUMAN = frozenset({Kind.TASK, Kind.USER, Kind.MANUAL})
"""Completed by a person: an open one is a `Step`."""

ACTIVITIES = HUMAN | {Kind.SERVICE, Kind.SEND, Kind.RECEIVE, Kind.SUB_PROCESS}
GATEWAYS = frozenset({Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE, Kind.EVENT_BASED})


class Trigger(StrEnum):
    """What an event waits for or does."""

    NONE = "none"
    MESSAGE = "message"
    TIMER = "timer"
    TERMINATE = "terminate"


@dataclass(frozen=True, slots=True)
class Duties:
    """The `shenpi:` attributes of an element: who acts, how long, and with what result.

    `limit` is a duration (`P5WD` five working days, `P15D` calendar days, `PT24H` hours) or the
    name of a context value holding one. `office` says which office holds the step: accept, lead,
    co, each (the instance's own), ….
    """

    role: str = ""
    office: str = ""
    limit: str = ""
    act: str = ""
    verdicts: tuple[str, ...] = ()
    form: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """An event definition: a message by name, or a timer with its BPMN time expression."""

    trigger: Trigger = Trigger.NONE
    message: str = ""
    timer_form: str = ""
    """timeDuration, timeDate or '' when only `shenpi:limit` is given."""
    timer: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A flow node. `instances` names the context value a multi-instance activity runs over."""

    id: str
    kind: Kind
    scope: str
    name: str = ""
    duties: Duties = Duties()
    event: Event = Event()
    attached_to: str = ""
    interrupting: bool = True
    default: str = ""
    instances: str = ""
    documentation: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow; `condition` only behind exclusive and inclusive gateways."""

    id: str
    source: str
    target: str
    scope: str
    name: str = ""
    condition: Expression | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane and the flow nodes drawn in it."""

    id: str
    name: str
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Process:
    """One process: `key` and `kind` (immediate, committed, …) come from the `shenpi:` extension."""

    id: str
    name: str = ""
    key: str = ""
    kind: str = ""
    executable: bool = True
    documentation: str = ""
    lanes: tuple[Lane, ...] = ()


@dataclass(frozen=True, slots=True)
class Pool:
    """A participant of a collaboration; `process` is '' for a black box."""

    id: str
    name: str
    process: str


@dataclass(frozen=True, slots=True)
class MessageFlow:
    """A message between two pools; an end may be a flow node or a pool."""

    id: str
    source: str
    target: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Artifact:
    """Something drawn without a meaning for running (data object, annotation, group): kept as XML."""

    scope: str
    xml: str


@dataclass(frozen=True)
class ProcessModel:
    """A whole BPMN file: processes, pools, messages, and its drawings."""

    id: str
    target_namespace: str
    processes: tuple[Process, ...]
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    collaboration: str = ""
    pools: tuple[Pool, ...] = ()
    message_flows: tuple[MessageFlow, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    diagrams: tuple[Diagram, ...] = field(default=())

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

    def boundary(self, host: str) -> tuple[Node, ...]:
        """The boundary events attached to an activity."""
        return self._attached.get(host, ())

    @cached_property
    def _children(self) -> dict[str, tuple[Node, ...]]:
        return self._nodes_by("scope")

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

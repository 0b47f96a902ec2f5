"""The elements of a process model: BPMN 2.0 as far as this project gives it a meaning.

Here is only what the file says; `compiling` says what it means. `scope` is the id of the process
or sub-process that holds an element.
"""

from dataclasses import dataclass
from enum import StrEnum

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
    SCRIPT = "scriptTask"
    RULE = "businessRuleTask"
    CALL = "callActivity"
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

AUTOMATIC = frozenset({Kind.SERVICE, Kind.SEND, Kind.SCRIPT, Kind.RULE})
"""Tasks a program carries out at once."""

ACTIVITIES = HUMAN | AUTOMATIC | {Kind.RECEIVE, Kind.CALL, Kind.SUB_PROCESS}
GATEWAYS = frozenset({Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE, Kind.EVENT_BASED})


class Trigger(StrEnum):
    """What an event waits for or does."""

    NONE = "none"
    MESSAGE = "message"
    TIMER = "timer"
    TERMINATE = "terminate"
    ERROR = "error"
    LINK = "link"


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
    """An event definition: a message, an error or a link by name, or a timer with its BPMN time expression."""

    trigger: Trigger = Trigger.NONE
    message: str = ""
    timer_form: str = ""
    """timeDuration, timeDate or '' when only `shenpi:limit` is given."""
    timer: str = ""
    code: str = ""
    """The code of an error ('' catches every error), or the name that pairs two link events."""


@dataclass(frozen=True, slots=True)
class Loop:
    """An activity that happens again while a condition holds: asked after each round, or before it."""

    condition: Expression
    before: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A flow node.

    `instances` names the context value a multi-instance activity runs over (the node's own id where
    the file names none), all at once or in `sequence`; `called` is the process a call activity calls.
    """

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
    sequence: bool = False
    loop: Loop | None = None
    called: str = ""
    documentation: str = ""

    @property
    def repeated(self) -> bool:
        """Whether the activity may happen more than once each time it is entered."""
        return bool(self.instances) or self.loop is not None


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

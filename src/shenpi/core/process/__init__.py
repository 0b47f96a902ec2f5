"""Process model, BPMN 2.0 in and out, and execution: one net that is run and verified.

    model = read_bpmn(data)
    net = compile_net(model)
    firing = net.start({})
    firing = net.complete(firing.marking, Step("examine_formally"), {"verdict": "accept"})

Semantics: docs/process-semantics.md. Errors: `ProcessError` and below, with a code and two sentences.
"""

from shenpi.core.process.compiling import compile_net
from shenpi.core.process.diagram import Bounds, Diagram, Edge, Shape
from shenpi.core.process.elements import (
    ACTIVITIES,
    GATEWAYS,
    HUMAN,
    Duties,
    Event,
    Flow,
    Kind,
    Lane,
    MessageFlow,
    Node,
    Pool,
    Process,
    Trigger,
)
from shenpi.core.process.errors import (
    BadExpression,
    BpmnRefused,
    EndlessFiring,
    NoInstances,
    NotSafe,
    ProcessError,
    RunError,
    StepNotOpen,
    Undecided,
)
from shenpi.core.process.expressions import Expression, parse
from shenpi.core.process.layout import layout
from shenpi.core.process.marking import Marking
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.net import (
    Cause,
    Place,
    PlaceKind,
    PlainNet,
    PlainTransition,
    Step,
    Transition,
)
from shenpi.core.process.reading import read_bpmn
from shenpi.core.process.running import Firing, Net
from shenpi.core.process.templates import template, template_keys
from shenpi.core.process.writing import write_bpmn

__all__ = [
    "ACTIVITIES",
    "GATEWAYS",
    "HUMAN",
    "BadExpression",
    "Bounds",
    "BpmnRefused",
    "Cause",
    "Diagram",
    "Duties",
    "Edge",
    "EndlessFiring",
    "Event",
    "Expression",
    "Firing",
    "Flow",
    "Kind",
    "Lane",
    "Marking",
    "MessageFlow",
    "Net",
    "NoInstances",
    "Node",
    "NotSafe",
    "Place",
    "PlaceKind",
    "PlainNet",
    "PlainTransition",
    "Pool",
    "Process",
    "ProcessError",
    "ProcessModel",
    "RunError",
    "Shape",
    "Step",
    "StepNotOpen",
    "Transition",
    "Trigger",
    "Undecided",
    "compile_net",
    "layout",
    "parse",
    "read_bpmn",
    "template",
    "template_keys",
    "write_bpmn",
]

"""The namespaces and tags of BPMN 2.0 that this project reads and writes."""

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SHENPI = "urn:shenpi:process:1"

PREFIXES = {None: BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "xsi": XSI, "shenpi": SHENPI}

EVENT_TAGS = frozenset(
    {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
)

ARTIFACTS = frozenset(
    {
        "textAnnotation",
        "association",
        "group",
        "dataObject",
        "dataObjectReference",
        "dataStoreReference",
    }
)
"""Drawn inside a process, without a meaning for running it."""

PASSIVE = frozenset(
    {
        "extensionElements",
        "documentation",
        "incoming",
        "outgoing",
        "ioSpecification",
        "dataInputAssociation",
        "dataOutputAssociation",
        "property",
        "performer",
        "potentialOwner",
        "humanPerformer",
        "resourceRole",
        "rendering",
        "auditing",
        "monitoring",
        "dataInput",
        "dataOutput",
        "inputSet",
        "outputSet",
    }
)
"""Parts of a flow node that say nothing about when it happens."""

ROOT_PASSIVE = frozenset(
    {
        "message",
        "itemDefinition",
        "dataStore",
        "category",
        "import",
        "resource",
        "error",
        "signal",
        "escalation",
        "interface",
        "extension",
        "relationship",
        "endPoint",
        "partnerEntity",
        "partnerRole",
        "globalTask",
        "globalUserTask",
        "globalManualTask",
        "correlationProperty",
        "extensionElements",
        "documentation",
    }
)
"""Definitions beside the processes; whatever uses an unsupported one is refused where it is used."""


def q(namespace: str, tag: str) -> str:
    """A qualified name in lxml's notation."""
    return f"{{{namespace}}}{tag}"

"""BPMN 2.0 XML → `ProcessModel`. What has no stated meaning is refused by name, never dropped."""

from copy import deepcopy
from itertools import islice

from lxml import etree

from shenpi.core.process.checking import check_structure
from shenpi.core.process.elements import Artifact, Flow, Lane, MessageFlow, Node, Pool, Process
from shenpi.core.process.guarded_xml import parse_guarded
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.reading_conditions import read_condition
from shenpi.core.process.reading_diagram import read_diagrams
from shenpi.core.process.reading_nodes import NODE_TAGS, read_node
from shenpi.core.process.reasons import refused
from shenpi.core.process.vocabulary import ARTIFACTS, BPMN, PASSIVE, PREFIXES, ROOT_PASSIVE, SHENPI, q
from shenpi.core.process.xml_tools import children, documentation, flag, identity, reference, tag_of

NESTING_LIMIT = 20
ELEMENT_LIMIT = 10_000
"""Flow nodes, flows, pools and lanes of a file; five times the largest model known (500 blocks)."""
COUNTED = [
    q(BPMN, tag) for tag in (*NODE_TAGS, "sequenceFlow", "messageFlow", "participant", "lane", *ARTIFACTS)
]


def read_bpmn(data: bytes) -> ProcessModel:
    """Read a BPMN 2.0 file (UTF-8 XML, at most 8 MiB).

    Raises `BpmnRefused` with the id of the element and a reason code for whatever cannot be read
    or has no stated meaning (see docs/process-semantics.md).
    """
    root = parse_guarded(data)
    if root.tag != q(BPMN, "definitions"):
        raise refused(root.get("id", ""), "not_bpmn")
    return _Reader(root).read()


class _Reader:
    """Collects the flat lists of a model while walking the definitions once."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.declared = _declared(root)
        self.processes: list[Process] = []
        self.nodes: list[Node] = []
        self.flows: list[Flow] = []
        self.artifacts: list[Artifact] = []
        self.pools: list[Pool] = []
        self.message_flows: list[MessageFlow] = []
        self.collaboration = ""
        self.executable = True

    def read(self) -> ProcessModel:
        if sum(1 for _ in islice(self.root.iter(*COUNTED), ELEMENT_LIMIT + 1)) > ELEMENT_LIMIT:
            raise refused(self.root.get("id", ""), "too_many", limit=ELEMENT_LIMIT)
        for element in children(self.root):
            tag = tag_of(element)
            if tag == "process":
                self._process(element)
            elif tag == "collaboration":
                self._collaboration(element)
            elif tag not in ROOT_PASSIVE and tag != "BPMNDiagram":
                raise refused(element.get("id", ""), "element", tag=tag)
        if not self.processes:
            raise refused(self.root.get("id", ""), "no_process")
        model = ProcessModel(
            id=self.root.get("id", ""),
            target_namespace=self.root.get("targetNamespace") or SHENPI,
            processes=tuple(self.processes),
            nodes=tuple(self.nodes),
            flows=tuple(self.flows),
            collaboration=self.collaboration,
            pools=tuple(self.pools),
            message_flows=tuple(self.message_flows),
            artifacts=tuple(self.artifacts),
            diagrams=read_diagrams(self.root),
        )
        check_structure(model)
        return model

    def _process(self, element: etree._Element) -> None:
        lanes: list[Lane] = []
        process_id = identity(element)
        self.executable = flag(element, "isExecutable", default=True)
        self._scope(element, process_id, lanes, depth=0)
        for name in element.attrib:
            if str(name).startswith(f"{{{SHENPI}}}") and str(name) not in (
                q(SHENPI, "key"),
                q(SHENPI, "kind"),
            ):
                raise refused(process_id, "extension", name=str(name).partition("}")[2])
        self.processes.append(
            Process(
                id=process_id,
                name=element.get("name", ""),
                key=element.get(q(SHENPI, "key"), ""),
                kind=element.get(q(SHENPI, "kind"), ""),
                executable=self.executable,
                documentation=documentation(element),
                lanes=tuple(lanes),
            )
        )

    def _scope(self, holder: etree._Element, scope: str, lanes: list[Lane], depth: int) -> None:
        """The members of a process or sub-process, recursively: nodes, then flows, then artifacts, as written."""
        if depth > NESTING_LIMIT:
            raise refused(scope, "too_deep", limit=NESTING_LIMIT)
        for element in sorted(children(holder), key=_rank):
            tag = tag_of(element)
            if tag in NODE_TAGS:
                node = read_node(element, scope, self.declared, executable=self.executable)
                self.nodes.append(node)
                if tag == "subProcess":
                    self._scope(element, node.id, lanes, depth + 1)
            elif tag == "sequenceFlow":
                self.flows.append(_flow(element, scope, executable=self.executable))
            elif tag == "laneSet":
                _lanes(element, lanes)
            elif tag in ARTIFACTS:
                self.artifacts.append(_artifact(element, scope))
            elif tag not in PASSIVE and not tag.endswith("LoopCharacteristics"):
                raise refused(element.get("id") or scope, "element", tag=tag)

    def _collaboration(self, element: etree._Element) -> None:
        self.collaboration = identity(element)
        for part in children(element):
            tag = tag_of(part)
            if tag == "participant":
                if part.find(q(BPMN, "participantMultiplicity")) is not None:
                    raise refused(identity(part), "pool_multiplicity")
                self.pools.append(Pool(identity(part), part.get("name", ""), reference(part, "processRef")))
            elif tag == "messageFlow":
                self.message_flows.append(
                    MessageFlow(
                        identity(part),
                        reference(part, "sourceRef"),
                        reference(part, "targetRef"),
                        part.get("name", ""),
                    )
                )
            elif tag in ARTIFACTS:
                self.artifacts.append(_artifact(part, self.collaboration))
            elif tag not in PASSIVE:
                raise refused(part.get("id") or self.collaboration, "element", tag=tag)


def _declared(root: etree._Element) -> dict[str, str]:
    """What messages and errors are called, by id."""
    messages = {
        element.get("id", ""): element.get("name") or element.get("id") or ""
        for element in root.findall(q(BPMN, "message"))
    }
    errors = {
        element.get("id", ""): element.get("errorCode") or element.get("name") or element.get("id") or ""
        for element in root.findall(q(BPMN, "error"))
    }
    return messages | errors


def _rank(element: etree._Element) -> int:
    tag = tag_of(element)
    return 2 if tag in ARTIFACTS else 1 if tag == "sequenceFlow" else 0


def _flow(element: etree._Element, scope: str, *, executable: bool) -> Flow:
    return Flow(
        id=identity(element),
        source=reference(element, "sourceRef"),
        target=reference(element, "targetRef"),
        scope=scope,
        name=element.get("name", ""),
        condition=read_condition(element, executable=executable),
    )


def _lanes(lane_set: etree._Element, lanes: list[Lane]) -> None:
    for element in lane_set.findall(q(BPMN, "lane")):
        nodes = tuple((ref.text or "").strip() for ref in element.findall(q(BPMN, "flowNodeRef")))
        lanes.append(Lane(identity(element), element.get("name", ""), nodes))
        for child in element.findall(q(BPMN, "childLaneSet")):
            _lanes(child, lanes)


def _artifact(element: etree._Element, scope: str) -> Artifact:
    for part in element.iter():
        part.text = part.text if part.text and part.text.strip() else None
        part.tail = part.tail if part.tail and part.tail.strip() and part is not element else None
    holder = etree.Element(q(BPMN, "definitions"), nsmap=PREFIXES)  # type: ignore[arg-type]  # None: default
    holder.append(deepcopy(element))  # takes the prefixes of the files we write, so that it reads back equal
    return Artifact(scope, etree.canonicalize(etree.tostring(holder[0], with_tail=False, encoding="unicode")))

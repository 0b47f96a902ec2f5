"""`ProcessModel` → BPMN 2.0 XML, drawings included: what was read is written back with the same meaning."""

from lxml import etree

from shenpi.core.process.elements import Duties, Flow, Kind, Node, Process, Trigger
from shenpi.core.process.expressions import Expression
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.vocabulary import BPMN, PREFIXES, SHENPI, XSI, q
from shenpi.core.process.writing_diagram import write_diagrams


def write_bpmn(model: ProcessModel) -> bytes:
    """The model as a UTF-8 file; `read_bpmn` of it gives an equal model."""
    return _Writer(model).write()


class _Writer:
    def __init__(self, model: ProcessModel) -> None:
        self.model = model
        self.root = etree.Element(q(BPMN, "definitions"), nsmap=PREFIXES)  # type: ignore[arg-type]  # None: default
        named = dict.fromkeys(node.event.message for node in model.nodes if node.event.message)
        self.messages = {name: f"Message_{number}" for number, name in enumerate(named, 1)}
        errors = dict.fromkeys(
            node.event.code for node in model.nodes if node.event.trigger is Trigger.ERROR and node.event.code
        )
        self.errors = {code: f"Error_{number}" for number, code in enumerate(errors, 1)}

    def write(self) -> bytes:
        model = self.model
        if model.id:
            self.root.set("id", model.id)
        self.root.set("targetNamespace", model.target_namespace)
        for name, identity in self.messages.items():
            etree.SubElement(self.root, q(BPMN, "message"), id=identity, name=name)
        for code, identity in self.errors.items():
            etree.SubElement(self.root, q(BPMN, "error"), id=identity, errorCode=code)
        if model.collaboration:
            self._collaboration()
        for process in model.processes:
            self._process(process)
        write_diagrams(self.root, model.diagrams)
        etree.indent(self.root, "  ")
        return etree.tostring(self.root, encoding="UTF-8", xml_declaration=True)

    def _collaboration(self) -> None:
        holder = _add(self.root, "collaboration", id=self.model.collaboration)
        for pool in self.model.pools:
            _add(holder, "participant", id=pool.id, name=pool.name, processRef=pool.process)
        for flow in self.model.message_flows:
            _add(
                holder,
                "messageFlow",
                id=flow.id,
                name=flow.name,
                sourceRef=flow.source,
                targetRef=flow.target,
            )
        self._artifacts(holder, self.model.collaboration)

    def _process(self, process: Process) -> None:
        holder = _add(
            self.root,
            "process",
            id=process.id,
            name=process.name,
            isExecutable=str(process.executable).lower(),
        )
        for name, value in (("key", process.key), ("kind", process.kind)):
            if value:
                holder.set(q(SHENPI, name), value)
        _document(holder, process.documentation)
        if process.lanes:
            lane_set = _add(holder, "laneSet", id=f"{process.id}_lanes")
            for lane in process.lanes:
                element = _add(lane_set, "lane", id=lane.id, name=lane.name)
                for node in lane.nodes:
                    _add(element, "flowNodeRef").text = node
        self._members(holder, process.id)

    def _members(self, holder: etree._Element, scope: str) -> None:
        for node in self.model.inside(scope):
            self._node(holder, node)
        for flow in self.model.flows:
            if flow.scope == scope:
                _flow(holder, flow)
        self._artifacts(holder, scope)

    def _artifacts(self, holder: etree._Element, scope: str) -> None:
        for artifact in self.model.artifacts:
            if artifact.scope == scope:
                holder.append(etree.fromstring(artifact.xml))

    def _node(self, holder: etree._Element, node: Node) -> None:
        element = _add(
            holder,
            node.kind.value,
            id=node.id,
            name=node.name,
            attachedToRef=node.attached_to,
            default=node.default,
            calledElement=node.called,
        )
        if node.attached_to and not node.interrupting:
            element.set("cancelActivity", "false")
        _duties(element, node.duties)
        _document(element, node.documentation)
        for flow in self.model.incoming[node.id]:
            _add(element, "incoming").text = flow.id
        for flow in self.model.outgoing[node.id]:
            _add(element, "outgoing").text = flow.id
        _repetition(element, node)
        self._event(element, node)
        self._members(element, node.id)

    def _event(self, element: etree._Element, node: Node) -> None:
        event = node.event
        if event.trigger is Trigger.NONE:
            return
        if node.kind in (Kind.RECEIVE, Kind.SEND):
            if event.message:
                element.set("messageRef", self.messages[event.message])
            return
        definition = _add(
            element,
            f"{event.trigger.value}EventDefinition",
            messageRef=self.messages.get(event.message, ""),
            errorRef=self.errors.get(event.code, "") if event.trigger is Trigger.ERROR else "",
            name=event.code if event.trigger is Trigger.LINK else "",
        )
        if event.timer_form:
            time = _add(definition, event.timer_form)
            time.set(q(XSI, "type"), "tFormalExpression")
            time.text = event.timer


def _repetition(element: etree._Element, node: Node) -> None:
    if node.instances:
        sequence = "true" if node.sequence else ""
        multiple = _add(element, "multiInstanceLoopCharacteristics", isSequential=sequence)
        multiple.set(q(SHENPI, "instances"), node.instances)
    if node.loop is not None:
        loop = _add(element, "standardLoopCharacteristics", testBefore="true" if node.loop.before else "")
        if node.loop.condition.source:
            _condition(loop, "loopCondition", node.loop.condition)


def _condition(holder: etree._Element, tag: str, expression: Expression) -> None:
    condition = _add(holder, tag)
    condition.set(q(XSI, "type"), "tFormalExpression")
    if expression.language:
        condition.set("language", expression.language)
    condition.text = expression.source


def _flow(holder: etree._Element, flow: Flow) -> None:
    element = _add(
        holder, "sequenceFlow", id=flow.id, name=flow.name, sourceRef=flow.source, targetRef=flow.target
    )
    if flow.condition is not None:
        _condition(element, "conditionExpression", flow.condition)


def _duties(element: etree._Element, duties: Duties) -> None:
    for name in Duties.__dataclass_fields__:
        value = getattr(duties, name)
        text = ",".join(value) if isinstance(value, tuple) else value
        if text:
            element.set(q(SHENPI, name), text)


def _document(element: etree._Element, text: str) -> None:
    if text:
        _add(element, "documentation").text = text


def _add(holder: etree._Element, tag: str, **attributes: str) -> etree._Element:
    """A child element in the BPMN namespace; empty attributes are left out."""
    return etree.SubElement(
        holder, q(BPMN, tag), {name: value for name, value in attributes.items() if value}
    )

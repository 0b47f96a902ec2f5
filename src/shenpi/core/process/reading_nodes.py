"""One flow node from its XML element: kind, event, duties, multi-instance."""

import re

from lxml import etree

from shenpi.core.process.elements import Duties, Event, Kind, Node, Trigger
from shenpi.core.process.reading_conditions import read_repetition
from shenpi.core.process.reasons import refused
from shenpi.core.process.vocabulary import BPMN, EVENT_TAGS, PASSIVE, SHENPI, q
from shenpi.core.process.xml_tools import children, documentation, flag, identity, reference, tag_of

NODE_TAGS = frozenset(kind.value for kind in Kind)

_LIMIT = re.compile(r"P\d{1,4}(WD|D|W|M|Y)|PT\d{1,5}H|[A-Za-z_]\w*")
_DUTIES = frozenset(Duties.__dataclass_fields__)
_EVENTS: dict[Kind, frozenset[Trigger]] = {
    Kind.START: frozenset({Trigger.NONE, Trigger.MESSAGE, Trigger.TIMER}),
    Kind.END: frozenset({Trigger.NONE, Trigger.MESSAGE, Trigger.TERMINATE, Trigger.ERROR}),
    Kind.CATCH: frozenset({Trigger.MESSAGE, Trigger.TIMER, Trigger.LINK}),
    Kind.THROW: frozenset({Trigger.NONE, Trigger.MESSAGE, Trigger.LINK}),
    Kind.BOUNDARY: frozenset({Trigger.MESSAGE, Trigger.TIMER, Trigger.ERROR}),
}


def read_node(
    element: etree._Element, scope: str, declared: dict[str, str], *, executable: bool = True
) -> Node:
    """The node of one flow-node element; `declared` names messages and errors by id.

    Raises `BpmnRefused` for variants without a meaning.
    """
    node_id, kind = identity(element), Kind(tag_of(element))
    if kind is not Kind.SUB_PROCESS:
        _refuse_unknown_parts(element, node_id)
    _refuse_variants(element, node_id)
    return Node(
        id=node_id,
        kind=kind,
        scope=scope,
        name=" ".join(element.get("name", "").split()),
        duties=_duties(element, node_id),
        event=_event(element, node_id, kind, declared),
        attached_to=reference(element, "attachedToRef"),
        interrupting=flag(element, "cancelActivity", default=True),
        default=reference(element, "default"),
        **read_repetition(element, node_id, kind, executable=executable),
        called=reference(element, "calledElement"),
        documentation=documentation(element),
    )


def _refuse_unknown_parts(element: etree._Element, node_id: str) -> None:
    for part in children(element):
        tag = tag_of(part)
        if tag in PASSIVE or tag.endswith("LoopCharacteristics"):
            continue
        if tag.endswith(("EventDefinition", "eventDefinitionRef")) and tag_of(element) in EVENT_TAGS:
            continue
        raise refused(node_id, "element", tag=tag)


def _refuse_variants(element: etree._Element, node_id: str) -> None:
    if flag(element, "triggeredByEvent"):
        raise refused(node_id, "event_sub_process")
    if flag(element, "isForCompensation"):
        raise refused(node_id, "compensation")
    if flag(element, "instantiate"):
        raise refused(node_id, "gateway_instantiate")
    if element.get("startQuantity", "1") != "1" or element.get("completionQuantity", "1") != "1":
        raise refused(node_id, "quantity")
    if not flag(element, "isInterrupting", default=True):
        raise refused(node_id, "event_sub_process")


def _event(element: etree._Element, node_id: str, kind: Kind, declared: dict[str, str]) -> Event:
    if kind in (Kind.RECEIVE, Kind.SEND):
        return Event(Trigger.MESSAGE, message=_declared(element, "messageRef", declared))
    if kind not in _EVENTS:
        return Event()
    definitions = [part for part in children(element) if "ventDefinition" in tag_of(part)]
    if len(definitions) > 1:
        raise refused(node_id, "events_several")
    if not definitions:
        if Trigger.NONE not in _EVENTS[kind]:
            raise refused(node_id, "event_undefined")
        return Event()
    definition = definitions[0]
    name = tag_of(definition).removesuffix("EventDefinition")
    if name not in {trigger.value for trigger in _EVENTS[kind]}:
        raise refused(node_id, "event", tag=tag_of(definition))
    if name == Trigger.MESSAGE:
        return Event(Trigger.MESSAGE, message=_declared(definition, "messageRef", declared))
    if name == Trigger.ERROR:
        return Event(Trigger.ERROR, code=_declared(definition, "errorRef", declared))
    if name == Trigger.LINK:
        return Event(Trigger.LINK, code=definition.get("name", "").strip())
    return _timer(definition, node_id) if name == Trigger.TIMER else Event(Trigger(name))


def _declared(element: etree._Element, attribute: str, declared: dict[str, str]) -> str:
    identity = reference(element, attribute)
    return declared.get(identity, identity)


def _timer(definition: etree._Element, node_id: str) -> Event:
    for form in ("timeDuration", "timeDate", "timeCycle"):
        found = definition.find(q(BPMN, form))
        if found is None:
            continue
        if form == "timeCycle":
            raise refused(node_id, "timer_cycle")
        return Event(
            Trigger.TIMER, timer_form=form, timer="".join(str(part) for part in found.itertext()).strip()
        )
    return Event(Trigger.TIMER)


def _duties(element: etree._Element, node_id: str) -> Duties:
    given: dict[str, str] = {}
    for name, value in element.attrib.items():
        if str(name).startswith(f"{{{SHENPI}}}"):
            given[str(name).partition("}")[2]] = str(value).strip()
    for name in given:
        if name not in _DUTIES:
            raise refused(node_id, "extension", name=name)
    limit = given.get("limit", "")
    if limit and not _LIMIT.fullmatch(limit):
        raise refused(node_id, "limit", value=limit)
    verdicts = tuple(word.strip() for word in given.pop("verdicts", "").split(",") if word.strip())
    return Duties(verdicts=verdicts, **given)

"""Conditions, and how often an activity happens: several instances, or again while a condition holds."""

from typing import TypedDict

from lxml import etree

from shenpi.core.process.elements import AUTOMATIC, HUMAN, Kind, Loop
from shenpi.core.process.errors import BadExpression
from shenpi.core.process.expressions import Expression, foreign, parse
from shenpi.core.process.reasons import refused
from shenpi.core.process.vocabulary import BPMN, SHENPI, q
from shenpi.core.process.xml_tools import flag, identity

_REPEATABLE = HUMAN | AUTOMATIC | {Kind.SUB_PROCESS}


class Repetition(TypedDict, total=False):
    """The fields of a `Node` that say how often it happens."""

    instances: str
    sequence: bool
    loop: Loop


def read_condition(flow: etree._Element, *, executable: bool) -> Expression | None:
    """The condition of a sequence flow, if it has one."""
    return _condition(flow, "conditionExpression", identity(flow), executable=executable)


def read_repetition(element: etree._Element, node_id: str, kind: Kind, *, executable: bool) -> Repetition:
    """Multi-instance or standard loop; raises `BpmnRefused` for the forms without a meaning."""
    loop = element.find(q(BPMN, "standardLoopCharacteristics"))
    multiple = element.find(q(BPMN, "multiInstanceLoopCharacteristics"))
    if (loop is not None or multiple is not None) and kind not in _REPEATABLE:
        raise refused(node_id, "instances_kind")
    if loop is None:
        return {} if multiple is None else _instances(multiple, node_id)
    if multiple is not None or loop.get("loopMaximum"):
        raise refused(node_id, "loop")
    condition = _condition(loop, "loopCondition", node_id, executable=executable)
    return {"loop": Loop(condition or foreign(""), before=flag(loop, "testBefore"))}


def _instances(multiple: etree._Element, node_id: str) -> Repetition:
    if multiple.find(q(BPMN, "completionCondition")) is not None or multiple.get("behavior", "All") != "All":
        raise refused(node_id, "loop_condition")
    name = multiple.get(q(SHENPI, "instances"), "").strip()
    if name and name != node_id and not name.isidentifier():
        raise refused(node_id, "instances_name", name=name)
    return {"instances": name or node_id, "sequence": flag(multiple, "isSequential")}


def _condition(element: etree._Element, tag: str, element_id: str, *, executable: bool) -> Expression | None:
    """A condition; in another language, or as plain words where nothing is to be executed, kept as text."""
    found = element.find(q(BPMN, tag))
    if found is None:
        return None
    text = "".join(str(part) for part in found.itertext()).strip()
    if not text:
        return None
    if language := found.get("language", ""):
        return foreign(text, language)
    try:
        return parse(text)
    except BadExpression as error:
        if not executable:
            return foreign(text)
        raise refused(element_id, "condition", detail_zh=error.zh, detail_en=error.en) from None

"""Small readings of BPMN elements that every reading module needs."""

from collections.abc import Iterator

from lxml import etree

from shenpi.core.process.reasons import refused
from shenpi.core.process.vocabulary import BPMN, q


def children(element: etree._Element) -> Iterator[etree._Element]:
    """The child elements, without entity references and the like."""
    return (child for child in element if isinstance(child.tag, str))


def tag_of(element: etree._Element) -> str:
    """The local tag; elements of foreign namespaces keep theirs, so that they match nothing."""
    name = etree.QName(element)
    foreign = name.namespace is not None and name.namespace != BPMN and name.localname != "BPMNDiagram"
    return f"{name.namespace}:{name.localname}" if foreign else name.localname


def identity(element: etree._Element) -> str:
    """The id, which everything that is run or drawn must have; raises `BpmnRefused` without one."""
    found = element.get("id", "").strip()
    if not found:
        raise refused("", "no_id", tag=tag_of(element))
    return found


def reference(element: etree._Element, attribute: str) -> str:
    """A reference to another element; an XML prefix before it is dropped (`tns:x` means `x`)."""
    return element.get(attribute, "").strip().rpartition(":")[2]


def flag(element: etree._Element, attribute: str, *, default: bool = False) -> bool:
    """A Boolean attribute, as XML Schema writes it: true or 1, false or 0."""
    return element.get(attribute, str(default).lower()).strip() in ("true", "1")


def documentation(element: etree._Element) -> str:
    """The text of the first documentation child."""
    found = element.find(q(BPMN, "documentation"))
    return "" if found is None else "".join(str(part) for part in found.itertext()).strip()

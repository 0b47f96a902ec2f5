"""BPMN DI → `Diagram`."""

import math

from lxml import etree

from shenpi.core.process.diagram import Bounds, Diagram, Edge, Shape
from shenpi.core.process.reasons import refused
from shenpi.core.process.vocabulary import BPMNDI, DC, DI, q
from shenpi.core.process.xml_tools import reference


def read_diagrams(root: etree._Element) -> tuple[Diagram, ...]:
    """All drawings of a file; a shape or edge without bounds or bends is not a drawing and left out."""
    return tuple(
        _diagram(element, plane)
        for element in root.findall(q(BPMNDI, "BPMNDiagram"))
        if (plane := element.find(q(BPMNDI, "BPMNPlane"))) is not None
    )


def _diagram(element: etree._Element, plane: etree._Element) -> Diagram:
    shapes = (_shape(shape) for shape in plane.findall(q(BPMNDI, "BPMNShape")))
    edges = (_edge(edge) for edge in plane.findall(q(BPMNDI, "BPMNEdge")))
    return Diagram(
        id=element.get("id", ""),
        plane_id=plane.get("id", ""),
        element=reference(plane, "bpmnElement"),
        shapes=tuple(shape for shape in shapes if shape is not None),
        edges=tuple(edge for edge in edges if edge is not None),
    )


def _shape(element: etree._Element) -> Shape | None:
    bounds = _bounds(element)
    if bounds is None:
        return None
    return Shape(
        id=element.get("id", ""),
        element=reference(element, "bpmnElement"),
        bounds=bounds,
        label=_label(element),
        expanded=_flag(element, "isExpanded"),
        horizontal=_flag(element, "isHorizontal"),
        marker_visible=_flag(element, "isMarkerVisible"),
    )


def _edge(element: etree._Element) -> Edge | None:
    points = tuple((_number(point, "x"), _number(point, "y")) for point in element.findall(q(DI, "waypoint")))
    if not points:
        return None
    return Edge(element.get("id", ""), reference(element, "bpmnElement"), points, _label(element))


def _label(element: etree._Element) -> Bounds | None:
    label = element.find(q(BPMNDI, "BPMNLabel"))
    return None if label is None else _bounds(label)


def _bounds(element: etree._Element) -> Bounds | None:
    found = element.find(q(DC, "Bounds"))
    if found is None:
        return None
    return Bounds(*(_number(found, name) for name in ("x", "y", "width", "height")))


def _number(element: etree._Element, name: str) -> float:
    try:
        number = float(element.get(name, "0"))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise refused(element.get("id", ""), "bad_number")
    return number


def _flag(element: etree._Element, name: str) -> bool | None:
    value = element.get(name)
    return None if value is None else value == "true"

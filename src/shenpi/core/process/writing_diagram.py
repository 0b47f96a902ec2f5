"""`Diagram` → BPMN DI."""

from collections.abc import Iterable

from lxml import etree

from shenpi.core.process.diagram import Bounds, Diagram, Edge, Shape
from shenpi.core.process.vocabulary import BPMNDI, DC, DI, q


def write_diagrams(root: etree._Element, diagrams: Iterable[Diagram]) -> None:
    """Append the drawings to the definitions."""
    for diagram in diagrams:
        holder = etree.SubElement(root, q(BPMNDI, "BPMNDiagram"), _given(id=diagram.id))
        plane = etree.SubElement(
            holder, q(BPMNDI, "BPMNPlane"), _given(id=diagram.plane_id, bpmnElement=diagram.element)
        )
        for shape in diagram.shapes:
            _shape(plane, shape)
        for edge in diagram.edges:
            _edge(plane, edge)


def _shape(plane: etree._Element, shape: Shape) -> None:
    flags = {
        "isHorizontal": shape.horizontal,
        "isExpanded": shape.expanded,
        "isMarkerVisible": shape.marker_visible,
    }
    given = {name: str(value).lower() for name, value in flags.items() if value is not None}
    element = etree.SubElement(
        plane, q(BPMNDI, "BPMNShape"), _given(id=shape.id, bpmnElement=shape.element) | given
    )
    _bounds(element, shape.bounds)
    _label(element, shape.label)


def _edge(plane: etree._Element, edge: Edge) -> None:
    element = etree.SubElement(plane, q(BPMNDI, "BPMNEdge"), _given(id=edge.id, bpmnElement=edge.element))
    for x, y in edge.points:
        etree.SubElement(element, q(DI, "waypoint"), x=_text(x), y=_text(y))
    _label(element, edge.label)


def _label(element: etree._Element, label: Bounds | None) -> None:
    if label is not None:
        _bounds(etree.SubElement(element, q(BPMNDI, "BPMNLabel")), label)


def _bounds(element: etree._Element, bounds: Bounds) -> None:
    etree.SubElement(
        element,
        q(DC, "Bounds"),
        x=_text(bounds.x),
        y=_text(bounds.y),
        width=_text(bounds.width),
        height=_text(bounds.height),
    )


def _given(**attributes: str) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value}


def _text(number: float) -> str:
    return str(int(number)) if number == int(number) else repr(number)

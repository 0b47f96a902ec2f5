"""Diagram interchange: where each element is drawn (BPMN 2.0 DI), in the diagram's own units."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Shape:
    """The drawing of a node, pool, lane or artifact."""

    id: str
    element: str
    bounds: Bounds
    label: Bounds | None = None
    expanded: bool | None = None
    horizontal: bool | None = None
    marker_visible: bool | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """The drawing of a flow or an association: its bends from source to target."""

    id: str
    element: str
    points: tuple[tuple[float, float], ...]
    label: Bounds | None = None


@dataclass(frozen=True, slots=True)
class Diagram:
    """One drawing of a process or collaboration."""

    id: str
    plane_id: str
    element: str
    shapes: tuple[Shape, ...] = ()
    edges: tuple[Edge, ...] = ()

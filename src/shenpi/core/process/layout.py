"""A drawing for a model that has none: left to right, sub-processes expanded, flows at right angles."""

from dataclasses import replace

from shenpi.core.process.diagram import Bounds, Diagram, Edge, Shape
from shenpi.core.process.elements import GATEWAYS, Flow, Kind, MessageFlow, Node
from shenpi.core.process.layout_measure import (
    EVENT,
    EVENTS,
    LINE,
    PADDING,
    SLASH,
    TASK,
    TITLE,
    Measures,
    Scope,
    text_width,
)
from shenpi.core.process.model import ProcessModel

Point = tuple[float, float]

_POOL_BAND, _POOL_GAP = 30.0, 60.0
_BLACK_BOX = (600.0, 60.0)


def layout(model: ProcessModel) -> ProcessModel:
    """The same model with one fresh drawing in place of its own."""
    return replace(model, diagrams=(_Drawing(model).diagram(),))


class _Drawing:
    def __init__(self, model: ProcessModel) -> None:
        self.model = model
        self.measures = Measures(model)
        self.shapes: list[Shape] = []
        self.edges: list[Edge] = []
        self.bounds: dict[str, Bounds] = {}

    def diagram(self) -> Diagram:
        """All processes, one below the other, in their pools where there are any."""
        pools = {pool.process: pool for pool in self.model.pools if pool.process}
        x, y = 160.0, 80.0
        for process in self.model.processes:
            scope, pool = self.measures.scope(process.id), pools.get(process.id)
            inset, band = (PADDING, _POOL_BAND) if pool else (0.0, 0.0)
            if pool:
                frame = Bounds(x, y, scope.width + band + 2 * inset, scope.height + 2 * inset)
                self._shape(pool.id, frame, horizontal=True)
            self._draw(process.id, x + inset + band, y + inset)
            y += scope.height + 2 * inset + _POOL_GAP
        for pool in self.model.pools:
            if not pool.process:
                self._shape(pool.id, Bounds(x, y, *_BLACK_BOX), horizontal=True)
                y += _BLACK_BOX[1] + _POOL_GAP
        for message in self.model.message_flows:
            self._message(message)
        plane = self.model.collaboration or self.model.processes[0].id
        return Diagram("Diagram_1", "Plane_1", plane, tuple(self.shapes), tuple(self.edges))

    def _draw(self, scope_id: str, x: float, y: float) -> None:
        scope = self.measures.scopes[scope_id]
        for node in self.model.inside(scope_id):
            if node.kind is not Kind.BOUNDARY:
                self._node(node, scope, x, y)
        for node in self.model.inside(scope_id):
            self._boundary(node)
        for flow in self.measures.flows(scope_id):
            self._flow(flow, scope, x, y)

    def _node(self, node: Node, scope: Scope, x: float, y: float) -> None:
        width, height = self.measures.size(node)
        column, row = scope.grid.column[node.id], scope.grid.row[node.id]
        box = Bounds(
            x + scope.left[column] + max((min(scope.widths[column], TASK[0]) - width) / 2, 0),
            y + scope.top[row] + (scope.heights[row] - height) / 2,
            width,
            height,
        )
        expanded = True if node.id in self.measures.scopes else None
        marker = True if node.kind is Kind.EXCLUSIVE else None
        self._shape(node.id, box, _label(node, box), expanded=expanded, marker_visible=marker)
        if expanded:
            self._draw(node.id, box.x + PADDING, box.y + TITLE)

    def _boundary(self, host: Node) -> None:
        """Boundary events along the lower edge of their host, from the right; their names to the left."""
        for number, event in enumerate(self.model.boundary(host.id)):
            box = self.bounds[host.id]
            centre = box.x + box.width - 30 - 46 * number
            place = Bounds(centre - 18, box.y + box.height - 18, *EVENT)
            width = text_width(event.name)
            label = Bounds(centre - 24 - width, box.y + box.height + 4, width, LINE)
            self._shape(event.id, place, label if event.name else None)

    def _flow(self, flow: Flow, scope: Scope, x: float, y: float) -> None:
        grid, host = scope.grid, self.measures.host(flow)
        lines = self.measures.verticals(flow, grid)
        target = self.bounds[flow.target]
        goal = (target.x, target.y + target.height / 2)
        points = self._departure(flow, host)
        track = grid.track.get(flow.id)
        level = goal[1] if track is None else y + scope.top[track] + scope.heights[track] / 2
        first, last = grid.column[host], grid.column[flow.target] - 1
        if first in lines:
            points += _turn(points[-1], x + scope.line(first, lines[first]), level)
        if track is not None and last in lines:
            points += _turn((points[-1][0], level), x + scope.line(last, lines[last]), goal[1])
        points = _straightened([*points, goal])
        self.edges.append(Edge(f"{flow.id}_di", flow.id, tuple(points), self._flow_label(flow, points)))

    def _departure(self, flow: Flow, host: str) -> list[Point]:
        """Out of a node to the right; out of a boundary event downwards, between the rows."""
        source = self.bounds[flow.source]
        if host == flow.source:
            return [(source.x + source.width, source.y + source.height / 2)]
        number = [event.id for event in self.model.boundary(host)].index(flow.source)
        middle, bottom = source.x + source.width / 2, source.y + source.height
        return [(middle, bottom), (middle, bottom + 10 + 6 * number)]

    def _flow_label(self, flow: Flow, points: list[Point]) -> Bounds | None:
        """Above the line: where it leaves, or behind the fork of a gateway."""
        if not flow.name:
            return None
        forked = len(points) > 2 and self.model.node[flow.source].kind in GATEWAYS
        (x, y), following = (points[2], points[min(3, len(points) - 1)]) if forked else (points[0], points[1])
        beside_slash = 0 if forked else SLASH  # the mark of a default flow is drawn where it leaves
        return Bounds(min(x, following[0]) + 4 + beside_slash, y - LINE - 3, text_width(flow.name), LINE)

    def _message(self, flow: MessageFlow) -> None:
        source, target = self.bounds[flow.source], self.bounds[flow.target]
        down = source.y < target.y
        start = (source.x + source.width / 2, source.y + (source.height if down else 0))
        end = (target.x + target.width / 2, target.y + (0 if down else target.height))
        middle = (start[1] + end[1]) / 2
        points = _straightened([start, (start[0], middle), (end[0], middle), end])
        self.edges.append(Edge(f"{flow.id}_di", flow.id, tuple(points)))

    def _shape(self, element: str, box: Bounds, label: Bounds | None = None, **flags: bool | None) -> None:
        self.bounds[element] = box
        self.shapes.append(Shape(f"{element}_di", element, box, label, **flags))


def _label(node: Node, box: Bounds) -> Bounds | None:
    """Names of gateways above them, of events below; tasks carry theirs inside."""
    if not node.name or node.kind not in EVENTS | GATEWAYS:
        return None
    width = text_width(node.name)
    y = box.y - LINE - 4 if node.kind in GATEWAYS else box.y + box.height + 5
    return Bounds(box.x + (box.width - width) / 2, y, width, LINE)


def _turn(start: Point, x: float, y: float) -> list[Point]:
    return [(x, start[1]), (x, y)]


def _straightened(points: list[Point]) -> list[Point]:
    """Without repeated points and points in the middle of a straight line."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept.pop()
        kept.append(point)
    return kept

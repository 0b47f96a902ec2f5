"""A drawing for a model that has none: left to right, sub-processes expanded, flows at right angles."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from shenpi.core.process.diagram import Bounds, Diagram, Edge, Shape
from shenpi.core.process.layout_grid import Grid, grid_of
from shenpi.core.process.model import GATEWAYS, Flow, Kind, MessageFlow, Node, ProcessModel

Point = tuple[float, float]

_EVENTS = frozenset({Kind.START, Kind.END, Kind.CATCH, Kind.THROW, Kind.BOUNDARY})
_EVENT, _GATEWAY, _TASK = (36.0, 36.0), (50.0, 50.0), (110.0, 80.0)
_ROW_GAP, _COLUMN_GAP, _SLOT = 44.0, 40.0, 12.0
_PADDING, _TITLE = 30.0, 44.0
_GLYPH, _LINE = 12.0, 14.0
_POOL_BAND, _POOL_GAP = 30.0, 60.0


def layout(model: ProcessModel) -> ProcessModel:
    """The same model with one fresh drawing in place of its own."""
    return replace(model, diagrams=(_Drawing(model).diagram(),))


@dataclass
class _Scope:
    """A laid out scope before it gets its place: its grid and the extent of columns and rows."""

    grid: Grid
    left: list[float]
    widths: list[float]
    top: list[float]
    heights: list[float]
    slots: dict[int, dict[tuple[str, str], float]]
    width: float
    height: float


class _Drawing:
    def __init__(self, model: ProcessModel) -> None:
        self.model = model
        self.shapes: list[Shape] = []
        self.edges: list[Edge] = []
        self.bounds: dict[str, Bounds] = {}
        self.scopes: dict[str, _Scope] = {}

    def diagram(self) -> Diagram:
        """All processes, one below the other, in their pools where there are any."""
        pools = {pool.process: pool for pool in self.model.pools if pool.process}
        x, y = 160.0, 80.0
        for process in self.model.processes:
            scope = self._measure(process.id)
            pool = pools.get(process.id)
            inset = _PADDING if pool else 0.0
            if pool:
                size = Bounds(x, y, scope.width + _POOL_BAND + 2 * inset, scope.height + 2 * inset)
                self._shape(pool.id, size, horizontal=True)
            self._draw(process.id, x + inset + (_POOL_BAND if pool else 0), y + inset)
            y += scope.height + 2 * inset + _POOL_GAP
        for pool in self.model.pools:
            if not pool.process:
                self._shape(pool.id, Bounds(x, y, 600, 60), horizontal=True)
                y += 60 + _POOL_GAP
        for message in self.model.message_flows:
            self._message(message)
        plane = self.model.collaboration or self.model.processes[0].id
        return Diagram("Diagram_1", "Plane_1", plane, tuple(self.shapes), tuple(self.edges))

    # -- sizes, inside out

    def _measure(self, scope: str) -> _Scope:
        grid = grid_of(self.model, scope)
        nodes = [node for node in self.model.inside(scope) if node.id in grid.column]
        sizes = {node.id: self._size(node) for node in nodes}
        widths = [0.0] * (max(grid.column.values(), default=-1) + 1)
        heights = [_LINE] * (max([*grid.row.values(), *grid.track.values()], default=-1) + 1)
        for node in nodes:
            column, row = grid.column[node.id], grid.row[node.id]
            widths[column] = max(widths[column], sizes[node.id][0])
            heights[row] = max(heights[row], sizes[node.id][1])
        slots = self._slots(scope, grid)
        left, width = _stack(widths, lambda gap: _COLUMN_GAP + _SLOT * len(slots.get(gap, ())))
        top, height = _stack(heights, lambda _gap: _ROW_GAP)
        measured = _Scope(grid, left, widths, top, heights, slots, width, height + _ROW_GAP / 2)
        self.scopes[scope] = measured
        return measured

    def _size(self, node: Node) -> Point:
        if node.kind in _EVENTS:
            return _EVENT
        if node.kind in GATEWAYS:
            return _GATEWAY
        if node.kind is Kind.SUB_PROCESS and self.model.inside(node.id):
            inner = self._measure(node.id)
            return max(inner.width + 2 * _PADDING, 160.0), inner.height + _TITLE + _PADDING
        return _TASK

    def _slots(self, scope: str, grid: Grid) -> dict[int, dict[tuple[str, str], float]]:
        """Vertical lines in the gap right of each column: one per source that forks, one per target that joins."""
        slots: dict[int, dict[tuple[str, str], float]] = {}
        for flow in self._flows(scope):
            for gap, key in self._verticals(flow, grid):
                lines = slots.setdefault(gap, {})
                lines.setdefault(key, _SLOT * len(lines))
        return slots

    def _flows(self, scope: str) -> Iterable[Flow]:
        return (flow for flow in self.model.flows if flow.scope == scope)

    def _verticals(self, flow: Flow, grid: Grid) -> list[tuple[int, tuple[str, str]]]:
        host = self._host(flow)
        start, goal = (host, flow.source), flow.target
        track = grid.track.get(flow.id)
        if track is None:
            straight = grid.row[host] == grid.row[goal] and host == flow.source
            return [] if straight else [(grid.column[host], ("from", start[1]))]
        found = []
        if track != grid.row[host] or host != flow.source:
            found.append((grid.column[host], ("from", start[1])))
        if track != grid.row[goal]:
            found.append((grid.column[goal] - 1, ("to", goal)))
        return found

    def _host(self, flow: Flow) -> str:
        return self.model.node[flow.source].attached_to or flow.source

    # -- drawing, outside in

    def _draw(self, scope: str, x: float, y: float) -> None:
        measured = self.scopes[scope]
        for node in self.model.inside(scope):
            if node.kind is not Kind.BOUNDARY:
                self._node(node, measured, x, y)
        for node in self.model.inside(scope):
            self._boundary(node)
        for flow in self._flows(scope):
            self._flow(flow, measured, x, y)

    def _node(self, node: Node, scope: _Scope, x: float, y: float) -> None:
        width, height = self._size_again(node)
        column, row = scope.grid.column[node.id], scope.grid.row[node.id]
        box = Bounds(
            x + scope.left[column] + max((min(scope.widths[column], _TASK[0]) - width) / 2, 0),
            y + scope.top[row] + (scope.heights[row] - height) / 2,
            width,
            height,
        )
        expanded = True if node.id in self.scopes else None
        marker = True if node.kind is Kind.EXCLUSIVE else None
        self._shape(node.id, box, self._label(node, box), expanded=expanded, marker_visible=marker)
        if node.id in self.scopes:
            self._draw(node.id, box.x + _PADDING, box.y + _TITLE)

    def _size_again(self, node: Node) -> Point:
        inner = self.scopes.get(node.id)
        if inner is None:
            return self._size(node)
        return max(inner.width + 2 * _PADDING, 160.0), inner.height + _TITLE + _PADDING

    def _boundary(self, host: Node) -> None:
        """Boundary events along the lower edge of their host, from the right."""
        for number, event in enumerate(self.model.boundary(host.id)):
            box = self.bounds[host.id]
            centre = box.x + box.width - 30 - 46 * number
            place = Bounds(centre - 18, box.y + box.height - 18, *_EVENT)
            label = Bounds(
                centre - 26 - _text_width(event.name), box.y + box.height + 4, _text_width(event.name), _LINE
            )
            self._shape(event.id, place, label if event.name else None)

    def _label(self, node: Node, box: Bounds) -> Bounds | None:
        """Names of gateways above them, of events below; tasks carry theirs inside."""
        if not node.name or node.kind not in _EVENTS | GATEWAYS:
            return None
        width = _text_width(node.name)
        y = box.y - _LINE - 4 if node.kind in GATEWAYS else box.y + box.height + 5
        return Bounds(box.x + (box.width - width) / 2, y, width, _LINE)

    def _flow(self, flow: Flow, scope: _Scope, x: float, y: float) -> None:
        grid, host = scope.grid, self._host(flow)
        verticals = dict(self._verticals(flow, grid))
        source, target = self.bounds[flow.source], self.bounds[flow.target]
        goal = (target.x, target.y + target.height / 2)
        if host == flow.source:
            points = [(source.x + source.width, source.y + source.height / 2)]
        else:
            number = [event.id for event in self.model.boundary(host)].index(flow.source)
            under = source.y + source.height + 12 + 6 * number
            points = [
                (source.x + source.width / 2, source.y + source.height),
                (source.x + source.width / 2, under),
            ]
        track = grid.track.get(flow.id)
        level = goal[1] if track is None else y + scope.top[track] + scope.heights[track] / 2
        gap = grid.column[host]
        if gap in verticals:
            points += _turn(points[-1], x + self._line(scope, gap, verticals[gap]), level)
        gap = grid.column[flow.target] - 1
        if track is not None and gap in verticals:
            points += _turn((points[-1][0], level), x + self._line(scope, gap, verticals[gap]), goal[1])
        points = _straightened([*points, goal])
        self.edges.append(Edge(f"{flow.id}_di", flow.id, tuple(points), self._flow_label(flow, points)))

    def _line(self, scope: _Scope, gap: int, key: tuple[str, str]) -> float:
        """Where a vertical line stands in the gap right of a column (gap -1 is left of all)."""
        if gap < 0:
            return -_SLOT - scope.slots[gap][key]
        return scope.left[gap] + scope.widths[gap] + _COLUMN_GAP / 2 + scope.slots[gap][key]

    def _flow_label(self, flow: Flow, points: list[Point]) -> Bounds | None:
        """Beside the first horizontal piece after the last fork, above the line."""
        if not flow.name:
            return None
        (x, y), follower = points[0], points[1]
        if len(points) > 2 and self.model.node[flow.source].kind in GATEWAYS:
            (x, y), follower = points[2], points[min(3, len(points) - 1)]
        left = min(x, follower[0]) if follower[0] < x else x
        return Bounds(left + 4, y - _LINE - 4, _text_width(flow.name), _LINE)

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


def _stack(sizes: list[float], gap_after: Callable[[int], float]) -> tuple[list[float], float]:
    """Offsets of columns or rows set one after the other, and the whole extent."""
    offsets: list[float] = []
    at = 0.0
    for index, size in enumerate(sizes):
        offsets.append(at)
        at += size + (gap_after(index) if index + 1 < len(sizes) else 0)
    return offsets, at


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


def _text_width(text: str) -> float:
    return _GLYPH * max(len(text), 1)

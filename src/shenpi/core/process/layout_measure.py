"""How large everything is drawn: sizes from the inside out, and the offsets of columns and rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from shenpi.core.process.elements import GATEWAYS, Flow, Kind, Node
from shenpi.core.process.layout_grid import Grid, grid_of
from shenpi.core.process.model import ProcessModel

Size = tuple[float, float]
Line = tuple[str, str]
"""A vertical line in a gap between columns: leaving a source (`from`) or arriving at a target (`to`)."""

EVENTS = frozenset({Kind.START, Kind.END, Kind.CATCH, Kind.THROW, Kind.BOUNDARY})
EVENT, GATEWAY, TASK = (36.0, 36.0), (50.0, 50.0), (110.0, 80.0)
ROW_GAP, COLUMN_GAP, SLOT = 44.0, 40.0, 12.0
PADDING, TITLE = 30.0, 44.0
GLYPH, LINE, SLASH = 12.0, 14.0, 14.0


@dataclass
class Scope:
    """A scope before it gets its place: columns and rows with their offsets, vertical lines by gap."""

    grid: Grid
    left: list[float]
    widths: list[float]
    top: list[float]
    heights: list[float]
    slots: dict[int, dict[Line, float]]
    width: float
    height: float

    def line(self, gap: int, key: Line) -> float:
        """Where a vertical line stands in the gap right of a column (gap -1 is left of all)."""
        if gap < 0:
            return -SLOT - self.slots[gap][key]
        return self.left[gap] + self.widths[gap] + COLUMN_GAP / 2 + self.slots[gap][key]


class Measures:
    """The measured scopes of a model, inner ones first."""

    def __init__(self, model: ProcessModel) -> None:
        self.model = model
        self.scopes: dict[str, Scope] = {}

    def scope(self, scope: str) -> Scope:
        """Measure a scope and all inside it."""
        grid = grid_of(self.model, scope)
        nodes = [node for node in self.model.inside(scope) if node.id in grid.column]
        widths = [0.0] * (max(grid.column.values(), default=-1) + 1)
        heights = [LINE] * (max([*grid.row.values(), *grid.track.values()], default=-1) + 1)
        for node in nodes:
            if node.kind is Kind.SUB_PROCESS and self.model.inside(node.id):
                self.scope(node.id)
            width, height = self.size(node)
            column, row = grid.column[node.id], grid.row[node.id]
            widths[column], heights[row] = max(widths[column], width), max(heights[row], height)
        slots, room = self._slots(scope, grid), self._label_room(scope, grid)
        left, width = _stack(
            widths,
            lambda gap: max(COLUMN_GAP, 20 + SLASH + room.get(gap, 0.0)) + SLOT * len(slots.get(gap, ())),
        )
        top, height = _stack(heights, lambda _gap: ROW_GAP)
        self.scopes[scope] = Scope(grid, left, widths, top, heights, slots, width, height + ROW_GAP / 2)
        return self.scopes[scope]

    def size(self, node: Node) -> Size:
        """Width and height of a node; a sub-process is as large as its insides ask."""
        if node.kind in EVENTS:
            return EVENT
        if node.kind in GATEWAYS:
            return GATEWAY
        inner = self.scopes.get(node.id)
        if inner is None:
            return TASK
        return max(inner.width + 2 * PADDING, 160.0), inner.height + TITLE + PADDING

    def host(self, flow: Flow) -> str:
        """The node a flow is drawn from; for a boundary event the activity it sits on."""
        return self.model.node[flow.source].attached_to or flow.source

    def flows(self, scope: str) -> Iterable[Flow]:
        """The sequence flows of a scope."""
        return (flow for flow in self.model.flows if flow.scope == scope)

    def verticals(self, flow: Flow, grid: Grid) -> dict[int, Line]:
        """The gaps in which a flow changes its row, and the line it uses there."""
        host, goal = self.host(flow), flow.target
        track = grid.track.get(flow.id)
        from_event = host != flow.source
        if track is None:
            straight = grid.row[host] == grid.row[goal] and not from_event
            return {} if straight else {grid.column[host]: ("from", flow.source)}
        found: dict[int, Line] = {}
        if track != grid.row[goal]:
            found[grid.column[goal] - 1] = ("to", goal)
        if track != grid.row[host] or from_event:
            found[grid.column[host]] = ("from", flow.source)
        return found

    def _slots(self, scope: str, grid: Grid) -> dict[int, dict[Line, float]]:
        slots: dict[int, dict[Line, float]] = {}
        for flow in self.flows(scope):
            for gap, key in self.verticals(flow, grid).items():
                lines = slots.setdefault(gap, {})
                lines.setdefault(key, SLOT * len(lines))
        return slots

    def _label_room(self, scope: str, grid: Grid) -> dict[int, float]:
        """How wide a gap must be for the names of the flows that begin in it."""
        room: dict[int, float] = {}
        for flow in self.flows(scope):
            if flow.name and flow.id not in grid.track:
                gap = grid.column[self.host(flow)]
                room[gap] = max(room.get(gap, 0.0), text_width(flow.name))
        return room


def text_width(text: str) -> float:
    """The width of a label, all signs taken as Chinese ones."""
    return GLYPH * max(len(text), 1)


def _stack(sizes: list[float], gap_after: Callable[[int], float]) -> tuple[list[float], float]:
    """Offsets of columns or rows set one after the other, and the whole extent."""
    offsets: list[float] = []
    at = 0.0
    for index, size in enumerate(sizes):
        offsets.append(at)
        at += size + (gap_after(index) if index + 1 < len(sizes) else 0)
    return offsets, at

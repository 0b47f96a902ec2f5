"""Which column and row a flow node is drawn in, and which row a long flow runs through.

A small layered layout (Sugiyama, Tagawa & Toda 1981): flows that close a loop are set aside, a
node's column is the longest way to it, and its row continues the row of what leads to it, the
first outgoing flow of a gateway straight on and the others below.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from shenpi.core.process.elements import Flow, Kind, Node
from shenpi.core.process.model import ProcessModel


@dataclass
class Grid:
    """Cells of one scope. `track` is the row a flow runs through between its ends, if it needs one."""

    column: dict[str, int] = field(default_factory=dict)
    row: dict[str, int] = field(default_factory=dict)
    track: dict[str, int] = field(default_factory=dict)
    backward: set[str] = field(default_factory=set)


def grid_of(model: ProcessModel, scope: str) -> Grid:
    """Cells for the nodes directly in a scope (boundary events sit on their hosts)."""
    return _Placing(model, scope).place()


class _Placing:
    def __init__(self, model: ProcessModel, scope: str) -> None:
        self.model = model
        self.nodes = [node for node in model.inside(scope) if node.kind is not Kind.BOUNDARY]
        self.grid = Grid()
        self.taken: defaultdict[int, int] = defaultdict(int)
        """The columns taken in each row, a bit for each."""
        self.leaving: dict[str, list[Flow]] = {node.id: self._leaving(node) for node in self.nodes}

    def place(self) -> Grid:
        self._find_loops()
        self._columns()
        self._rows()
        self._loop_tracks()
        return self.grid

    def source(self, flow: Flow) -> str:
        """The node a flow is drawn from: a boundary event counts as its host."""
        return self.model.node[flow.source].attached_to or flow.source

    def _leaving(self, node: Node) -> list[Flow]:
        """The flows out of a node and of its boundary events."""
        events = (event.id for event in self.model.boundary(node.id))
        return [flow for source in (node.id, *events) for flow in self.model.outgoing[source]]

    def _find_loops(self) -> None:
        """Depth first from the beginnings; a flow back to a node on the way closes a loop."""
        state: dict[str, int] = {}
        fed = {flow.target for flows in self.leaving.values() for flow in flows}
        for root in sorted(self.nodes, key=lambda node: node.id in fed):
            if root.id in state:
                continue
            state[root.id] = 1
            way = [(root.id, iter(self.leaving[root.id]))]
            while way:
                node, flows = way[-1]
                flow = next(flows, None)
                if flow is None:
                    state[node] = 2
                    way.pop()
                elif state.get(flow.target) == 1:
                    self.grid.backward.add(flow.id)
                elif flow.target not in state:
                    state[flow.target] = 1
                    way.append((flow.target, iter(self.leaving[flow.target])))

    def _forward(self, node: str) -> list[Flow]:
        return [flow for flow in self.leaving[node] if flow.id not in self.grid.backward]

    def _columns(self) -> None:
        missing = {node.id: 0 for node in self.nodes}
        for node in self.nodes:
            for flow in self._forward(node.id):
                missing[flow.target] += 1
        ready = [node.id for node in self.nodes if missing[node.id] == 0]
        self.grid.column = dict.fromkeys(missing, 0)
        while ready:
            node_id = ready.pop()
            for flow in self._forward(node_id):
                after = self.grid.column[node_id] + 1
                self.grid.column[flow.target] = max(self.grid.column[flow.target], after)
                missing[flow.target] -= 1
                if missing[flow.target] == 0:
                    ready.append(flow.target)

    def _rows(self) -> None:
        wish: dict[str, int] = {}
        columns = self.grid.column
        standing: list[list[Node]] = [[] for _ in range(max(columns.values(), default=-1) + 1)]
        for node in self.nodes:
            standing[columns[node.id]].append(node)
        for column, members in enumerate(standing):
            for node in sorted(members, key=lambda node: wish.get(node.id, 0)):
                self.grid.row[node.id] = self._free(wish.get(node.id, 0), column, column)
            for node in sorted(members, key=lambda node: self.grid.row[node.id]):
                for index, flow in enumerate(self._forward(node.id)):
                    row = self.grid.row[node.id] + index
                    if columns[flow.target] > column + 1:
                        row = self._free(row, column + 1, columns[flow.target] - 1)
                        self.grid.track[flow.id] = row
                    wish[flow.target] = min(wish.get(flow.target, row), row)

    def _loop_tracks(self) -> None:
        for node in self.nodes:
            for flow in self.leaving[node.id]:
                if flow.id in self.grid.backward:
                    lowest = max(self.grid.row[node.id], self.grid.row[flow.target]) + 1
                    first, last = self.grid.column[flow.target], self.grid.column[node.id]
                    self.grid.track[flow.id] = self._free(lowest, first, last)

    def _free(self, row: int, first: int, last: int) -> int:
        """The first row from `row` downwards that is free in all these columns; it is taken."""
        cells = (1 << last + 1) - (1 << first)
        while self.taken[row] & cells:
            row += 1
        self.taken[row] |= cells
        return row

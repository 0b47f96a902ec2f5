"""A model without multi-instance and loops: each written out as a sub-process of plain elements.

Several instances become as many copies, side by side between two parallel gateways or one after the
other; a standard loop becomes its round between two exclusive gateways. The sub-process keeps the id, and
with it the flows and boundary events; `x` becomes `x__1`, `x__2`, … inside. For whatever has no such thing
as a repeated activity, such as the π-calculus; it is also what a repeated activity means, and tested to be.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from shenpi.core.process.checking import check_structure
from shenpi.core.process.elements import Flow, Kind, Lane, Loop, Node
from shenpi.core.process.model import ProcessModel


def write_out(model: ProcessModel, instances: int = 2) -> ProcessModel:
    """The model with every repeated activity written out, of multi-instance ones `instances` copies.

    The drawing is left out where anything was. Raises `BpmnRefused` should an id be taken already.
    """
    nodes, flows = list(model.nodes), list(model.flows)
    while node := next((node for node in nodes if node.repeated), None):
        nodes, flows = _Writing(nodes, flows, node, instances).result()
    if len(nodes) == len(model.nodes):
        return model
    known = {node.id for node in nodes}
    processes = tuple(replace(process, lanes=_lanes(process.lanes, known)) for process in model.processes)
    written = replace(
        model,
        nodes=tuple(nodes),
        flows=tuple(flows),
        processes=processes,
        artifacts=tuple(each for each in model.artifacts if each.scope not in model.node),
        diagrams=(),
    )
    check_structure(written)
    return written


def fold(model: ProcessModel, like: ProcessModel, written: ProcessModel) -> ProcessModel:
    """The model with the repeated activities of `like` again, wherever it holds just what they were written as."""
    nodes, flows = set(model.nodes), set(model.flows)
    back: set[Node] = set()
    for node in like.nodes:  # the outer ones first
        if not node.repeated or node in back or node.id not in written.node:
            continue
        old_nodes, old_flows = _held(like, node.id)
        new_nodes, new_flows = _held(written, node.id)
        if (new_nodes, new_flows) == _held(model, node.id):
            now = model.node[node.id]
            nodes = (nodes - new_nodes - {now}) | old_nodes | {replace(node, scope=now.scope)}
            flows = (flows - new_flows) | old_flows
            back |= old_nodes
    if nodes == set(model.nodes):
        return model
    lanes = {process.id: process.lanes for process in like.processes}
    known: set[str] = {node.id for node in nodes}
    written_order: list[Node | Flow] = [*like.nodes, *like.flows, *model.nodes, *model.flows]
    place = {each.id: at for at, each in reversed(list(enumerate(written_order)))}
    return replace(
        model,
        nodes=tuple(sorted(nodes, key=lambda node: place[node.id])),
        flows=tuple(sorted(flows, key=lambda flow: place[flow.id])),
        processes=tuple(
            replace(process, lanes=_lanes(lanes.get(process.id, process.lanes), known))
            for process in model.processes
        ),
        artifacts=tuple(
            each for each in like.artifacts if each.scope in known or each.scope not in like.node
        ),
    )


def _held(model: ProcessModel, scope: str) -> tuple[set[Node], set[Flow]]:
    """All nodes and flows inside an activity."""
    if scope not in model.node:
        return set(), set()
    nodes = set(_within(model.nodes, scope))
    scopes = {scope, *(node.id for node in nodes)}
    return nodes, {flow for flow in model.flows if flow.scope in scopes}


@dataclass(slots=True)
class _Writing:
    """One repeated activity, which is not inside another, and what it becomes."""

    nodes: list[Node]
    flows: list[Flow]
    node: Node
    instances: int

    def result(self) -> tuple[list[Node], list[Flow]]:
        inside = {self.node.id, *(node.id for node in _within(self.nodes, self.node.id))}
        own = [node for node in self.nodes if node.scope in inside]
        flows = [flow for flow in self.flows if flow.scope in inside]
        holder = Node(
            self.node.id,
            Kind.SUB_PROCESS,
            self.node.scope,
            self.node.name,
            documentation=self.node.documentation,
        )
        made_nodes = [self._mark(Kind.START, "begin"), self._mark(Kind.END, "end")]
        made_flows: list[Flow] = []
        copies = range(1, 2 if self.node.loop else self.instances + 1)
        for number in copies:
            made_nodes += self._copy(own, number)
            made_flows += self._copied(flows, number)
        names = [f"{self.node.id}__{number}" for number in copies]
        if self.node.loop:
            made_nodes += [self._mark(Kind.EXCLUSIVE, "merge"), self._asked()]
            made_flows += self._round(self.node.loop, names[0])
        elif self.node.sequence or len(names) == 1:
            made_flows += self._chain(self._id("begin"), *names, self._id("end"))
        else:
            made_nodes += [self._mark(Kind.PARALLEL, "split"), self._mark(Kind.PARALLEL, "join")]
            made_flows += self._chain(self._id("begin"), self._id("split"))
            for name in names:
                made_flows += self._chain(self._id("split"), name, self._id("join"))
            made_flows += self._chain(self._id("join"), self._id("end"))
        kept: list[Node] = []
        for node in self.nodes:
            if node is self.node:
                kept += [holder, *made_nodes]
            elif node.scope not in inside:
                kept.append(node)
        return kept, [flow for flow in self.flows if flow.scope not in inside] + made_flows

    def _id(self, word: str) -> str:
        return f"{self.node.id}__{word}"

    def _mark(self, kind: Kind, word: str) -> Node:
        return Node(self._id(word), kind, self.node.id)

    def _asked(self) -> Node:
        (ends,) = self._chain(self._id("asked"), self._id("end"))
        return replace(self._mark(Kind.EXCLUSIVE, "asked"), default=ends.id)

    def _round(self, loop: Loop, body: str) -> Iterator[Flow]:
        """Merge, round, question; asked before, the question stands between merge and round."""
        merge, asked = self._id("merge"), self._id("asked")
        ways = (merge, asked, body, merge) if loop.before else (merge, body, asked, merge)
        for flow in self._chain(self._id("begin"), *ways):
            yield replace(flow, condition=loop.condition if flow.source == asked else None)
        yield from self._chain(asked, self._id("end"))

    def _chain(self, *names: str) -> Iterator[Flow]:
        for source, target in pairwise(names):
            yield Flow(f"{source}__{target}", source, target, self.node.id)

    def _copy(self, own: list[Node], number: int) -> Iterator[Node]:
        """The activity itself, once, and all that is in it."""
        known = self._renaming(number)
        name = self.node.name or self.node.id
        yield replace(
            self.node,
            id=known(self.node.id),
            scope=self.node.id,
            name=name,
            instances="",
            sequence=False,
            loop=None,
        )
        for node in own:
            yield replace(
                node,
                id=known(node.id),
                scope=known(node.scope),
                name=node.name or node.id,
                attached_to=known(node.attached_to),
                default=known(node.default),
            )

    def _copied(self, flows: list[Flow], number: int) -> Iterator[Flow]:
        known = self._renaming(number)
        for flow in flows:
            yield replace(
                flow,
                id=known(flow.id),
                source=known(flow.source),
                target=known(flow.target),
                scope=known(flow.scope),
            )

    def _renaming(self, number: int) -> Callable[[str], str]:
        """How things inside are called in a copy; of a loop there is one round, which keeps their names."""
        if self.node.loop:
            return lambda name: f"{name}__1" if name == self.node.id else name
        return lambda name: f"{name}__{number}" if name else ""


def _within(nodes: Iterable[Node], scope: str) -> list[Node]:
    """All nodes inside an activity, at any depth."""
    held: dict[str, list[Node]] = {}
    for node in nodes:
        held.setdefault(node.scope, []).append(node)
    found: list[Node] = []
    pending = [scope]
    while pending:
        inside = held.get(pending.pop(), [])
        found += inside
        pending += [node.id for node in inside]
    return found


def _lanes(lanes: tuple[Lane, ...], known: set[str]) -> tuple[Lane, ...]:
    """The lanes without what is no longer there; nodes of a sub-process are in its lane anyway."""
    return tuple(replace(lane, nodes=tuple(each for each in lane.nodes if each in known)) for lane in lanes)

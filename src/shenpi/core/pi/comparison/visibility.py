"""What an observer of a process sees: some of its elements, each under the name that people give it.

Two processes are compared by what is seen, so equal names are equal actions, whatever the ids.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shenpi.core.pi.errors import PiError
from shenpi.core.process import ACTIVITIES, Kind, Node, PlainTransition, ProcessModel, Trigger

_EVENTS = frozenset({Kind.START, Kind.END, Kind.CATCH, Kind.THROW, Kind.BOUNDARY})
WORDS = ("lane", "pool", "step")


class BadSelection(PiError):
    """A selection that means nothing in either process."""


@dataclass(frozen=True, slots=True)
class Selection:
    """`lane:NAME`, `pool:NAME` or `step:NAME` (a name or an id)."""

    word: str
    name: str

    @classmethod
    def parse(cls, text: str) -> "Selection":
        """Read `word:name`; raises `BadSelection`."""
        word, colon, name = text.partition(":")
        if not colon or word not in WORDS or not name.strip():
            raise BadSelection(
                f"“{text}”应写作 lane:泳道、pool:参与者 或 step:环节",
                f"{text!r} should read lane:NAME, pool:NAME or step:NAME",
            )
        return cls(word, name.strip())

    def picks(self, model: ProcessModel, node: Node) -> bool:
        """Whether an element is among those selected."""
        if self.word == "step":
            return self.name in (node.id, node.name)
        if not is_act(node):
            return False
        if self.word == "lane":
            return model.lanes[node.id] == self.name
        return self._touches_pool(model, node)

    def _touches_pool(self, model: ProcessModel, node: Node) -> bool:
        """An element of the pool itself; of others what exchanges messages with a pool drawn without insides."""
        pools = {pool.id: pool for pool in model.pools if self.name in (pool.id, pool.name)}
        if process_of(model, node) in {pool.process for pool in pools.values() if pool.process}:
            return True
        return any(
            {flow.source, flow.target} & pools.keys() and node.id in (flow.source, flow.target)
            for flow in model.message_flows
        )


def is_act(node: Node) -> bool:
    """Whether something is done in a node that people would call a step: no gateway, scope or plain event."""
    if node.kind in _EVENTS:
        return node.event.trigger is Trigger.MESSAGE
    return node.kind in ACTIVITIES and node.kind is not Kind.SUB_PROCESS


def process_of(model: ProcessModel, node: Node) -> str:
    """The id of the process that holds a node, however deep."""
    while node.scope in model.node:
        node = model.node[node.scope]
    return node.scope


def visible(model: ProcessModel, selections: Iterable[Selection]) -> Mapping[str, str]:
    """The label of every element seen, by id; without a selection every step and message is seen."""
    chosen = tuple(selections)
    return {
        node.id: node.name or node.id
        for node in model.nodes
        if (any(selection.picks(model, node) for selection in chosen) if chosen else is_act(node))
    }


def check_known(models: Iterable[ProcessModel], selections: Iterable[Selection]) -> None:
    """Raise `BadSelection` for a selection that picks nothing in any of the models."""
    known = tuple(models)
    for selection in selections:
        if not any(selection.picks(model, node) for model in known for node in model.nodes):
            raise BadSelection(
                f"两个流程中都没有“{selection.word}:{selection.name}”",
                f"neither process has a {selection.word} {selection.name!r}",
            )


def label_of(model: ProcessModel, seen: Mapping[str, str], transition: PlainTransition) -> str:
    """What is seen of a transition: the first visible element it passes, or ''.

    A step is seen once for each copy and in each round, a sub-process that repeats once in all.
    """
    for element in transition.labels:
        if element not in seen:
            continue
        node = model.node[element]
        whole = f"all:{element}" in transition.origin.takes
        if not node.repeated or whole == (node.kind is Kind.SUB_PROCESS):
            return seen[element]
    return ""

"""A walk through a diagram as the interactions of its π term: at each step the parties, the channel, the message.

The way is found on the net, which knows where it leads; every line of it is an action of the term (D4-013,
D4-014).
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from shenpi.core.pi.comparison.reducing import reduced
from shenpi.core.pi.comparison.system import ENDED, explored
from shenpi.core.pi.comparison.visibility import process_of
from shenpi.core.pi.translation import names
from shenpi.core.pi.translation.flows import Connections, outside
from shenpi.core.process import Cause, Node, PlaceKind, PlainNet, PlainTransition, ProcessModel


@dataclass(frozen=True, slots=True)
class Interaction:
    """One step. `receiver` is '' for what a party does alone; then `channel` is the free name it is seen by."""

    sender: str
    receiver: str
    channel: str
    message: str
    element: str
    """The BPMN element that acts or receives."""

    @property
    def action(self) -> str:
        """The step in the calculus."""
        return f"{self.channel}<{self.message}>" if self.receiver else self.channel


def walk(model: ProcessModel, to: str = "", limit: int = 50_000) -> tuple[Interaction, ...]:
    """A shortest way to an element, or to the end. Empty if there is none.

    Raises `NotTranslatable` where the model has no term, `LimitReached` beyond `limit` states.
    """
    connections = Connections(model)
    plain = connections.net.unfold()
    return tuple(
        step for at in _way(plain, to, limit) for step in _interactions(connections, plain.transitions[at])
    )


def _way(plain: PlainNet, to: str, limit: int) -> tuple[int, ...]:
    """The transitions fired, breadth first; what is no interaction happens along with others."""
    labels = tuple(
        "·" if to in each.labels or each.origin.cause is not Cause.AUTO or _receives(plain, each) else ""
        for each in plain.transitions
    )
    system = explored(reduced(plain, labels), limit)
    before: dict[int, tuple[int, tuple[int, ...]]] = {}
    waiting = deque([0])
    while waiting:
        state = waiting.popleft()
        for label, target, parts in system.edges[state]:
            if label == ENDED and not to:
                return _back(before, state)
            if to and any(to in plain.transitions[part].labels for part in parts):
                return (*_back(before, state), *parts)
            if target not in before and target != 0:
                before[target] = (state, parts)
                waiting.append(target)
    return ()


def _back(before: dict[int, tuple[int, tuple[int, ...]]], state: int) -> tuple[int, ...]:
    rows: list[tuple[int, ...]] = []
    while state in before:
        state, fired = before[state]
        rows.append(fired)
    return tuple(part for row in reversed(rows) for part in row)


def _receives(plain: PlainNet, transition: PlainTransition) -> bool:
    return any(plain.kinds[place] is PlaceKind.MESSAGE for place in transition.takes)


def _interactions(connections: Connections, transition: PlainTransition) -> Iterator[Interaction]:
    """What is seen of one firing: a message taken, a step done, or something from outside."""
    model, origin = connections.model, transition.origin
    flows = {flow.id: flow for flow in model.message_flows}
    for label in transition.labels:
        if label in flows and flows[label].source in model.node:
            flow = flows[label]
            sender, receiver = model.node[flow.source], model.node[flow.target]
            said = next(each for each in connections.sent[sender.id] if each.channel == names.encode(label))
            yield Interaction(
                party(model, sender), party(model, receiver), said.channel, said.message, receiver.id
            )
    node = model.node.get(origin.element)
    if node is not None and origin.cause is Cause.STEP:
        channel = f"'{names.marked(names.STEP, node.id)}"
        yield Interaction(party(model, node), "", channel, "", node.id)
    elif node is not None and origin.cause in (Cause.MESSAGE, Cause.TIMER):
        yield Interaction(party(model, node), "", outside(node), "", node.id)


def party(model: ProcessModel, node: Node) -> str:
    """What people call whoever acts in a node: its pool, else its process."""
    process = process_of(model, node)
    named = [pool.name for pool in model.pools if pool.process == process and pool.name]
    return named[0] if named else model.names[process]

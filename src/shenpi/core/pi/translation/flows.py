"""What every agent of a translation is connected with: its names, read off the model once."""

from dataclasses import dataclass
from functools import cached_property

from shenpi.core.pi.translation import names
from shenpi.core.pi.translation.errors import refused
from shenpi.core.process import ACTIVITIES, Kind, Node, ProcessModel, Trigger, compile_net
from shenpi.core.process.inclusive import Block, inclusive_blocks

AT_ONCE = frozenset({Kind.SERVICE, Kind.SEND, Kind.SCRIPT, Kind.RULE, Kind.THROW})
WAITING = frozenset({Kind.RECEIVE, Kind.CATCH, Kind.CALL})


@dataclass(frozen=True, slots=True)
class Sending:
    """A message flow by its channel and what is sent on it."""

    channel: str
    message: str


class Connections:
    """The names at each node of a model that the calculus can express; raises `NotTranslatable`."""

    def __init__(self, model: ProcessModel) -> None:
        self.model = model
        self.net = compile_net(model)
        self.blocks: dict[str, Block] = inclusive_blocks(model)
        self.opened = {block.split: block for block in self.blocks.values()}
        for node in model.nodes:
            _check(self, node)

    def entries(self, node: Node) -> tuple[str, ...]:
        """The names on which a node is entered; none if it is unreachable."""
        if node.kind is Kind.BOUNDARY:
            return (names.marked(names.BOUNDARY, node.id),)
        if node.kind is Kind.START:
            return () if self.received.get(node.id) else (names.marked(names.SOURCE, node.scope),)
        flows = tuple(names.encode(flow.id) for flow in self.model.incoming[node.id])
        if not flows and node in self.beginning(node.scope):
            return (names.marked(names.BEGIN, node.id),)
        return flows

    def exits(self, node: Node) -> tuple[str, ...]:
        """The names a node marks when it is left; the last one of a sub-process reports the end."""
        if node.id in self.caught:
            return (names.marked(names.RAISED, self.caught[node.id]),)
        flows = tuple(names.encode(flow.id) for flow in self.model.outgoing[node.id])
        return flows or self.last(node.scope)

    def last(self, scope: str) -> tuple[str, ...]:
        """What the last one of a sub-process marks; nothing where tokens are counted instead."""
        reports = scope in self.model.node and not self.counting(scope)
        return (names.marked(names.DONE, scope),) if reports else ()

    def counting(self, scope: str) -> tuple[str, ...]:
        """On which names a sub-process hears of its tokens, if none of its ends is known to be the last."""
        counted = scope in self.model.node and f"done:{scope}" not in self.net.place
        return (names.marked(names.MORE, scope), names.marked(names.LESS, scope)) if counted else ()

    def counted(self, scope: str) -> frozenset[str]:
        """The names whose tokens a sub-process counts: its flows, and what is about to begin or is running."""
        found = {names.marked(names.SOURCE, scope)}
        found |= {names.encode(flow.id) for flow in self.model.flows if flow.scope == scope}
        for node in self.model.inside(scope):
            words = (names.BEGIN, names.BOUNDARY, names.ALIVE)
            found |= {names.marked(word, node.id) for word in words}
            if node.id in self.caught:
                found |= {*self.exits(node)}
        return frozenset(found)

    def own(self, node: Node) -> tuple[str, ...]:
        """The names that one activation of a sub-process has to itself."""
        events = self.model.boundary(node.id)
        arms = tuple(names.marked(names.ARM, event.id) for event in self.arms(node))
        raised = tuple(
            names.marked(names.RAISED, event.id) for event in events if event.id in self.caught.values()
        )
        alive = (names.marked(names.ALIVE, node.id),) if self.interruptible(node) else ()
        begun = (names.marked(names.SOURCE, node.id), names.marked(names.DONE, node.id))
        return (*begun, *alive, *arms, *self.counting(node.id), *raised)

    def arms(self, node: Node) -> tuple[Node, ...]:
        """The events that happen beside a sub-process which others can end."""
        events = self.model.boundary(node.id) if self.interruptible(node) else ()
        return tuple(event for event in events if not event.interrupting)

    def known_inside(self, node: Node) -> tuple[str, ...]:
        """The names from outside that are used inside a sub-process."""
        begun = (names.marked(names.SOURCE, node.id), *self.last(node.id), *self.counting(node.id))
        alive = (names.marked(names.ALIVE, node.id),) if self.interruptible(node) else ()
        return (*begun, *self.guards(node), *alive, *self.raised(node.id), *self.channels(node.id))

    def raised(self, scope: str) -> tuple[str, ...]:
        """The names on which errors leave a sub-process."""
        found: dict[str, None] = {}
        for node in self.model.inside(scope):
            if node.id in self.caught:
                found |= dict.fromkeys(self.exits(node))
            within = (names.marked(names.RAISED, event.id) for event in self.model.boundary(node.id))
            found |= dict.fromkeys(name for name in self.raised(node.id) if name not in set(within))
        return tuple(found)

    def renewed(self, node: Node) -> bool:
        """Whether a sub-process that can be ended by events may be entered again: then under new names.

        What an interruption leaves inside knows only the old ones, and so never revives.
        """
        around: Node | None = node
        while around is not None:
            if _on_loop(self.model, around) or begun_by_message(self, around.scope):
                return True
            around = self.model.node.get(around.scope)
        return False

    def revives(self, node: Node) -> bool:
        """Whether a node may begin again after what is around it was interrupted or terminated."""
        around = self.model.node.get(node.scope)
        while around is not None:
            if self.interruptible(around) and self.renewed(around):
                return True
            node, around = around, self.model.node.get(around.scope)
        return bool(self.alive(node.scope)) and begun_by_message(self, node.scope)

    @cached_property
    def caught(self) -> dict[str, str]:
        """The boundary event that each error end inside leads to."""
        found: dict[str, str] = {}
        for transition in self.net.transitions:
            for label in transition.labels:
                node = self.model.node.get(label)
                if node is not None and node.kind is Kind.END and node.event.trigger is Trigger.ERROR:
                    found |= {node.id: transition.labels[-1]} if transition.labels[-1] != node.id else {}
        return found

    def guards(self, node: Node) -> tuple[str, ...]:
        """The names that say that the scopes around a node, innermost first, are not interrupted or terminated.

        Everybody takes them in this order, so that nobody waits in a ring or for one that is not there yet.
        """
        found: list[str] = []
        while (scope := self.model.node.get(node.scope)) is not None:
            node = scope
            if self.interruptible(node):
                found.append(names.marked(names.ALIVE, node.id))
        return (*found, *self.alive(node.scope))

    def alive(self, process: str) -> tuple[str, ...]:
        """The token that a process holds until one of its ends terminates it, if one can."""
        ends = any(node.event.trigger is Trigger.TERMINATE for node in self.model.inside(process))
        return (names.marked(names.ALIVE, process),) if ends else ()

    def interruptible(self, node: Node) -> bool:
        """Whether an event can end a whole sub-process."""
        events = self.model.boundary(node.id)
        return node.kind is Kind.SUB_PROCESS and any(event.interrupting for event in events)

    def beginning(self, scope: str) -> tuple[Node, ...]:
        """The nodes that begin with a scope that has no start event."""
        inside = self.model.inside(scope)
        if any(node.kind is Kind.START for node in inside):
            return ()
        return tuple(
            node for node in inside if node.kind is not Kind.BOUNDARY and not self.model.incoming[node.id]
        )

    def behind_gateway(self, node: Node) -> bool:
        """Whether an event-based gateway waits in this node's place."""
        incoming = self.model.incoming[node.id]
        return bool(incoming) and self.model.node[incoming[0].source].kind is Kind.EVENT_BASED

    def channels(self, scope: str) -> tuple[str, ...]:
        """The message flows used by the nodes of a scope, inner scopes included."""
        found: dict[str, None] = {}
        for node in self.model.inside(scope):
            sent = (sending.channel for sending in self.sent.get(node.id, ()))
            found |= dict.fromkeys((*sent, *self.received.get(node.id, ()), *self.channels(node.id)))
        return tuple(found)

    @cached_property
    def sent(self) -> dict[str, list[Sending]]:
        """What each node sends to other pools."""
        found: dict[str, list[Sending]] = {}
        for flow in self.model.message_flows:
            source, target = self.model.node.get(flow.source), self.model.node.get(flow.target)
            if source and target:
                message = flow.name or source.event.message or target.event.message or flow.id
                sending = Sending(names.encode(flow.id), names.encode(message))
                found.setdefault(source.id, []).append(sending)
        return found

    @cached_property
    def received(self) -> dict[str, list[str]]:
        """The channels on which each node hears from other pools."""
        found: dict[str, list[str]] = {}
        for flow in self.model.message_flows:
            if flow.source in self.model.node and flow.target in self.model.node:
                found.setdefault(flow.target, []).append(names.encode(flow.id))
        return found


def outside(node: Node) -> str:
    """The free name by which an event from outside is known."""
    if node.event.trigger is Trigger.TIMER:
        return names.marked(names.TIMER, node.id)
    if node.event.trigger is Trigger.MESSAGE:
        return names.marked(names.MESSAGE, node.event.message or node.id)
    return names.marked(names.EVENT, node.id)


def _check(connections: Connections, node: Node) -> None:
    model, trigger = connections.model, node.event.trigger
    if trigger is Trigger.TERMINATE and (
        node.scope in model.node or _begun_otherwise_too(connections, node.scope)
    ):
        raise refused(node.id, "terminate")
    if trigger is Trigger.ERROR and node.kind is Kind.END and node.id not in connections.caught:
        raise refused(node.id, "error")
    if trigger is Trigger.LINK:
        raise refused(node.id, "link")
    received = connections.received.get(node.id)
    if connections.guards(node):
        ends = node.kind is Kind.SUB_PROCESS and (received or connections.sent.get(node.id))
        lasting = any(not event.interrupting for event in model.boundary(node.id))
        if ends or (lasting and not connections.interruptible(node)):
            raise refused(node.id, "inside_interrupted")
        if received and node.kind in ACTIVITIES - {Kind.RECEIVE} and connections.revives(node):
            raise refused(node.id, "message_again")
    if received and connections.interruptible(node):
        raise refused(node.id, "inside_interrupted")


def begun_by_message(connections: Connections, process: str) -> bool:
    """Whether messages begin the process, each time anew."""
    return any(connections.received.get(node.id) for node in _starts(connections, process))


def _begun_otherwise_too(connections: Connections, process: str) -> bool:
    """Whether messages begin the process, but not they alone."""
    starts = _starts(connections, process)
    return begun_by_message(connections, process) and not all(
        connections.received.get(node.id) for node in starts
    )


def _starts(connections: Connections, process: str) -> list[Node]:
    return [node for node in connections.model.inside(process) if node.kind is Kind.START]


def _on_loop(model: ProcessModel, node: Node) -> bool:
    seen: set[str] = set()
    pending = [node.id]
    while pending:
        at = pending.pop()
        for source in (at, *(event.id for event in model.boundary(at))):
            for flow in model.outgoing[source]:
                if flow.target == node.id:
                    return True
                if flow.target not in seen:
                    seen.add(flow.target)
                    pending.append(flow.target)
    return False

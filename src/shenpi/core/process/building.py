"""What the translation of every kind of node needs: places, transitions, hosts of boundary events."""

from dataclasses import dataclass, field, replace
from typing import Any

from shenpi.core.process.elements import ACTIVITIES, Kind, Node, Trigger
from shenpi.core.process.expressions import neither
from shenpi.core.process.inclusive import Block, inclusive_blocks
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.net import Cause, Place, PlaceKind, Transition
from shenpi.core.process.reasons import refused

_SENDING_EVENTS = frozenset({Kind.THROW, Kind.END})
_RECEIVING_EVENTS = frozenset({Kind.CATCH, Kind.BOUNDARY})
_NEEDS_MESSAGE = ACTIVITIES - {Kind.RECEIVE}
"""What begins only with the message that a message flow brings; receive tasks begin and then wait."""


@dataclass
class Level:
    """One scope under construction: its own places, and `reach`, with those of nested scopes."""

    scope: str
    folded: bool
    places: set[str] = field(default_factory=set)
    reach: dict[str, None] = field(default_factory=dict)
    terminations: list[int] = field(default_factory=list)
    errors: list[int] = field(default_factory=list)
    """Transitions of the scope outside that end this one by an error."""
    begun: dict[str, str] = field(default_factory=dict)
    outer: "Level | None" = None


class Builder:
    """Collects the net. Methods that add return what the caller needs to go on."""

    def __init__(self, model: ProcessModel) -> None:
        self.model = model
        self.places: dict[str, Place] = {}
        self.transitions: list[Transition] = []
        self.level_of: list[str] = []
        self.initial: list[str] = []
        self.blocks: dict[str, Block] = inclusive_blocks(model)
        self.opened = {block.split: block for block in self.blocks.values()}
        self.caught: set[str] = set()
        """Boundary error events reached from an error inside; all others are reported from outside."""
        self._sent: dict[str, list[str]] = {}
        self._received: dict[str, list[str]] = {}
        self._messages()

    # -- places and transitions

    def put(self, level: Level, place: str, kind: PlaceKind, element: str) -> str:
        """A place of this level (once); arms are bookkeeping and not counted among its own."""
        self.places.setdefault(place, Place(place, kind, element, level.folded))
        if kind is not PlaceKind.ARM:
            level.places.add(place)
        holder: Level | None = level
        while holder is not None:
            holder.reach[place] = None
            holder = holder.outer
        return place

    def add(
        self,
        level: Level,
        labels: tuple[str, ...],
        takes: tuple[str, ...],
        gives: tuple[str, ...],
        **more: Any,
    ) -> int:
        """A transition of this level; returns its index."""
        index = len(self.transitions)
        self.transitions.append(
            Transition(id=f"t{index}", labels=labels, takes=takes, gives=gives, folded=level.folded, **more)
        )
        self.level_of.append(level.scope)
        return index

    def replace(self, index: int, **changes: Any) -> None:
        """Complete a transition once its scope is known."""
        self.transitions[index] = replace(self.transitions[index], **changes)

    # -- around a node

    def entries(self, level: Level, node: Node) -> list[tuple[str, tuple[str, ...]]]:
        """The places a node is entered from, each with the ids passed on the way."""
        flows: list[tuple[str, tuple[str, ...]]] = [
            (flow.id, (flow.id,)) for flow in self.model.incoming[node.id]
        ]
        begun = level.begun.get(node.id)
        return flows if begun is None else [(begun, ())]

    def arrivals(self, level: Level, node: Node) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """What is taken and passed when an activity begins: a token and, with message flows, one message."""
        entries = self.entries(level, node)
        messages = self.messages_into(node) if node.kind in _NEEDS_MESSAGE else ()
        if not messages:
            return [((place,), labels) for place, labels in entries]
        return [((place, message), (message, *labels)) for place, labels in entries for message in messages]

    def out(self, node: Node) -> tuple[str, ...]:
        """What a node marks when it is left: every outgoing flow, and the messages it sends."""
        return (*(flow.id for flow in self.model.outgoing[node.id]), *self._sent.get(node.id, ()))

    def begin(self, level: Level, node: Node) -> str:
        """The place from which a node without incoming flows is entered at the start of its scope."""
        level.begun[node.id] = self.put(level, f"begin:{node.id}", PlaceKind.SOURCE, node.id)
        return level.begun[node.id]

    def enter(self, level: Level, node: Node, gives: tuple[str, ...], **more: Any) -> None:
        """One transition per incoming flow (several merge) into the places of an active node."""
        arms = tuple(self.put(level, arm, PlaceKind.ARM, arm.partition(":")[2]) for arm in self.arms(node))
        for takes, labels in self.arrivals(level, node):
            self.add(level, labels, takes, (*gives, *arms), **more)

    def arms(self, node: Node) -> tuple[str, ...]:
        """The places saying that a non-interrupting event of this host can still happen."""
        return tuple(f"arm:{event.id}" for event in self.model.boundary(node.id) if not event.interrupting)

    def boundary(self, level: Level, host: Node, active: str, insides: tuple[str, ...] = ()) -> None:
        """The boundary events of a host whose activity is the token on `active`."""
        arms = self.arms(host)
        for event in self.model.boundary(host.id):
            if event.id in self.caught:
                continue
            if event.interrupting:
                self.await_event(level, event, (active,), (event.id,), clears=(*insides, *arms))
            else:
                self.await_event(level, event, (f"arm:{event.id}",), (event.id,))

    def await_event(
        self, level: Level, node: Node, takes: tuple[str, ...], labels: tuple[str, ...], **more: Any
    ) -> None:
        """Leave a node when its event happens: a timer, a message of another pool, or one from outside.

        An error reported from outside and the end of a called process come like messages.
        """
        if node.event.trigger is Trigger.TIMER:
            self.add(level, labels, takes, self.out(node), cause=Cause.TIMER, element=node.id, **more)
            return
        messages = () if node.kind in _NEEDS_MESSAGE else self.messages_into(node)
        for message in messages:
            self.add(level, (message, *labels), (*takes, message), self.out(node), **more)
        if not messages:
            name = self.message_name(node)
            self.add(
                level,
                labels,
                takes,
                self.out(node),
                cause=Cause.MESSAGE,
                element=node.id,
                message=name,
                **more,
            )

    def repeat(
        self, outer: Level, inner: Level, node: Node, opens: tuple[str, ...], insides: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Once per office, or as long as a condition holds; returns what each copy or round marks at its end.

        `opens` is what begins one. Boundary events belong to the whole and stop all of it.
        """
        whole = self.put(outer, f"all:{node.id}", PlaceKind.SCOPE, node.id)
        rounds = self._instances if node.instances else self._rounds
        marks, rest = rounds(outer, inner, node, whole, opens)
        self.boundary(outer, node, whole, (*insides, *marks, *rest))
        return marks

    def _instances(
        self, outer: Level, inner: Level, node: Node, whole: str, opens: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """One copy per office, and on when all are finished; in a sequence a copy waits for its turn."""
        finished = self.put(inner, f"finished:{node.id}", PlaceKind.DONE, node.id)
        marks: tuple[str, ...] = (finished,)
        held: tuple[str, ...] = (whole,)
        rest: tuple[str, ...] = ()
        if node.sequence:
            waiting = self.put(inner, f"waiting:{node.id}", PlaceKind.SOURCE, node.id)
            turn = self.put(outer, f"turn:{node.id}", PlaceKind.DONE, node.id)
            self.add(inner, (), (waiting, turn), opens)
            marks, held, rest, opens = (finished, turn), (whole, turn), (waiting,), (waiting,)
        self.enter(outer, node, held, each_gives=opens, instances=node.instances)
        self.add(
            outer,
            (node.id,),
            held,
            self.out(node),
            each_takes=(finished,),
            each_open=opens[0],
            clears=self.arms(node),
        )
        return marks, rest

    def _rounds(
        self, outer: Level, inner: Level, node: Node, whole: str, opens: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """A standard loop: after each round, or before it, the condition decides whether there is one more."""
        if node.loop is None:
            raise ValueError(f"{node.id} does not repeat")
        asked = self.put(inner, f"again:{node.id}", PlaceKind.CHOICE, node.id)
        finished = self.put(inner, f"finished:{node.id}", PlaceKind.DONE, node.id)
        self.enter(outer, node, (whole, *((asked,) if node.loop.before else opens)))
        self.add(inner, (), (asked,), opens, guard=node.loop.condition)
        self.add(inner, (), (asked,), (finished,), guard=neither((node.loop.condition,)))
        self.add(outer, (node.id,), (whole, finished), self.out(node), clears=self.arms(node))
        return (asked,), (finished,)

    # -- messages

    def messages_into(self, node: Node) -> tuple[str, ...]:
        """The message places a node receives from."""
        return tuple(self._received.get(node.id, ()))

    def message_name(self, node: Node) -> str:
        """The name by which a message from outside is known: as declared, else the element's id."""
        return node.event.message or node.id

    def _messages(self) -> None:
        for flow in self.model.message_flows:
            source, target = self.model.node.get(flow.source), self.model.node.get(flow.target)
            if source is not None and not _can_send(source):
                raise refused(flow.id, "message_source")
            if target is not None and not self._can_receive(target):
                raise refused(flow.id, "message_target")
            if source is not None and target is not None:
                self.places[flow.id] = Place(flow.id, PlaceKind.MESSAGE, flow.id)
                self._sent.setdefault(source.id, []).append(flow.id)
                self._received.setdefault(target.id, []).append(flow.id)

    def _can_receive(self, node: Node) -> bool:
        if node.kind is Kind.START:
            untriggered = node.event.trigger in (Trigger.NONE, Trigger.MESSAGE)
            return untriggered and node.scope not in self.model.node
        waits = node.kind in _RECEIVING_EVENTS and node.event.trigger is Trigger.MESSAGE
        return node.kind in ACTIVITIES or waits


def _can_send(node: Node) -> bool:
    return node.kind in ACTIVITIES or (node.kind in _SENDING_EVENTS and node.event.trigger is Trigger.MESSAGE)

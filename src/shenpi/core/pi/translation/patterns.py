"""The agent of each flow node: workflow patterns in the π-calculus (Puhlmann and Weske, BPM 2005).

A token is an output on the name of its flow, waiting beside everything else; an agent takes it, acts, puts
the tokens behind it and is itself again. Sending does not wait, as in the asynchronous calculus (Honda and
Tokoro 1991), so a term has the runs of the net: synchronous hand-over would deadlock where the net does not.
"""

from collections.abc import Iterable, Sequence

from shenpi.core.pi.syntax import (
    NIL,
    Call,
    Input,
    Output,
    Parallel,
    Prefix,
    Process,
    Restriction,
    Sum,
    Tau,
    put_before,
)
from shenpi.core.pi.translation import names
from shenpi.core.pi.translation.flows import AT_ONCE, WAITING, Connections, outside
from shenpi.core.process import HUMAN, Kind, Node, Trigger

_RECEIVED = "x"


def body(connections: Connections, node: Node, again: Call) -> Process:
    """What the agent of a node does; `again` is the agent itself."""
    return _Pattern(connections, node, again).body()


def trigger(connections: Connections, node: Node) -> tuple[Prefix, ...]:
    """What an event waits for: a message of any of its message flows, or one thing from outside."""
    channels = connections.received.get(node.id)
    if channels:
        return tuple(Input(channel, (_RECEIVED,), NIL) for channel in channels)
    return (Input(outside(node), (), NIL),)


class _Pattern:
    def __init__(self, connections: Connections, node: Node, again: Call) -> None:
        self.all = connections
        self.node = node
        self.again = again
        self.entries = connections.entries(node)
        self.exits = connections.exits(node)
        self.sends = [
            Output(sending.channel, (sending.message,), NIL) for sending in connections.sent.get(node.id, ())
        ]
        self.guards = connections.guards(node) if self._blocks() or self.sends else ()
        self.freed = [token(name) for name in self.guards]

    def _blocks(self) -> bool:
        """Whether the node waits for something outside the diagram's own flows."""
        kind, model = self.node.kind, self.all.model
        if kind in WAITING:
            return not self.all.behind_gateway(self.node)
        if kind is Kind.EVENT_BASED:
            return bool(model.outgoing[self.node.id])
        return kind in HUMAN or (kind in AT_ONCE and bool(model.boundary(self.node.id)))

    def body(self) -> Process:
        kind = self.node.kind
        if kind is Kind.START:
            return self._start()
        if self.all.interruptible(self.node):
            return self._interruptible()
        if not self.entries:
            never = self._entered((names.NEVER,), self._within())
            return Restriction((names.NEVER,), never)
        if self.node.event.trigger is Trigger.TERMINATE:
            row = [Input(name, (), NIL) for name in self.all.guards(self.node)]
            return self._entered(self.entries, put_before(row, self.again))
        if kind is Kind.PARALLEL or self._waits_for_all():
            row = [Input(entry, (), NIL) for entry in self.entries]
            return put_before(row, self._within())
        return self._entered(self.entries, self._within())

    def _within(self) -> Process:
        """What happens once a node is entered."""
        kind, node = self.node.kind, self.node
        if kind in HUMAN:
            return self._active([Output(names.marked(names.STEP, node.id), (), NIL)])
        if kind in AT_ONCE:
            return self._active([Tau(NIL)])
        if kind in WAITING and not self.all.behind_gateway(node):
            return self._active(trigger(self.all, node))
        if kind is Kind.SUB_PROCESS:
            entered = Output(names.marked(names.SOURCE, node.id), (), NIL)
            finished = Input(names.marked(names.DONE, node.id), (), NIL)
            return Parallel((entered, self._active([finished])))
        if kind is Kind.EXCLUSIVE and len(self.exits) > 1:
            return choice(Tau(self._left((exit_,))) for exit_ in self.exits)
        if kind is Kind.EVENT_BASED and self.all.model.outgoing[node.id]:
            return self._first_event()
        if kind is Kind.INCLUSIVE and len(self.exits) > 1:
            return self._inclusive()
        return self._left(self.exits)

    def _start(self) -> Process:
        if not self.entries:
            return choice(
                put_before((prefix,), self._left(self.exits)) for prefix in trigger(self.all, self.node)
            )
        then = self._left(self.exits)
        waits = self.node.event.trigger.value != "none" and self.node.scope not in self.all.model.node
        return self._entered(self.entries, put_before(trigger(self.all, self.node) if waits else (), then))

    def _entered(self, entries: Sequence[str], then: Process) -> Process:
        """Tokens merge; a task with message flows also takes one message."""
        needs = self.node.kind not in WAITING | {Kind.BOUNDARY}
        channels = self.all.received.get(self.node.id, ()) if needs else ()
        rows: Iterable[tuple[Prefix, ...]] = (
            (Input(entry, (), NIL), Input(channel, (_RECEIVED,), NIL))
            for entry in entries
            for channel in channels
        )
        if channels:
            return choice(put_before(row, then) for row in rows)
        return choice(put_before((Input(entry, (), NIL),), self._guarded(entry, then)) for entry in entries)

    def _guarded(self, entry: str, then: Process) -> Process:
        """Only while the sub-processes around are not interrupted; who has to wait lets others go first."""
        if not self.guards:
            return then
        back = Tau(beside([token(entry), *self.freed, self.again]))
        row = [Input(name, (), NIL) for name in self.guards]
        return put_before(row, choice([then, back]) if self._blocks() else then)

    def _interruptible(self) -> Process:
        """Enter, finish, or an event first: whoever holds the sub-process's own token decides.

        An interruption keeps that token, and whatever is inside stands still for ever.
        """
        own = names.marked(names.ALIVE, self.node.id)
        held = [own, *self.all.guards(self.node)]
        freed = [token(name) for name in held]
        within = beside([token(names.marked(names.SOURCE, self.node.id)), token(own), self.again])
        finished = [Input(names.marked(names.DONE, self.node.id), (), NIL), Input(own, (), NIL)]
        events = [
            put_before(
                (prefix,), beside([token(names.marked(names.BOUNDARY, event.id)), *freed[1:], self.again])
            )
            for event in self.all.model.boundary(self.node.id)
            for prefix in trigger(self.all, event)
        ]
        stopped = choice([*events, Tau(beside([*freed, self.again]))])
        return choice(
            [
                *(put_before((Input(entry, (), NIL),), within) for entry in self.entries),
                put_before(finished, self._left(self.exits)),
                put_before([Input(name, (), NIL) for name in held], stopped),
            ]
        )

    def _active(self, finishes: Sequence[Prefix]) -> Process:
        """Finish, or a boundary event first; a non-interrupting one happens once and the rest goes on."""
        events = self.all.model.boundary(self.node.id)
        stops = [event for event in events if event.interrupting]
        return self._armed(finishes, stops, [event for event in events if not event.interrupting])

    def _armed(self, finishes: Sequence[Prefix], stops: Sequence[Node], arms: Sequence[Node]) -> Process:
        options = [put_before((prefix,), self._left(self.exits)) for prefix in finishes]
        for event in stops:
            then = beside([token(names.marked(names.BOUNDARY, event.id)), *self.freed, self.again])
            options += [put_before((prefix,), then) for prefix in trigger(self.all, event)]
        for event in arms:
            rest = self._armed(finishes, stops, [other for other in arms if other != event])
            then = Parallel((token(names.marked(names.BOUNDARY, event.id)), rest))
            options += [put_before((prefix,), then) for prefix in trigger(self.all, event)]
        return choice(options)

    def _first_event(self) -> Process:
        model = self.all.model
        return choice(
            put_before((prefix,), beside([token(names.encode(flow.id)), *self.freed, self.again]))
            for flow in model.outgoing[self.node.id]
            for prefix in trigger(self.all, model.node[flow.target])
        )

    def _waits_for_all(self) -> bool:
        block = self.all.blocks.get(self.node.id)
        return block is not None and self.all.model.node[block.split].kind in (Kind.PARALLEL, Kind.INCLUSIVE)

    def _inclusive(self) -> Process:
        """The first branch taken, the later ones free; what is not taken is reported to the join at once."""
        block, default = self.all.opened.get(self.node.id), self.node.default
        flows = [flow.id for flow in self.all.model.outgoing[self.node.id]]
        free = [flow for flow in flows if flow != default]

        def skip(flow: str) -> list[Process]:
            return [token(names.encode(block.branches[flow]))] if block else []

        def maybe(flow: str) -> Process:
            return choice([Tau(token(names.encode(flow))), Tau(beside(skip(flow)))])

        untaken = skip(default) if default else []
        options: list[Process] = []
        for at, flow in enumerate(free):
            skipped = [each for other in free[:at] for each in skip(other)]
            later = [maybe(other) for other in free[at + 1 :]]
            options.append(Tau(beside([token(names.encode(flow)), *skipped, *later, *untaken, self.again])))
        if default:
            skipped = [each for other in free for each in skip(other)]
            options.append(Tau(beside([token(names.encode(default)), *skipped, self.again])))
        return choice(options)

    def _left(self, exits: Sequence[str]) -> Process:
        return beside([*(token(name) for name in exits), *self.sends, *self.freed, self.again])


def token(name: str) -> Process:
    """A token on a flow."""
    return Output(name, (), NIL)


def choice(options: Iterable[Process]) -> Process:
    """One of several, or the one there is."""
    flat = ((option.parts if isinstance(option, Sum) else (option,)) for option in options)
    parts = tuple(part for row in flat for part in row)
    return parts[0] if len(parts) == 1 else Sum(parts) if parts else NIL


def beside(parts: Sequence[Process]) -> Process:
    """Several side by side, or the one there is, or nothing."""
    return parts[0] if len(parts) == 1 else Parallel(tuple(parts)) if parts else NIL

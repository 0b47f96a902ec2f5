"""The agent of each flow node: workflow patterns in the π-calculus (Puhlmann and Weske, BPM 2005).

A token is an output on the name of its flow, waiting beside everything else; an agent takes it, acts, puts
the tokens behind it and is itself again. Sending does not wait, as in the asynchronous calculus (Honda and
Tokoro 1991), so a term has the runs of the net: synchronous hand-over would deadlock where the net does not.
"""

from collections.abc import Sequence

from shenpi.core.pi.syntax import (
    NIL,
    Call,
    Input,
    Output,
    Parallel,
    Prefix,
    Process,
    Restriction,
    Tau,
    put_before,
)
from shenpi.core.pi.translation import names
from shenpi.core.pi.translation.counting import TOKENS, counted
from shenpi.core.pi.translation.flows import AT_ONCE, WAITING, Connections, begun_by_message, outside
from shenpi.core.pi.translation.pieces import beside, choice, token
from shenpi.core.process import HUMAN, Kind, Node, Trigger

_RECEIVED = "x"


def body(connections: Connections, node: Node, again: Call) -> Process:
    """What the agent of a node does; `again` is the agent itself."""
    plain = _Pattern(connections, node, again).body()
    heard = connections.counting(node.scope)
    return counted(plain, connections.counted(node.scope), heard) if heard else plain


def trigger(connections: Connections, node: Node) -> tuple[Prefix, ...]:
    """What an event waits for: an error inside, a message of any of its message flows, or one thing from outside."""
    if node.id in connections.caught.values():
        return (Input(names.marked(names.RAISED, node.id), (), NIL),)
    channels = connections.received.get(node.id)
    if channels and node.kind is not Kind.CALL:
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
        if kind is Kind.START:
            return not self.entries
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
            return self._terminating()
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
            return beside([entered, *self._counter(), self._active([finished])])
        if kind is Kind.EXCLUSIVE and len(self.exits) > 1:
            return choice(Tau(self._left((exit_,))) for exit_ in self.exits)
        if kind is Kind.EVENT_BASED and self.all.model.outgoing[node.id]:
            return self._first_event()
        if kind is Kind.INCLUSIVE and len(self.exits) > 1:
            return self._inclusive()
        return self._left(self.exits)

    def _terminating(self) -> Process:
        """Whoever holds the token of the process keeps it: all stands still, and a message begins a new process."""
        scope, then = self.node.scope, self.again
        if begun_by_message(self.all, scope):
            then = Call(names.agent_name("process", scope), self.all.channels(scope))
        row = [Input(name, (), NIL) for name in self.all.guards(self.node)]
        return self._entered(self.entries, put_before(row, then))

    def _start(self) -> Process:
        if not self.entries:
            begun = [put_before((prefix,), self._left(self.exits)) for prefix in trigger(self.all, self.node)]
            return self._unless_interrupted((), (), choice(begun))
        then = self._left(self.exits)
        waits = self.node.event.trigger.value != "none" and self.node.scope not in self.all.model.node
        return self._entered(self.entries, put_before(trigger(self.all, self.node) if waits else (), then))

    def _entered(self, entries: Sequence[str], then: Process) -> Process:
        """Tokens merge; a task with message flows also takes one message, of whichever flow."""
        needs = self.node.kind not in {Kind.RECEIVE, Kind.CATCH, Kind.BOUNDARY}
        channels = self.all.received.get(self.node.id, ()) if needs else ()

        def begun(entry: str) -> Process:
            if not channels:
                return self._unless_interrupted((entry,), (), then)
            return choice(
                put_before(
                    (Input(channel, (_RECEIVED,), NIL),), self._unless_interrupted((entry,), (channel,), then)
                )
                for channel in channels
            )

        return choice(put_before((Input(entry, (), NIL),), begun(entry)) for entry in entries)

    def _unless_interrupted(self, taken: Sequence[str], heard: Sequence[str], then: Process) -> Process:
        """Only while what is around is not interrupted; who has to wait may put back all that was taken."""
        if not self.guards:
            return then
        messages = [Output(channel, (_RECEIVED,), NIL) for channel in heard]
        back = Tau(beside([*(token(name) for name in taken), *messages, *self.freed, self.again]))
        row = [Input(name, (), NIL) for name in self.guards]
        return put_before(row, choice([then, back]) if self._blocks() else then)

    def _interruptible(self) -> Process:
        """Enter, finish, or an event first: whoever holds the sub-process's own token decides.

        An interruption keeps that token, and whatever is inside stands still for ever; what may be entered
        again is so under new names.
        """
        own, arms = names.marked(names.ALIVE, self.node.id), self.all.arms(self.node)
        held = [own, *self.all.guards(self.node)]
        freed = [token(name) for name in held]
        left = self._under_new_names() if self.all.renewed(self.node) else self.again
        armed = [names.marked(names.ARM, event.id) for event in arms]
        within = [token(name) for name in (names.marked(names.SOURCE, self.node.id), own, *armed)]
        finished = [Input(names.marked(names.DONE, self.node.id), (), NIL), Input(own, (), NIL)]
        ended = beside([*(token(name) for name in self.exits), *self.sends, left if arms else self.again])
        stops = [event for event in self.all.model.boundary(self.node.id) if event.interrupting]

        def happens(
            row: Sequence[str], events: Sequence[Node], kept: Sequence[Process], then: Process
        ) -> Process:
            marks = [
                put_before((prefix,), beside([token(names.marked(names.BOUNDARY, event.id)), *kept, then]))
                for event in events
                for prefix in trigger(self.all, event)
            ]
            back = Tau(beside([*(token(name) for name in row), self.again]))
            return put_before([Input(name, (), NIL) for name in row], choice([*marks, back]))

        return choice(
            [
                *(
                    put_before((Input(entry, (), NIL),), beside([*within, *self._counter(), self.again]))
                    for entry in self.entries
                ),
                put_before(finished, ended),
                happens(held, stops, freed[1:], left),
                *(
                    happens([arm, *held], [event], freed, self.again)
                    for arm, event in zip(armed, arms, strict=True)
                ),
            ]
        )

    def _under_new_names(self) -> Process:
        """The sub-process as it was before it was ever entered."""
        inside = Call(names.agent_name("inside", self.node.id), self.all.known_inside(self.node))
        return Restriction(self.all.own(self.node), Parallel((self.again, inside)))

    def _counter(self) -> list[Process]:
        """What counts the tokens inside, beginning with the one that begins it."""
        heard = self.all.counting(self.node.id)
        done = names.marked(names.DONE, self.node.id)
        return [Call(names.agent_name(TOKENS, self.node.id), (*heard, done))] if heard else []

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

"""From instantiated agents to the elements of a diagram: which name is a flow, which agent is what."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from shenpi.core.pi.syntax import Process as Body
from shenpi.core.pi.translation import names
from shenpi.core.pi.translation.counting import TOKENS
from shenpi.core.pi.translation.errors import refused
from shenpi.core.pi.translation.instances import BEGIN, INSIDE, Instance
from shenpi.core.pi.translation.reading import Uses, arms, calls, kept_for_good, uses, without_retreats
from shenpi.core.process import Event, Flow, Kind, MessageFlow, Node, Pool, Process, ProcessModel, Trigger

_KINDS = {kind.value: kind for kind in Kind}
_SENDING = frozenset({Kind.THROW, Kind.END})


@dataclass
class Element:
    """A flow node before it is one: its agent, what the agent uses, and the scope it is in."""

    instance: Instance
    kind: Kind | None
    scope: str
    uses: Uses
    held: frozenset[str]
    """The tokens of interruptible sub-processes that it puts down again."""
    around: tuple[str, ...]
    """The restricted names of its scope."""
    body: Body
    """What its agent does, without the ways back."""

    @cached_property
    def arms(self) -> dict[str, Body]:
        """What lets events happen beside a sub-process, and what happens then."""
        own = self.held.intersection(self.uses.outputs, self.around)
        return dict(arms(self.body, own)) if self.kind is Kind.SUB_PROCESS else {}

    @property
    def id(self) -> str:
        """The BPMN id."""
        return self.instance.id


class Recognition:
    """The model that a tree of agents speaks of, and the canonical name of each of its names.

    Nothing is checked here beyond what must be known to go on: `to_bpmn` translates the model back and
    compares.
    """

    def __init__(self, tree: Instance) -> None:
        self.tree = tree
        self.elements = [element for process in tree.parts for element in _elements(process, process.id)]
        self.terminating = {
            element.id: name
            for element in self.elements
            if element.kind is Kind.END and (name := kept_for_good(element.instance.body))
        }
        held = [element.held for element in self.elements]
        self.alive: frozenset[str] = frozenset(self.terminating.values()).union(*held)
        self.canonical: dict[str, str] = {}
        for element in self.elements:
            if element.kind is Kind.SUB_PROCESS:
                self._helpers(element)
        for end, name in self.terminating.items():
            scope = next(element.scope for element in self.elements if element.id == end)
            self.canonical[name] = names.marked(names.ALIVE, scope)
        helpers = self.alive | self.canonical.keys()
        for element in self.elements:
            element.uses.forget(helpers)
        self.writers: dict[str, list[Element]] = {}
        self.readers: dict[str, list[Element]] = {}
        for element in self.elements:
            for name in element.uses.outputs:
                self.writers.setdefault(name, []).append(element)
            for name in element.uses.inputs:
                self.readers.setdefault(name, []).append(element)
        self.lasting: set[str] = set()
        """What events mark that do not end their sub-process."""
        self.raised: dict[str, str] = {}
        """The names on which errors inside are told, and the events they lead to."""
        for element in self.elements:
            if element.kind is Kind.SUB_PROCESS:
                self._events(element)
        self.message_flows: dict[str, MessageFlow] = {}

    def model(self) -> ProcessModel:
        """The model, without a drawing."""
        flows = [flow for process in self.tree.parts for flow in self._flows(process)]
        nodes = [self._node(element) for element in self.elements if element.kind is not None]
        processes = tuple(Process(part.id) for part in self.tree.parts)
        for channel in self.tree.own:
            if channel not in self.message_flows:
                raise refused(channel, "flow_ends", name=channel)
        apart = len(processes) > 1
        return ProcessModel(
            id="",
            target_namespace="urn:shenpi:process:1",
            processes=processes,
            nodes=tuple(nodes),
            flows=tuple(self._in_order(flows)),
            collaboration="collaboration" if apart else "",
            pools=tuple(Pool(f"pool_{each.id}", each.id, each.id) for each in processes) if apart else (),
            message_flows=tuple(self.message_flows.values()),
        )

    # -- names

    def _helpers(self, element: Element) -> None:
        """What a sub-process holds while events can end it, and the names by which its tokens are counted."""
        counting = [call for call in calls(element.body) if names.agent_parts(call.agent)[0] == TOKENS]
        for call in counting[:1]:
            for word, name in zip((names.MORE, names.LESS, names.DONE), call.arguments, strict=False):
                self.canonical[name] = names.marked(word, element.id)
        own = self.alive.intersection(element.uses.outputs, element.around)
        for name in own.difference(self.terminating.values(), element.arms):
            self.canonical[name] = names.marked(names.ALIVE, element.id)

    def _events(self, element: Element) -> None:
        """Which of its events do not end a sub-process, and which are errors told inside."""
        events = {
            name: reader.id
            for name in element.uses.outputs
            for reader in self.readers.get(name, ())
            if reader.kind is Kind.BOUNDARY
        }
        for arm, then in element.arms.items():
            for name in events.keys() & uses(then).outputs.keys():
                self.lasting.add(name)
                self.canonical[arm] = names.marked(names.ARM, events[name])
        for name, event in events.items():
            for channel in element.uses.waits[name]:
                if channel in element.around and channel not in self.alive:
                    self.raised[channel] = event
                    self.canonical[channel] = names.marked(names.RAISED, event)

    def _flows(self, scope: Instance) -> Iterator[Flow]:
        """The sequence flows of a scope and of those inside; other names of its own get their canonical name."""
        for name in scope.own:
            if name in self.canonical:
                continue
            reader, writer = self._ends(name)
            if name in scope.tokens or (reader.kind is Kind.START and reader.scope == scope.id):
                self.canonical[name] = names.marked(names.SOURCE, scope.id)
            elif reader.kind is None:
                self.canonical[name] = names.marked(names.SOURCE, reader.scope)
            elif writer is None and reader.kind is Kind.SUB_PROCESS:
                self.canonical[name] = names.marked(
                    names.DONE, reader.id
                )  # none of its ends is an ordinary one
            elif writer is None:
                raise refused(name, "flow_ends", name=name)
            elif writer.kind is None and reader.scope == writer.scope:
                self.canonical[name] = names.marked(names.BEGIN, reader.id)
            elif reader.kind is Kind.BOUNDARY:
                self.canonical[name] = names.marked(names.BOUNDARY, reader.id)
            elif reader.scope != writer.scope:
                inner = writer.kind is Kind.SUB_PROCESS and writer.id == reader.scope
                word, of = (names.SOURCE, reader.scope) if inner else (names.DONE, writer.scope)
                self.canonical[name] = names.marked(word, of)
            else:
                identity = names.decode(name)
                self.canonical[name] = names.encode(identity)
                yield Flow(identity, writer.id, reader.id, writer.scope)
        for part in scope.parts:
            yield from self._flows(part)

    def _ends(self, name: str) -> tuple[Element, Element | None]:
        """Who takes the token, and who puts it; an inclusive gateway may report a branch not taken."""
        readers, writers = self.readers.get(name, []), self.writers.get(name, [])
        if len(writers) > 1:
            writers = [writer for writer in writers if writer.kind is not Kind.INCLUSIVE] or writers[:1]
        one_source = all(reader.kind is Kind.START for reader in readers)
        ends = {writer.scope for writer in writers} == {readers[0].id} if readers else False
        if not readers or (len(readers) > 1 and not one_source) or (len(writers) > 1 and not ends):
            raise refused(name, "flow_ends", name=name)
        return readers[0], writers[0] if writers else None

    # -- elements

    def _node(self, element: Element) -> Node:
        kind = element.kind
        assert kind is not None
        node = Node(element.id, kind, element.scope)
        if kind is Kind.BOUNDARY:
            host, name = self._host(element)
            interrupting = name not in host.uses.goes_on | self.lasting
            event = self._event(element, host.uses.waits[name])
            if self.raised and event.trigger is Trigger.ERROR:
                event = replace(event, code=element.id)
            return replace(node, attached_to=host.id, interrupting=interrupting, event=event)
        for channel, message in element.uses.said.items():
            self._message(channel, message=names.decode(message), source=element.id)
        if element.id in self.terminating:
            return replace(node, event=Event(Trigger.TERMINATE))
        if kind is Kind.END and (told := self.raised.keys() & element.uses.outputs.keys()):
            return replace(node, event=Event(Trigger.ERROR, code=self.raised[min(told)]))
        awaited = self._awaited(element)
        if kind in _SENDING and element.uses.said:
            return replace(node, event=Event(Trigger.MESSAGE))
        if kind in (Kind.RECEIVE, Kind.SEND):
            return replace(node, event=replace(self._event(element, awaited), trigger=Trigger.MESSAGE))
        event = self._event(element, awaited)
        waiting = kind in (Kind.START, Kind.CATCH)
        return replace(node, event=event if waiting else Event())

    def _host(self, element: Element) -> tuple[Element, str]:
        for name in element.uses.inputs:
            for host in self.writers.get(name, []):
                return host, name
        raise refused(element.instance.agent, "host", name=element.id)

    def _awaited(self, element: Element) -> dict[str, None]:
        """The channels an element waits on: its own, not its boundary events', or its gateway's."""
        for name in element.uses.inputs:
            for writer in self.writers.get(name, []):
                if writer.kind is Kind.EVENT_BASED:
                    return writer.uses.waits[name]
        if element.kind is Kind.EVENT_BASED:
            return {}
        events = {
            channel
            for name, waits in element.uses.waits.items()
            if any(reader.kind is Kind.BOUNDARY for reader in self.readers.get(name, []))
            for channel in waits
        }
        known = {**element.uses.inputs, **element.uses.heard}
        return {channel: None for channel in known if channel not in events}

    def _event(self, element: Element, awaited: dict[str, None]) -> Event:
        """The event of an element by what it waits on; message flows among it end here."""
        found = Event()
        for channel in awaited:
            if channel in self.raised:
                found = Event(Trigger.ERROR)
            elif channel in self.tree.own:
                self._message(channel, target=element.id)
                found = Event(Trigger.MESSAGE)
            elif (message := names.unmarked(channel, names.MESSAGE)) is not None:
                found = Event(Trigger.MESSAGE, message="" if message == element.id else message)
            elif names.unmarked(channel, names.TIMER) is not None:
                found = Event(Trigger.TIMER)
            elif names.unmarked(channel, names.EVENT) is not None:
                found = Event(Trigger.ERROR)
        return found

    def _message(self, channel: str, **ends: str) -> None:
        identity = names.decode(channel)
        if "message" in ends:
            message = ends.pop("message")
            ends["name"] = "" if message == identity else message
        known = self.message_flows.get(channel, MessageFlow(identity, "", ""))
        if any(getattr(known, end) not in ("", value) for end, value in ends.items()):
            raise refused(channel, "flow_ends", name=channel)
        self.message_flows[channel] = replace(known, **ends)
        self.canonical[channel] = names.encode(identity)

    def _in_order(self, flows: list[Flow]) -> list[Flow]:
        """Branches of an inclusive gateway in the order in which it chooses them."""
        by_id = {element.id: element for element in self.elements}
        for gateway in [element for element in self.elements if element.kind is Kind.INCLUSIVE]:
            places = [at for at, flow in enumerate(flows) if flow.source == gateway.id]
            branches = sorted(
                (flows[at] for at in places),
                key=lambda flow: by_id[flow.source].uses.maybe[names.encode(flow.id)],
            )
            for at, flow in zip(places, branches, strict=True):
                flows[at] = flow
        return flows


def _elements(scope: Instance, identity: str) -> Iterator[Element]:
    for part in scope.parts:
        if part.tag == INSIDE:
            yield from _elements(part, part.id)
        elif part.tag == BEGIN or part.tag in _KINDS:
            kind = _KINDS.get(part.tag)
            body, held = without_retreats(part.body, whole=kind in (Kind.SUB_PROCESS, Kind.START))
            yield Element(part, kind, identity, uses(body), held, scope.own, body)
        else:
            raise refused(part.agent, "not_an_element", name=part.agent)

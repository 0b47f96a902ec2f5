"""`ProcessModel` → π: one agent for each flow node, one restricted name for each flow."""

from types import MappingProxyType

from shenpi.core.pi.syntax import NIL, Agent, Call, Definitions, Input, Output, Process, Restriction
from shenpi.core.pi.translation import names
from shenpi.core.pi.translation.counting import counted, counter
from shenpi.core.pi.translation.flows import Connections
from shenpi.core.pi.translation.patterns import body
from shenpi.core.pi.translation.pieces import beside, token
from shenpi.core.process import Kind, Node, ProcessModel
from shenpi.core.process.written_out import write_out

MAIN = "Main"
PROCESS, INSIDE, BEGIN = "process", "inside", "begin"


def to_pi(model: ProcessModel, instances: int = 2) -> Definitions:
    """The π definitions of a model; `Main` is the whole of it.

    Human steps are outputs on `step_…`, what comes from outside inputs on `message_…`, `timer_…`,
    `event_…`; activities that repeat are written out, multi-instance ones with so many copies. Raises
    `NotTranslatable` for the little that has no term, `BpmnRefused` where the model has no net. For a safe
    net the term is weakly bisimilar to it.
    """
    return _Translation(write_out(model, instances)).definitions()


class _Translation:
    def __init__(self, model: ProcessModel) -> None:
        self.model = model
        self.connections = Connections(model)
        self.agents: dict[str, Agent] = {}

    def definitions(self) -> Definitions:
        channels: dict[str, None] = {}
        calls: list[Process] = []
        for process in self.model.processes:
            used = self.connections.channels(process.id)
            channels |= dict.fromkeys(used)
            calls.append(Call(names.agent_name(PROCESS, process.id), used))
            self._process(process.id, used)
        self.agents[MAIN] = Agent(MAIN, (), _restricted(tuple(channels), beside(calls)))
        return Definitions(MappingProxyType(self.agents))

    def _process(self, scope: str, channels: tuple[str, ...]) -> None:
        name = names.agent_name(PROCESS, scope)
        self.agents[name] = Agent(name, channels, NIL)  # its place in the text: before its nodes
        source = names.marked(names.SOURCE, scope)
        own, parts = self._scope(scope)
        started = any(source in call.arguments for call in parts)
        alive = self.connections.alive(scope)
        first = [token(name) for name in ((source, *alive) if started else alive)]
        own = (*((source,) if started else ()), *alive, *own)
        self.agents[name] = Agent(name, channels, _restricted(own, beside([*first, *parts])))

    def _inside(self, node: Node) -> Call:
        """The insides of a sub-process, known to it by where they begin and where they report their end."""
        name = names.agent_name(INSIDE, node.id)
        parameters = self.connections.known_inside(node)
        self.agents[name] = Agent(name, parameters, NIL)
        own, parts = self._scope(node.id)
        self.agents[name] = Agent(name, parameters, _restricted(own, beside(parts)))
        if heard := self.connections.counting(node.id):
            counts = counter(node.id, heard, names.marked(names.DONE, node.id))
            self.agents[counts.name] = counts
        return Call(name, parameters)

    def _scope(self, scope: str) -> tuple[tuple[str, ...], list[Call]]:
        """The names and the agents of a process or sub-process."""
        own = [names.encode(flow.id) for flow in self.model.flows if flow.scope == scope]
        parts: list[Call] = []
        beginning = self.connections.beginning(scope)
        if scope in self.model.node and not self.model.inside(scope):
            parts.append(self._begin(scope, self.connections.last(scope)))
        if beginning:
            begins = tuple(names.marked(names.BEGIN, node.id) for node in beginning)
            own += begins
            parts.append(self._begin(scope, begins))
        for node in self.model.inside(scope):
            parts.append(self._node(node))
            if node.kind is Kind.BOUNDARY:
                own.append(names.marked(names.BOUNDARY, node.id))
            if node.kind is Kind.SUB_PROCESS:
                own += self.connections.own(node)
                parts.append(self._inside(node))
        return tuple(own), parts

    def _begin(self, scope: str, begins: tuple[str, ...]) -> Call:
        source, heard = names.marked(names.SOURCE, scope), self.connections.counting(scope)
        again = Call(names.agent_name(BEGIN, scope), (source, *begins, *heard))
        then: Process = Input(source, (), beside([*(token(name) for name in begins), again]))
        if heard:
            then = counted(then, self.connections.counted(scope), heard)
        self.agents[again.agent] = Agent(again.agent, again.arguments, then)
        return again

    def _node(self, node: Node) -> Call:
        name = names.agent_name(node.kind.value, node.id)
        parameters = _parameters(body(self.connections, node, Call(name)))
        again = Call(name, parameters)
        self.agents[name] = Agent(name, parameters, body(self.connections, node, again))
        return again


def _restricted(own: tuple[str, ...], inside: Process) -> Process:
    return Restriction(own, inside) if own else inside


def _parameters(process: Process) -> tuple[str, ...]:
    """The names of a body that are restricted further out, in the order of use."""
    found: dict[str, None] = {}
    pending = [process]
    while pending:
        at = pending.pop()
        if isinstance(at, Input | Output):
            found[at.channel] = None
        if isinstance(at, Call):
            found |= dict.fromkeys(at.arguments)
        parts = getattr(at, "parts", None) or [
            getattr(at, key) for key in ("then", "body") if hasattr(at, key)
        ]
        pending += reversed(parts)
    return tuple(name for name in found if not _free(name))


def _free(name: str) -> bool:
    outside = (names.STEP, names.MESSAGE, names.TIMER, names.EVENT)
    return name == names.NEVER or name.startswith(tuple(f"{word}_" for word in outside))

"""A text as a tree of instantiated agents: parameters replaced by the names they are called with.

Every restricted name of the whole becomes unique, so that from here on a name is a connection.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from shenpi.core.pi.syntax import (
    Agent,
    Call,
    Definitions,
    Input,
    Match,
    Nil,
    Output,
    Parallel,
    Process,
    Restriction,
    Sum,
    Tau,
)
from shenpi.core.pi.translation import names
from shenpi.core.pi.translation.counting import flat
from shenpi.core.pi.translation.errors import refused
from shenpi.core.pi.translation.from_bpmn import BEGIN, INSIDE, MAIN, PROCESS

_SCOPES = (PROCESS, INSIDE)


@dataclass
class Instance:
    """One agent as it is called: its tag and id, its body under the names of its caller.

    Of a scope (the whole, a process, the insides of a sub-process) `parts` are the agents in it, `own` its
    restricted names and `tokens` what is marked at the beginning.
    """

    agent: str
    tag: str
    id: str
    body: Process
    own: tuple[str, ...] = ()
    parts: "list[Instance]" = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)


def instantiate(definitions: Definitions) -> Instance:
    """The tree from `Main`; raises `NotTranslatable` where it is not a composition of agents."""
    if MAIN not in definitions.agents:
        raise refused(MAIN, "no_main")
    tree = _Tree(definitions).scope(definitions.agents[MAIN], (), MAIN.lower(), "")
    if not tree.parts:
        raise refused(MAIN, "composition")
    return tree


class _Tree:
    def __init__(self, definitions: Definitions) -> None:
        self.agents = definitions.agents
        self.seen: set[str] = set()
        self.used: set[str] = set()

    def scope(self, agent: Agent, arguments: tuple[str, ...], tag: str, identity: str) -> Instance:
        body = self._called(agent, arguments)
        own: list[str] = []
        while isinstance(body, Restriction):
            fresh = {name: self._fresh(name) for name in body.names}
            own += fresh.values()
            body = rename(body.body, fresh)
        found = Instance(agent.name, tag, identity, body, tuple(own))
        for part in flat(body):
            self._part(found, part)
        return found

    def _part(self, scope: Instance, part: Process) -> None:
        if isinstance(part, Output) and not part.objects and isinstance(part.then, Nil):
            scope.tokens.append(part.channel)
            return
        if not isinstance(part, Call):
            raise refused(scope.agent, "composition")
        agent = self.agents.get(part.agent)
        if agent is None:
            raise refused(part.agent, "unknown_agent", name=part.agent)
        tag, identity = names.agent_parts(part.agent)
        if tag in _SCOPES and (tag == PROCESS) == (scope.agent == MAIN):
            scope.parts.append(self.scope(agent, part.arguments, tag, identity))
        elif scope.agent == MAIN:
            raise refused(scope.agent, "composition")
        else:
            body = self._called(agent, part.arguments)
            recursion = Call(agent.name, part.arguments)
            scope.parts.append(Instance(agent.name, tag, identity, _without_arguments(body, recursion)))

    def _called(self, agent: Agent, arguments: tuple[str, ...]) -> Process:
        if agent.name in self.seen:
            raise refused(agent.name, "twice", name=agent.name)
        if len(agent.parameters) != len(arguments):
            raise refused(agent.name, "arguments", name=agent.name)
        self.seen.add(agent.name)
        return rename(agent.body, dict(zip(agent.parameters, arguments, strict=True)))

    def _fresh(self, name: str) -> str:
        while name in self.used:
            name += "_"
        self.used.add(name)
        return name


def rename(process: Process, names_: Mapping[str, str]) -> Process:
    """The process with free names replaced; binders that would capture a new name are renamed out of the way."""
    if not names_:
        return process
    match process:
        case Input(channel, parameters, then):
            inner, renamed = _beneath(parameters, names_)
            return Input(names_.get(channel, channel), renamed, rename(then, inner))
        case Restriction(own, body):
            inner, renamed = _beneath(own, names_)
            return Restriction(renamed, rename(body, inner))
        case Output(channel, objects, then):
            moved = tuple(names_.get(name, name) for name in objects)
            return Output(names_.get(channel, channel), moved, rename(then, names_))
        case Match(left, right, then, equal):
            return Match(names_.get(left, left), names_.get(right, right), rename(then, names_), equal)
        case Tau(then):
            return Tau(rename(then, names_))
        case Call(agent, arguments):
            return Call(agent, tuple(names_.get(name, name) for name in arguments))
        case Sum(parts) | Parallel(parts):
            return replace(process, parts=tuple(rename(part, names_) for part in parts))
        case _:
            return process


def _beneath(own: tuple[str, ...], names_: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    inner = {old: new for old, new in names_.items() if old not in own}
    arriving = set(inner.values())
    moved = {name: f"{name}_" for name in own if name in arriving}
    return inner | moved, tuple(moved.get(name, name) for name in own)


def _without_arguments(body: Process, recursion: Call) -> Process:
    """The body with `A(its own names)` written `A`, however the names are ordered."""
    match body:
        case Call():
            return Call(body.agent) if body == recursion else body
        case Sum(parts) | Parallel(parts):
            return replace(body, parts=tuple(_without_arguments(part, recursion) for part in parts))
        case Restriction(own, inside) if not set(own) & set(recursion.arguments):
            return Restriction(own, _without_arguments(inside, recursion))
        case Input() | Output() | Tau() | Match():
            return replace(body, then=_without_arguments(body.then, recursion))
        case _:
            return body


__all__ = ["BEGIN", "INSIDE", "PROCESS", "Instance", "instantiate", "rename"]

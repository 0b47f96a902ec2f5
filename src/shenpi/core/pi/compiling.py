"""From terms as people write them to canonical terms and back.

The global names of an agent become further arguments of every call of it, so that the free names of a term
are all in sight and a restriction around a call never captures a name of the agent's body.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from shenpi.core.pi import building
from shenpi.core.pi.errors import PiError
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
from shenpi.core.pi.terms import Name, Term

MAX_GLOBALS: Final = 4_000_000
"""Global names of agents, counted at every call of one by another as often as it is looked at."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """An agent: its body has the parameters, then the global names, for its first indices."""

    parameters: tuple[str, ...]
    globals: tuple[str, ...]
    body: Term


@dataclass(frozen=True, slots=True)
class System:
    """Compiled agents. `hints` tells whether binders keep the names of the text, for display.

    With hints, terms that differ in bound names differ; equivalences are decided without them.
    """

    definitions: Definitions
    hints: bool = False
    agents: Mapping[str, Compiled] = field(default_factory=lambda: MappingProxyType({}))

    def term(self, process: Process) -> Term:
        """The canonical term of a process over these agents. Raises TooDeep."""
        return _Compiler(self, {}).term(process, {}, 0)

    def main(self) -> Term:
        """The canonical term of the main process. Raises PiError where there is none."""
        if self.definitions.main is None:
            raise PiError("文本没有主进程", "the text has no main process")
        return self.term(self.definitions.main)


def compile_definitions(definitions: Definitions, *, hints: bool = False) -> System:
    """The system of these definitions. Raises TooDeep, and PiError for more global names than `MAX_GLOBALS`."""
    known = _global_names(definitions.agents)
    system = System(definitions, hints)
    compiler = _Compiler(system, known)
    agents: dict[str, Compiled] = {}
    for name, agent in definitions.agents.items():
        order = agent.parameters + known[name]
        scope = _levels(order, 0)
        agents[name] = Compiled(agent.parameters, known[name], compiler.term(agent.body, scope, len(order)))
    return System(definitions, hints, MappingProxyType(agents))


class _Compiler:
    def __init__(self, system: System, known: Mapping[str, tuple[str, ...]]) -> None:
        self._hints = system.hints
        self._agents = system.definitions.agents
        self._globals = known or {name: agent.globals for name, agent in system.agents.items()}

    def term(self, process: Process, scope: Mapping[str, int], depth: int) -> Term:
        """The term; `scope` maps bound names to levels, of which there are `depth`."""

        def name(text: str) -> Name:
            return depth - 1 - scope[text] if text in scope else text

        if isinstance(process, Nil):
            return building.NIL
        if isinstance(process, Tau):
            return building.tau(self.term(process.then, scope, depth))
        if isinstance(process, Output):
            then = self.term(process.then, scope, depth)
            return building.output(name(process.channel), [name(each) for each in process.objects], then)
        if isinstance(process, Match):
            then = self.term(process.then, scope, depth)
            return building.compare(name(process.left), name(process.right), then, equal=process.equal)
        if isinstance(process, Sum | Parallel):
            parts = [self.term(part, scope, depth) for part in process.parts]
            return building.total(parts) if isinstance(process, Sum) else building.parallel(parts)
        if isinstance(process, Call):
            arguments = [name(each) for each in (*process.arguments, *self._globals.get(process.agent, ()))]
            return building.call(process.agent, arguments)
        bound = process.parameters if isinstance(process, Input) else process.names
        inner = {**scope, **_levels(bound, depth)}
        hints = bound if self._hints else ("",) * len(bound)
        if isinstance(process, Input):
            return building.receive(
                name(process.channel), hints, self.term(process.then, inner, depth + len(bound))
            )
        return building.new(hints, self.term(process.body, inner, depth + len(bound)))


def _levels(bound: Sequence[str], depth: int) -> dict[str, int]:
    """Levels of names bound in one place: the first is the innermost, index 0."""
    return {name: depth + len(bound) - 1 - at for at, name in enumerate(bound)}


def _global_names(agents: Mapping[str, Agent]) -> dict[str, tuple[str, ...]]:
    """The names that each agent uses without having them as parameters, through all its calls."""
    own: dict[str, set[str]] = {}
    calls: dict[str, set[str]] = {}
    for name, agent in agents.items():
        own[name], calls[name] = set(), set()
        _collect(agent.body, frozenset(agent.parameters), own[name], calls[name])
    callers: dict[str, list[str]] = {name: [] for name in agents}
    for name, called in calls.items():
        for each in called:
            callers.get(each, []).append(name)
    waiting = list(agents)
    room = MAX_GLOBALS
    while waiting:
        name = waiting.pop()
        for caller in callers[name]:
            room -= len(own[name])
            if room < 0:
                raise PiError("进程的全局名字太多", "the agents use too many global names")
            if not own[name] <= own[caller]:
                own[caller] |= own[name]
                waiting.append(caller)
    return {name: tuple(sorted(names)) for name, names in own.items()}


def _collect(process: Process, bound: frozenset[str], free: set[str], calls: set[str]) -> None:
    """Add the free names and the called agents of a process."""

    def use(names: Iterable[str]) -> None:
        free.update([name for name in names if name not in bound])

    if isinstance(process, Nil):
        return
    if isinstance(process, Sum | Parallel):
        for part in process.parts:
            _collect(part, bound, free, calls)
    elif isinstance(process, Call):
        use(process.arguments)
        calls.add(process.agent)
    elif isinstance(process, Restriction):
        _collect(process.body, bound.union(process.names), free, calls)
    elif isinstance(process, Input):
        use([process.channel])
        _collect(process.then, bound.union(process.parameters), free, calls)
    else:
        if isinstance(process, Output):
            use([process.channel, *process.objects])
        if isinstance(process, Match):
            use([process.left, process.right])
        _collect(process.then, bound, free, calls)

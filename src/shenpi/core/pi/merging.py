"""Two texts side by side: their agents in one system, so that terms of both can be compared."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from types import MappingProxyType

from shenpi.core.pi.syntax import (
    Agent,
    Call,
    Definitions,
    Nil,
    Parallel,
    Process,
    Restriction,
    Sum,
)


def merge(left: Definitions, right: Definitions) -> tuple[Definitions, Definitions]:
    """The agents of both texts under names of their own, and the right text with its agents renamed to them.

    Agents that both define in the same way stay one.
    """
    taken = set(left.agents) | set(right.agents)
    names: dict[str, str] = {}
    for name, agent in right.agents.items():
        if name in left.agents and (left.agents[name] != agent or _depends(agent, left, right)):
            names[name] = next(each for at in count(2) if (each := f"{name}_{at}") not in taken)
            taken.add(names[name])
    agents = {
        names.get(name, name): Agent(names.get(name, name), agent.parameters, _renamed(agent.body, names))
        for name, agent in right.agents.items()
    }
    main = None if right.main is None else _renamed(right.main, names)
    renamed = Definitions(MappingProxyType(agents), main, right.dialect)
    return left.with_agents(renamed.agents), renamed


def _depends(agent: Agent, left: Definitions, right: Definitions) -> bool:
    """Whether an agent written alike on both sides calls, however indirectly, one that is not."""
    seen: set[str] = set()
    waiting = [agent]
    while waiting:
        for called in _called(waiting.pop().body) - seen:
            seen.add(called)
            if left.agents.get(called) != right.agents.get(called):
                return True
            if called in left.agents:
                waiting.append(left.agents[called])
    return False


def _called(process: Process) -> set[str]:
    if isinstance(process, Call):
        return {process.agent}
    return set().union(*[_called(part) for part in parts(process)])


def parts(process: Process) -> tuple[Process, ...]:
    """The processes directly inside a process."""
    if isinstance(process, Nil | Call):
        return ()
    if isinstance(process, Sum | Parallel):
        return process.parts
    return (process.body,) if isinstance(process, Restriction) else (process.then,)


def _renamed(process: Process, names: Mapping[str, str]) -> Process:
    """The process with agents renamed."""
    if not names or isinstance(process, Nil):
        return process
    if isinstance(process, Call):
        return Call(names.get(process.agent, process.agent), process.arguments)
    if isinstance(process, Sum | Parallel):
        return replace(process, parts=tuple([_renamed(part, names) for part in process.parts]))
    if isinstance(process, Restriction):
        return replace(process, body=_renamed(process.body, names))
    return replace(process, then=_renamed(process.then, names))

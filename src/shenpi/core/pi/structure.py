"""What the text of definitions tells before any step: calls that go nowhere, recursion that has no end.

A system has *finite control* if no agent comes back to itself under a parallel composition; its states are
then finitely many up to structural congruence and names (Dam, *Model checking mobile processes*, 1996).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from shenpi.core.pi.errors import LimitReached
from shenpi.core.pi.merging import parts
from shenpi.core.pi.syntax import (
    Agent,
    Call,
    Definitions,
    Input,
    Match,
    Output,
    Parallel,
    Process,
    Tau,
)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a writer should know, in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Use:
    """A call inside a process, and what stands above it."""

    call: Call
    parallel: bool
    guarded: bool


def uses(process: Process) -> Iterator[Use]:
    """Every call in a process."""
    waiting: list[tuple[Process, bool, bool]] = [(process, False, False)]
    while waiting:
        here, parallel, guarded = waiting.pop()
        if isinstance(here, Call):
            yield Use(here, parallel, guarded)
            continue
        side_by_side = parallel or isinstance(here, Parallel)
        prefixed = guarded or isinstance(here, Tau | Input | Output)
        waiting += [(part, side_by_side, prefixed) for part in reversed(parts(here))]


def reachable(definitions: Definitions, process: Process) -> dict[str, Agent]:
    """The defined agents that a process can come to call."""
    found: dict[str, Agent] = {}
    waiting = [process]
    while waiting:
        for use in uses(waiting.pop()):
            agent = definitions.agents.get(use.call.agent)
            if agent is not None and agent.name not in found:
                found[agent.name] = agent
                waiting.append(agent.body)
    return found


def remarks(definitions: Definitions, process: Process) -> tuple[Remark, ...]:
    """Calls of undefined agents or with the wrong number of names: they do nothing."""
    found: dict[Remark, None] = {}
    bodies = [process, *[agent.body for agent in reachable(definitions, process).values()]]
    for body in bodies:
        for use in uses(body):
            name, given = use.call.agent, len(use.call.arguments)
            agent = definitions.agents.get(name)
            if agent is None:
                found[
                    Remark(
                        f"没有定义进程“{name}”，调用不起作用",
                        f"“{name}” is not defined: a call of it does nothing",
                    )
                ] = None
            elif len(agent.parameters) != given:
                wanted = len(agent.parameters)
                found[
                    Remark(
                        f"进程“{name}”有 {wanted} 个参数，却给了 {given} 个，调用不起作用",
                        f"“{name}” takes {wanted} names and is given {given}: the call does nothing",
                    )
                ] = None
    return tuple(found)


def has_mismatch(definitions: Definitions, process: Process) -> bool:
    """Whether a mismatch occurs in a process or in what it calls."""
    bodies = [process, *[agent.body for agent in reachable(definitions, process).values()]]
    return any(_has_mismatch(body) for body in bodies)


def growing(definitions: Definitions, process: Process) -> tuple[str, ...]:
    """Agents that come back to themselves under a parallel composition; none means finite control."""
    return _coming_back(reachable(definitions, process), parallel=True)


def unguarded(definitions: Definitions, process: Process) -> tuple[str, ...]:
    """Agents that come back to themselves without a prefix in between."""
    return _coming_back(reachable(definitions, process), parallel=False)


def endless(definitions: Definitions, process: Process) -> Remark | None:
    """Why the steps of a process cannot be listed, if so."""
    looping = unguarded(definitions, process)
    if not looping:
        return None
    return Remark(
        f"进程“{looping[0]}”没有前缀就调用自己，步骤数不尽",
        f"“{looping[0]}” calls itself without a prefix: its steps cannot be listed",
    )


def undecided(definitions: Definitions, ends: Iterable[Process], reached: LimitReached) -> Remark:
    """What is said when a limit left a question open: the limit, and which agent grows, if any."""
    for end in ends:
        if growth := growing(definitions, end):
            return Remark(
                f"{reached.zh}；进程“{growth[0]}”在并行之下重复自己，状态可能无穷",
                f"{reached.en}; “{growth[0]}” comes back under a parallel composition, the states may be infinite",
            )
    return Remark(reached.zh, reached.en)


def _coming_back(agents: Mapping[str, Agent], *, parallel: bool) -> tuple[str, ...]:
    every = {
        name: [use for use in uses(agent.body) if use.call.agent in agents] for name, agent in agents.items()
    }
    if not parallel:
        every = {name: [use for use in found if not use.guarded] for name, found in every.items()}
    circle = _circles({name: [use.call.agent for use in found] for name, found in every.items()})
    return tuple(
        name
        for name, found in every.items()
        if any((use.parallel or not parallel) and circle[use.call.agent] == circle[name] for use in found)
    )


def _circles(edges: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """A number for each node, the same for nodes that reach each other (Kosaraju, without recursion)."""
    finished: dict[str, None] = {}
    for start in edges:
        stack: list[tuple[str, bool]] = [(start, False)]
        opened: set[str] = set()
        while stack:
            node, done = stack.pop()
            if done:
                finished[node] = None
            elif node not in finished and node not in opened:
                opened.add(node)
                stack.append((node, True))
                stack += [(after, False) for after in edges[node]]
    backwards: dict[str, list[str]] = {node: [] for node in edges}
    for node, following in edges.items():
        for after in following:
            backwards[after].append(node)
    number: dict[str, int] = {}
    for at, start in enumerate(reversed(finished)):
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node not in number:
                number[node] = at
                waiting += backwards[node]
    return number


def _has_mismatch(process: Process) -> bool:
    waiting = [process]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Match) and not here.equal:
            return True
        waiting += parts(here)
    return False

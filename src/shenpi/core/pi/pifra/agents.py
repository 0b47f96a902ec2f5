"""The agents of a text as pifra keeps them: binders under names of their own, free names found by unfolding."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from shenpi.core.pi.errors import PiError
from shenpi.core.pi.pifra.normal import BOUND, bare, below, in_pairs, named, renamed, shown
from shenpi.core.pi.syntax import (
    Agent,
    Call,
    Input,
    Match,
    Output,
    Parallel,
    Process,
    Restriction,
    Sum,
    Tau,
)

Registers = dict[int, str]


class Agents:
    """Agents by name, in pairs. Raises `PiError` for what pifra has not: τ, and several names at once."""

    def __init__(self, agents: Mapping[str, Agent]) -> None:
        for agent in agents.values():
            check(agent.body)
        self._agents = {name: replace(agent, body=in_pairs(agent.body)) for name, agent in agents.items()}
        self._made = 0
        self._known: dict[Process, tuple[str, ...]] = {}

    def begin(self, process: Process) -> tuple[Process, Registers]:
        """The process with its free names, and those of all agents, in registers: marked ones first, then sorted."""
        check(process)
        main = self._own_names(in_pairs(process))
        names = set(self.free(main))
        for agent in self._agents.values():
            names |= set(self.free(self._own_names(agent.body))).difference(agent.parameters)
        marked = sorted(name for name in names if name.startswith("_"))
        numbers = {name: f"#{at}" for at, name in enumerate(sorted(names.difference(marked)), 1)}
        for name, agent in self._agents.items():
            own = {old: new for old, new in numbers.items() if old not in agent.parameters}
            self._agents[name] = replace(agent, body=_numbered(agent.body, own))
        self._known.clear()
        return _numbered(main, numbers), dict(enumerate([*marked, *numbers.values()], 1))

    def unfolded(self, call: Call) -> Process | None:
        """The body of an agent with the names it is called with; None if there is none for so many."""
        body = self._body(call)
        return None if body is None else self._own_names(_with(body.body, body, call))

    def free(self, process: Process) -> tuple[str, ...]:
        """The free names, also of whatever agents stand for."""
        if process not in self._known:
            self._known[process] = tuple(dict.fromkeys(self._free(process, set())))
        return self._known[process]

    def _body(self, call: Call) -> Agent | None:
        agent = self._agents.get(call.agent)
        return agent if agent is not None and len(agent.parameters) == len(call.arguments) else None

    def _free(self, process: Process, seen: set[str]) -> Iterator[str]:
        match process:
            case (
                Output(channel, (other,), then) | Input(channel, (other,), then) | Match(channel, other, then)
            ):
                yield from [bare(name) for name in (channel, other) if not name.startswith(BOUND)]
                yield from self._free(then, seen)
            case Restriction(_, body):
                yield from self._free(body, seen)
            case Sum(parts) | Parallel(parts):
                for part in parts:
                    yield from self._free(part, seen)
            case Call() if (agent := self._body(process)) is not None and shown(process) not in seen:
                seen.add(shown(process))
                before = self._made
                body = self._own_names(agent.body)
                self._made = before
                yield from self._free(_with(body, agent, process), seen)

    def _own_names(self, process: Process) -> Process:
        """Every binder under a name of its own."""
        match process:
            case Input(channel, (own,), then):
                name = self._make(own)
                return Input(channel, (name,), self._own_names(_captured(then, own, name)))
            case Restriction((own,), body):
                name = self._make(own)
                return Restriction((name,), self._own_names(_captured(body, own, name)))
        return below(process, self._own_names)

    def _make(self, name: str) -> str:
        self._made += 1
        return f"{BOUND}{name}_{self._made}"


def check(process: Process) -> None:
    """Raise `PiError` for what pifra has not."""
    pending = [process]
    while pending:
        part = pending.pop()
        several = isinstance(part, Output) and len(part.objects) != 1
        if several or isinstance(part, Tau) or (isinstance(part, Input) and len(part.parameters) != 1):
            raise PiError(
                "pifra 每次只传一个名，也没有静默前缀",
                "pifra passes one name at a time and has no silent prefix",
            )
        match part:
            case Output() | Input() | Match():
                pending.append(part.then)
            case Restriction():
                pending.append(part.body)
            case Sum() | Parallel():
                pending += part.parts


def _numbered(process: Process, numbers: Mapping[str, str]) -> Process:
    return named(process, lambda name: numbers.get(name, name))


def _with(body: Process, agent: Agent, call: Call) -> Process:
    for parameter, argument in zip(agent.parameters, call.arguments, strict=True):
        body = renamed(body, parameter, argument)
    return body


def _captured(process: Process, old: str, new: str) -> Process:
    """The name of a binder replaced, down to the next binder of that name."""

    def name(each: str) -> str:
        return new if each == old else each

    match process:
        case Input(channel, (own,), then) if own == old:
            return Input(name(channel), (own,), then)
        case Restriction((own,)) if own == old:
            return process
        case Input(channel, own, then):
            return Input(name(channel), own, _captured(then, old, new))
    process = below(process, lambda part: _captured(part, old, new))
    match process:
        case Output(channel, (sent,), then):
            return Output(name(channel), (name(sent),), then)
        case Match(left, right, then, equal):
            return Match(name(left), name(right), then, equal)
        case Call(agent, arguments):
            return Call(agent, tuple(name(each) for each in arguments))
    return process

"""What the body of an agent says about its element: names it is entered and left on, what its events wait for."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from shenpi.core.pi.syntax import Call, Input, Match, Output, Parallel, Process, Restriction, Sum, Tau


@dataclass
class Uses:
    """The names a body uses, each kind in the order of the text."""

    inputs: dict[str, None] = field(default_factory=dict)
    outputs: dict[str, None] = field(default_factory=dict)
    heard: dict[str, None] = field(default_factory=dict)
    """Channels on which something is received."""
    said: dict[str, str] = field(default_factory=dict)
    """Channels on which something is sent, and what."""
    waits: dict[str, dict[str, None]] = field(default_factory=dict)
    """For every name that is marked, what was awaited just before."""
    goes_on: set[str] = field(default_factory=set)
    """Names marked beside something other than the agent itself: events that do not interrupt."""
    maybe: Counter[str] = field(default_factory=Counter)
    """Names marked behind a silent step of their own: the later branches of an inclusive gateway."""

    def forget(self, held: frozenset[str]) -> None:
        """Leave out the tokens of interruptible sub-processes, which are neither flows nor events."""
        self.inputs = {name: None for name in self.inputs if name not in held}
        self.outputs = {name: None for name in self.outputs if name not in held}


def uses(body: Process) -> Uses:
    """Read a body whose recursion is written without arguments."""
    found = Uses()
    for process, before, local in _walk(body, "", frozenset()):
        match process:
            case Input(channel, parameters, _) if channel not in local:
                (found.heard if parameters else found.inputs)[channel] = None
            case Output(channel, objects, _) if objects:
                found.said[channel] = objects[0]
            case Output(channel, _, _):
                found.outputs[channel] = None
                found.waits.setdefault(channel, {})[before] = None
            case Tau(Output(channel, _, _)):
                found.maybe[channel] += 1
            case Parallel(parts) if not any(isinstance(part, Call | Restriction) for part in parts):
                found.goes_on.update(part.channel for part in parts if isinstance(part, Output))
    return found


def without_retreats(process: Process, *, whole: bool) -> tuple[Process, frozenset[str]]:
    """The body without the silent ways back that put down again all that was taken, and what they hold so.

    What an agent takes first is the token it is entered with, the rest are tokens of sub-processes that can
    be interrupted; with `whole` (the agent of such a sub-process itself) all of it is.
    """
    held: set[str] = set()

    def strip(part: Process, taken: tuple[str, ...]) -> Process | None:
        match part:
            case Input(channel, (), then):
                return _kept(part, strip(then, (*taken, channel)))
            case Input(_, _, then) | Output(_, _, then) | Match(_, _, then, _):
                return _kept(part, strip(then, taken))
            case Tau(Parallel(marked)) if (whole or len(taken) > 1) and _put_down(marked) == set(taken):
                held.update(taken if whole else taken[1:])
                return None
            case Tau(then):
                return _kept(part, strip(then, taken))
            case Sum(parts):
                left = tuple(each for each in (strip(option, taken) for option in parts) if each is not None)
                return left[0] if len(left) == 1 else Sum(left)
            case _:
                return part

    return strip(process, ()) or process, frozenset(held)


def calls(process: Process) -> Iterator[Call]:
    """Every agent that a body becomes."""
    for part, _before, _local in _walk(process, "", frozenset()):
        if isinstance(part, Call):
            yield part


def arms(body: Process, own: frozenset[str]) -> Iterator[tuple[str, Process]]:
    """What is taken before a sub-process's own token, with what may happen then: events that do not end it."""
    for option in body.parts if isinstance(body, Sum) else ():
        match option:
            case Input(arm, (), Input(alive, (), then)) if {arm, alive} <= own:
                yield arm, then


def kept_for_good(body: Process) -> str:
    """The token that an end takes behind its flow and never puts down again; '' if it does not."""
    first = body.parts[0] if isinstance(body, Sum) else body
    match first:
        case Input(_, (), Input(name, (), Call())):
            return name
    return ""


def _kept(prefix: Input | Output | Tau | Match, then: Process | None) -> Process | None:
    return None if then is None else replace(prefix, then=then)


def _put_down(marked: tuple[Process, ...]) -> set[str] | None:
    """The tokens put down beside the agent's own call, if that is all."""
    tokens = {part.channel for part in marked if isinstance(part, Output) and not part.objects}
    others = [part for part in marked if not isinstance(part, Output)]
    return tokens if len(others) == 1 and isinstance(others[0], Call) else None


def _walk(
    process: Process, before: str, local: frozenset[str]
) -> Iterator[tuple[Process, str, frozenset[str]]]:
    """Every part, with the channel that was heard on last and the names bound on the way."""
    yield process, before, local
    match process:
        case Input(channel, parameters, then):
            yield from _walk(then, channel, local | set(parameters))
        case Output(_, _, then) | Tau(then) | Match(_, _, then, _):
            yield from _walk(then, before, local)
        case Restriction(own, inside):
            yield from _walk(inside, before, local | set(own))
        case Sum(parts) | Parallel(parts):
            for part in parts:
                yield from _walk(part, before, local)

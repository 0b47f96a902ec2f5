"""pifra's normal form: what it does to a process before it prints it, in its order."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from shenpi.core.pi.syntax import (
    NIL,
    Call,
    Input,
    Match,
    Nil,
    Output,
    Parallel,
    Process,
    Restriction,
    Sum,
)

BOUND = "&"
"""Begins the name of a binder."""
FREED = "~"
"""Before the name of a binder that became free: registers hold it by its bare name."""


def bare(name: str) -> str:
    """A name as registers and labels know it."""
    return name.removeprefix(FREED)


def freed(name: str) -> str:
    """A name as a free one."""
    return FREED + name if name.startswith(BOUND) else name


def below(process: Process, change: Callable[[Process], Process]) -> Process:
    """The process with its direct parts changed."""
    match process:
        case Output() | Input() | Match():
            return replace(process, then=change(process.then))
        case Restriction():
            return replace(process, body=change(process.body))
        case Sum() | Parallel():
            return replace(process, parts=tuple(change(part) for part in process.parts))
    return process


def named(process: Process, name: Callable[[str], str]) -> Process:
    """The process with every name changed, those of restrictions left alone."""
    process = below(process, lambda part: named(part, name))
    match process:
        case Output():
            return replace(
                process, channel=name(process.channel), objects=tuple(name(each) for each in process.objects)
            )
        case Input():
            return replace(
                process,
                channel=name(process.channel),
                parameters=tuple(name(each) for each in process.parameters),
            )
        case Match():
            return replace(process, left=name(process.left), right=name(process.right))
        case Call():
            return replace(process, arguments=tuple(name(each) for each in process.arguments))
    return process


def renamed(process: Process, old: str, new: str) -> Process:
    """The process with one name for another, wherever it stands but in a restriction."""
    return named(process, lambda name: new if name == old else name)


def in_pairs(process: Process) -> Process:
    """Sums and compositions two by two from the right, restrictions one by one: as pifra reads."""
    process = below(process, in_pairs)
    match process:
        case Restriction(names, body):
            for name in reversed(names):
                body = Restriction((name,), body)
            return body
        case Sum() | Parallel():
            return _paired(process, list(process.parts))
    return process


def _paired(kind: Sum | Parallel, parts: list[Process]) -> Process:
    while len(parts) > 1:
        parts[-2:] = [replace(kind, parts=tuple(parts[-2:]))]
    return parts[0]


def normal(process: Process, registers: Mapping[int, str]) -> tuple[Process, dict[int, str]]:
    """The normal form of a configuration whose registers hold just the free names of the process."""
    process = _without_nothing(_inwards(_without_unused(process)))
    held, number = dict(registers), 0
    for at in sorted(held):
        if held[at].startswith(BOUND):
            number += 1
            while f"#{number}" in registers.values():
                number += 1
            process = renamed(process, freed(held[at]), f"#{number}")
            held[at] = f"#{number}"
    return _restrictions_sorted(_inwards(_sorted(_numbered(process)))), held


def shown(process: Process) -> str:
    """The text by which states are told apart."""
    match process:
        case Output(channel, (sent,), then):
            return f"{bare(channel)}'<{bare(sent)}>.{shown(then)}"
        case Input(channel, (own,), then):
            return f"{bare(channel)}({bare(own)}).{shown(then)}"
        case Match(left, right, then, equal):
            return f"[{bare(left)}{'=' if equal else '!='}{bare(right)}]{shown(then)}"
        case Restriction((own,), body):
            return f"${bare(own)}.{shown(body)}"
        case Sum(parts):
            return f"({' + '.join([shown(part) for part in parts])})"
        case Parallel(parts):
            return f"({' | '.join([shown(part) for part in parts])})"
        case Call(agent, arguments) if arguments:
            return f"{agent}({', '.join([bare(each) for each in arguments])})"
        case Call(agent):
            return agent
    return "0"


def _appears(process: Process, name: str) -> bool:
    match process:
        case Output(channel, others, then) | Input(channel, others, then):
            return name == channel or name in others or _appears(then, name)
        case Match(left, right, then):
            return name in (left, right) or _appears(then, name)
        case Restriction(own, body):
            return name in own or _appears(body, name)
        case Sum(parts) | Parallel(parts):
            return any(_appears(part, name) for part in parts)
        case Call(_, arguments):
            return name in arguments
    return False


def _without_unused(process: Process) -> Process:
    process = below(process, _without_unused)
    if isinstance(process, Restriction) and not _appears(process.body, process.names[0]):
        return process.body
    return process


def _inwards(process: Process) -> Process:
    """Restrictions over one side of a sum or composition, if only that side has the name."""
    if not isinstance(process, Restriction):
        return below(process, _inwards)
    (own,) = process.names
    body = _inwards(process.body)
    if not isinstance(body, Sum | Parallel):
        return Restriction((own,), body)
    has = [_appears(part, own) for part in body.parts]
    if all(has):
        return Restriction((own,), _inwards(body))
    parts = zip(body.parts, has, strict=True)
    return replace(
        body, parts=tuple(_inwards(Restriction((own,), part) if uses else part) for part, uses in parts)
    )


def _without_nothing(process: Process) -> Process:
    process = below(process, _without_nothing)
    if isinstance(process, Restriction) and isinstance(process.body, Nil):
        return NIL
    if isinstance(process, Parallel):
        left, right = process.parts
        return right if isinstance(left, Nil) else left if isinstance(right, Nil) else process
    return process


def _numbered(process: Process) -> Process:
    """Bound names by number: in the order in which they are used, then those of restrictions."""
    numbers: dict[str, str] = {}

    def number(name: str) -> str:
        return numbers.setdefault(name, f"{BOUND}{len(numbers) + 1}") if name.startswith(BOUND) else name

    def restrictions(part: Process) -> Process:
        if isinstance(part, Restriction):
            part = Restriction((number(part.names[0]),), part.body)
        return below(part, restrictions)

    _in_order(process, number)
    return restrictions(named(process, number))


def _in_order(process: Process, note: Callable[[str], str]) -> None:
    """Every name in the order of the text."""
    match process:
        case Output(channel, (other,), then) | Input(channel, (other,), then) | Match(channel, other, then):
            note(channel)
            note(other)
            _in_order(then, note)
        case Restriction(_, body):
            _in_order(body, note)
        case Sum(parts) | Parallel(parts):
            for part in parts:
                _in_order(part, note)
        case Call(_, arguments):
            for name in arguments:
                note(name)


def _sorted(process: Process) -> Process:
    """Sums and compositions by the texts of their members."""
    if not isinstance(process, Sum | Parallel):
        return below(process, _sorted)
    members = [_sorted(each) for each in _flat(process, type(process))]
    return _paired(process, sorted(members, key=shown))


def _flat(process: Process, kind: type[Sum] | type[Parallel]) -> list[Process]:
    if not isinstance(process, kind):
        return [process]
    return [each for part in process.parts for each in _flat(part, kind)]


def _restrictions_sorted(process: Process) -> Process:
    if not isinstance(process, Restriction):
        return below(process, _restrictions_sorted)
    names: list[str] = []
    body: Process = process
    while isinstance(body, Restriction):
        names += body.names
        body = body.body
    body = _restrictions_sorted(body)
    for name in sorted(names, reverse=True):
        body = Restriction((name,), body)
    return body

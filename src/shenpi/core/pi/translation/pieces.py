"""Small processes of which agents are put together."""

from collections.abc import Iterable, Sequence

from shenpi.core.pi.syntax import NIL, Output, Parallel, Process, Sum


def token(name: str) -> Process:
    """A token on a flow."""
    return Output(name, (), NIL)


def choice(options: Iterable[Process]) -> Process:
    """One of several, or the one there is."""
    flat = ((option.parts if isinstance(option, Sum) else (option,)) for option in options)
    parts = tuple(part for row in flat for part in row)
    return parts[0] if len(parts) == 1 else Sum(parts) if parts else NIL


def beside(parts: Sequence[Process]) -> Process:
    """Several side by side, or the one there is, or nothing."""
    return parts[0] if len(parts) == 1 else Parallel(tuple(parts)) if parts else NIL

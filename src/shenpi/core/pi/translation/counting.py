"""Sub-processes whose tokens are counted, since none of their ends is known to be the last.

Every agent inside tells of each token more before it puts it, and of each one less after it has taken it, so
the count is never below what is there, and nothing is there when it is nought: the net's zero test. The
counter is a stack, one agent for each token.
"""

from collections.abc import Sequence
from dataclasses import replace

from shenpi.core.pi.syntax import (
    NIL,
    Agent,
    Call,
    Input,
    Nil,
    Output,
    Parallel,
    Process,
    Restriction,
    Sum,
    Tau,
    put_before,
)
from shenpi.core.pi.translation import names
from shenpi.core.pi.translation.pieces import beside, token

TOKENS = "tokens"
"""The tag of the agent that counts."""


def counter(scope: str, heard: Sequence[str], done: str) -> Agent:
    """T(more,less,out) = more.(^below)(T(more,less,below) | below.T(more,less,out)) + less.'out.0: one token."""
    more, less = heard
    below = f"{done}_"
    name = names.agent_name(TOKENS, scope)
    pushed = Parallel((Call(name, (more, less, below)), Input(below, (), Call(name, (more, less, done)))))
    body = Sum((Input(more, (), Restriction((below,), pushed)), Input(less, (), token(done))))
    return Agent(name, (more, less, done), body)


def counted(process: Process, tokens: frozenset[str], heard: Sequence[str], taken: int = 0) -> Process:
    """A body that tells how many of these tokens it puts more, or less, than it has taken."""

    def inner(part: Process, also: int = 0) -> Process:
        return counted(part, tokens, heard, taken + also)

    match process:
        case Input(channel, parameters, then):
            return replace(process, then=inner(then, int(not parameters and channel in tokens)))
        case Output(_, _, then) if not isinstance(then, Nil):
            return replace(process, then=inner(then))
        case Tau(then):
            return replace(process, then=inner(then))
        case Sum(parts):
            return Sum(tuple(inner(part) for part in parts))
        case Restriction(own, body) if own == (names.NEVER,):
            return Restriction(own, inner(body))
    put, parts_ = 0, []
    for part in flat(process):
        if isinstance(part, Input | Sum | Tau):
            put, part = put + 1, counted(part, tokens, heard, 1)
        elif isinstance(part, Output):
            put += part.channel in tokens
        parts_.append(part)
    more, less = heard
    told = [Output(more, (), NIL)] * (put - taken) + [Output(less, (), NIL)] * (taken - put)
    return put_before(told, beside(parts_))


def flat(process: Process) -> list[Process]:
    """What stands side by side in a process."""
    if isinstance(process, Parallel):
        return [found for part in process.parts for found in flat(part)]
    return [] if isinstance(process, Nil) else [process]

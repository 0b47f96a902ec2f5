"""The polyadic π-calculus: terms, parser and printer, transitions, equivalences, sorts, a command shell.

`parse` reads definitions, `print_definitions` writes them; docs/pi.md is the reference.
"""

from shenpi.core.pi.errors import (
    BadCommand,
    LimitReached,
    NoSorting,
    NotDecidable,
    PiError,
    PiSyntaxError,
    TooDeep,
    UnknownAgent,
)
from shenpi.core.pi.parsing import parse, parse_process
from shenpi.core.pi.printing import print_agent, print_definitions, print_process
from shenpi.core.pi.syntax import (
    NIL,
    Agent,
    Call,
    Definitions,
    Dialect,
    Input,
    Match,
    Nil,
    Output,
    Parallel,
    Prefix,
    Process,
    Restriction,
    Sum,
    Tau,
)

__all__ = [
    "NIL",
    "Agent",
    "BadCommand",
    "Call",
    "Definitions",
    "Dialect",
    "Input",
    "LimitReached",
    "Match",
    "Nil",
    "NoSorting",
    "NotDecidable",
    "Output",
    "Parallel",
    "PiError",
    "PiSyntaxError",
    "Prefix",
    "Process",
    "Restriction",
    "Sum",
    "Tau",
    "TooDeep",
    "UnknownAgent",
    "parse",
    "parse_process",
    "print_agent",
    "print_definitions",
    "print_process",
]

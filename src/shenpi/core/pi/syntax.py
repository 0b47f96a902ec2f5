"""The π-calculus as people write it: terms with named binders, and definitions of agents.

`compiling` turns these into the hash-consed terms that everything else computes with; `printing` writes
them. Polyadic π-calculus with match and mismatch: Milner, *The polyadic π-calculus: a tutorial* (1991);
Sangiorgi and Walker, *The π-calculus* (2001).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Dialect(StrEnum):
    """How a text was written: after the Mobility Workbench, or monadic as in pifra's `.pi` files."""

    WORKBENCH = "workbench"
    MONADIC = "monadic"


@dataclass(frozen=True, slots=True)
class Nil:
    """0: does nothing."""


@dataclass(frozen=True, slots=True)
class Tau:
    """τ.P: a silent step, then P."""

    then: "Process"


@dataclass(frozen=True, slots=True)
class Output:
    """'a<x,y>.P: sends the names x, y on a, then P."""

    channel: str
    objects: tuple[str, ...]
    then: "Process"


@dataclass(frozen=True, slots=True)
class Input:
    """a(x,y).P: receives two names on a and calls them x, y in P."""

    channel: str
    parameters: tuple[str, ...]
    then: "Process"


@dataclass(frozen=True, slots=True)
class Match:
    """[x=y]P: P where x and y are one name; `equal=False` is the mismatch [x!=y]P."""

    left: str
    right: str
    then: "Process"
    equal: bool = True


@dataclass(frozen=True, slots=True)
class Sum:
    """P + Q + …: one of them, the others are gone."""

    parts: tuple["Process", ...]


@dataclass(frozen=True, slots=True)
class Parallel:
    """P | Q | …: all of them side by side."""

    parts: tuple["Process", ...]


@dataclass(frozen=True, slots=True)
class Restriction:
    """(^x,y)P: the names x, y are known in P only."""

    names: tuple[str, ...]
    body: "Process"


@dataclass(frozen=True, slots=True)
class Call:
    """A(x,y): the agent A with these names for its parameters."""

    agent: str
    arguments: tuple[str, ...] = ()


Process = Nil | Tau | Output | Input | Match | Sum | Parallel | Restriction | Call
Prefix = Tau | Output | Input | Match | Restriction
"""What stands before one process."""
NIL: Final = Nil()


def put_before(row: Sequence[Prefix], process: Process) -> Process:
    """The process with the prefixes of `row` before it, the first outermost; what they held is replaced."""
    for prefix in reversed(row):
        if isinstance(prefix, Restriction):
            process = Restriction(prefix.names, process)
        else:
            process = replace(prefix, then=process)
    return process


@dataclass(frozen=True, slots=True)
class Agent:
    """agent A(x,y) = P. Names of P that are not parameters are global."""

    name: str
    parameters: tuple[str, ...]
    body: Process


@dataclass(frozen=True, slots=True)
class Definitions:
    """Agents by name, and the main process where the text has one."""

    agents: Mapping[str, Agent] = field(default_factory=lambda: MappingProxyType({}))
    main: Process | None = None
    dialect: Dialect = Dialect.WORKBENCH

    def with_agents(self, more: Mapping[str, Agent]) -> "Definitions":
        """These and `more`; a name defined again takes its new meaning."""
        return Definitions(MappingProxyType({**self.agents, **more}), self.main, self.dialect)

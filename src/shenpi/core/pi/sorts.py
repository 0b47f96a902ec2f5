"""Sorts: what is passed on which channel (Milner, *The polyadic π-calculus: a tutorial*, 1991, section 3).

Every name has a sort, and a sorting says for each sort which sorts its names carry. The most general sorting
is found by unification; sorts may carry themselves. Agents are not polymorphic.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shenpi.core.pi.errors import NoSorting
from shenpi.core.pi.structure import reachable
from shenpi.core.pi.syntax import (
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


@dataclass(frozen=True, slots=True)
class Sorting:
    """Sorts of the free names of a process, of each agent's parameters, and what each sort carries.

    Sorts are numbered; one that carries nothing known is missing in `carries`.
    """

    names: Mapping[str, int]
    agents: Mapping[str, tuple[int, ...]]
    carries: Mapping[int, tuple[int, ...]]


def infer(definitions: Definitions, process: Process) -> Sorting:
    """The most general sorting of a process and what it calls. Raises NoSorting, naming a channel."""
    inference = _Inference()
    agents = reachable(definitions, process)
    names: dict[str, int] = {}
    for agent in agents.values():
        inference.parameters[agent.name] = [inference.variable() for _ in agent.parameters]
    inference.walk(process, {}, names)
    for agent in agents.values():
        scope = dict(zip(agent.parameters, inference.parameters[agent.name], strict=True))
        inference.walk(agent.body, scope, names)
    return inference.result(names)


class _Inference:
    def __init__(self) -> None:
        self.parameters: dict[str, list[int]] = {}
        self._leader: list[int] = []
        self._carried: dict[int, tuple[int, ...]] = {}

    def variable(self) -> int:
        self._leader.append(len(self._leader))
        return self._leader[-1]

    def walk(self, process: Process, scope: Mapping[str, int], names: dict[str, int]) -> None:
        """Collect what a process asks of its names; `names` are the global ones."""

        def sort(name: str) -> int:
            if name in scope:
                return scope[name]
            if name not in names:
                names[name] = self.variable()
            return names[name]

        if isinstance(process, Nil):
            return
        if isinstance(process, Sum | Parallel):
            for part in process.parts:
                self.walk(part, scope, names)
        elif isinstance(process, Call):
            wanted = self.parameters.get(process.agent, ())
            for given, parameter in zip(process.arguments, wanted, strict=False):
                self._join(sort(given), parameter, given)
        elif isinstance(process, Restriction):
            self.walk(process.body, {**scope, **self._variables(process.names)}, names)
        elif isinstance(process, Input):
            inner = self._variables(process.parameters)
            self._carry(sort(process.channel), tuple(inner.values()), process.channel)
            self.walk(process.then, {**scope, **inner}, names)
        else:
            if isinstance(process, Output):
                objects = tuple([sort(name) for name in process.objects])
                self._carry(sort(process.channel), objects, process.channel)
            if isinstance(process, Match):
                self._join(sort(process.left), sort(process.right), process.left)
            assert isinstance(process, Tau | Output | Match)
            self.walk(process.then, scope, names)

    def result(self, names: Mapping[str, int]) -> Sorting:
        """Sorts numbered in the order in which they are met."""
        number: dict[int, int] = {}

        def numbered(sorts: Sequence[int]) -> tuple[int, ...]:
            return tuple([number.setdefault(self._find(each), len(number)) for each in sorts])

        free = dict(zip(names, numbered(list(names.values())), strict=True))
        agents = {name: numbered(sorts) for name, sorts in self.parameters.items()}
        carries: dict[int, tuple[int, ...]] = {}
        waiting = list(number)
        for sort in waiting:
            if sort in self._carried:
                carries[number[sort]] = numbered(self._carried[sort])
                waiting += list(number)[len(waiting) :]
        return Sorting(free, agents, carries)

    def _variables(self, names: Sequence[str]) -> dict[str, int]:
        return {name: self.variable() for name in names}

    def _find(self, sort: int) -> int:
        while self._leader[sort] != sort:
            self._leader[sort] = self._leader[self._leader[sort]]
            sort = self._leader[sort]
        return sort

    def _carry(self, sort: int, objects: tuple[int, ...], name: str) -> None:
        sort = self._find(sort)
        if sort not in self._carried:
            self._carried[sort] = objects
            return
        known = self._carried[sort]
        if len(known) != len(objects):
            raise NoSorting(
                f"通道“{name}”有时传 {len(known)} 个名字，有时传 {len(objects)} 个",
                f"channel “{name}” passes {len(known)} names in one place and {len(objects)} in another",
            )
        for one, two in zip(known, objects, strict=True):
            self._join(one, two, name)

    def _join(self, left: int, right: int, name: str) -> None:
        work = [(left, right)]
        while work:
            one, two = [self._find(sort) for sort in work.pop()]
            if one == two:
                continue
            self._leader[two] = one
            mine, theirs = self._carried.get(one), self._carried.pop(two, None)
            if mine is None and theirs is not None:
                self._carried[one] = theirs
            elif mine is not None and theirs is not None:
                if len(mine) != len(theirs):
                    raise NoSorting(
                        f"名字“{name}”被要求同时传 {len(mine)} 个和 {len(theirs)} 个名字",
                        f"“{name}” would have to pass both {len(mine)} names and {len(theirs)}",
                    )
                work += zip(mine, theirs, strict=True)

"""The command shell's commands, after the Mobility Workbench (Victor and Moller, CAV 1994), as a library.

A command is a line; its answer is text. `step` alone needs a conversation: `stepper` gives what to converse
with, and a line `step P; 1 2` takes the first choice, then the second.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import accumulate

from shenpi.core.pi.commands import COMMANDS
from shenpi.core.pi.equivalence import LIMIT, Relation, agent_call, compare, main_of, reach
from shenpi.core.pi.errors import BadCommand, LimitReached, PiSyntaxError, UnknownAgent
from shenpi.core.pi.inspecting import deadlocks, size, traces
from shenpi.core.pi.logic import Property, check, parse_formula
from shenpi.core.pi.parsing import parse, parse_processes
from shenpi.core.pi.pifra import recorded
from shenpi.core.pi.printing import print_agent, print_process
from shenpi.core.pi.showing import shown_checked, shown_choices, shown_comparison, shown_stuck
from shenpi.core.pi.sorts import infer
from shenpi.core.pi.stepping import Stepper
from shenpi.core.pi.structure import growing, remarks, undecided, unguarded
from shenpi.core.pi.syntax import Agent, Call, Definitions, Process
from shenpi.core.pi.translation import (
    NotTranslatable,
    Stuck,
    behaviour,
    deadlocks_of_diagram,
    sequential,
    to_bpmn,
)

MAIN = "Main"
TRACE_LENGTH = 5
MOST_SHOWN = 20
_LINE = re.compile(r"\s*([\w-]*)(.*)", re.DOTALL)
_NAMES = re.compile(r"\s*\(([\w\s,]*)\)(.*)", re.DOTALL)
_AGENT = re.compile(r"\w+(?:\([\w\s,]*\)|<[\w\s,]*>)?")


_RELATIONS: dict[str, Relation] = {
    "eq": Relation.OPEN,
    "eqd": Relation.OPEN,
    "weq": Relation.WEAK_OPEN,
    "weqd": Relation.WEAK_OPEN,
    **{relation.value: relation for relation in Relation if relation.value in COMMANDS},
}


@dataclass(slots=True)
class Workbench:
    """Definitions that grow with commands. `limit` bounds the states that a command looks at (`reach`)."""

    definitions: Definitions = field(default_factory=Definitions)
    limit: int | None = None

    def load(self, definitions: Definitions) -> None:
        """Add definitions; a main process becomes the agent `Main`."""
        agents = dict(definitions.agents)
        if definitions.main is not None:
            agents[MAIN] = Agent(MAIN, (), definitions.main)
        whole = self.definitions.with_agents(agents)
        self.definitions = Definitions(whole.agents, definitions.main or whole.main, definitions.dialect)

    def run(self, line: str) -> str:
        """The answer to a command; empty for an empty line.

        Raises BadCommand, and what the command itself raises: PiError throughout.
        """
        matched = _LINE.fullmatch(line)
        assert matched is not None, "the pattern takes any text"
        word, rest = matched[1], matched[2]
        if not word:
            return ""
        if word in _RELATIONS:
            return self._related(word, rest)
        action = _ACTIONS.get(word)
        if action is None:
            raise BadCommand(f"没有命令“{word}”，help 列出全部", f"no command “{word}”; try help")
        return "\n".join(action(self, rest.strip()))

    def stepper(self, text: str) -> Stepper:
        """Where a walk through a process begins. Raises PiError."""
        return Stepper(self.definitions, self._process(text))

    def _reach(self, process: Process) -> int:
        return reach(self.definitions, (process,), self.limit)

    def _process(self, text: str) -> Process:
        if text.strip():
            return agent_call(self.definitions, text)
        return main_of(self.definitions)

    def _agent(self, text: str) -> Iterator[str]:
        found = parse(f"agent {text}", self.definitions.dialect)
        if not found.agents or found.main is not None:
            raise BadCommand("写法：agent A(x) = P", "write: agent A(x) = P")
        self.definitions = self.definitions.with_agents(found.agents)
        yield from (print_agent(agent, self.definitions.dialect) for agent in found.agents.values())

    def _env(self, text: str) -> Iterator[str]:
        for name in text.split() or self.definitions.agents:
            if name not in self.definitions.agents:
                raise UnknownAgent(name)
            yield print_agent(self.definitions.agents[name], self.definitions.dialect)

    def _clear(self, text: str) -> Iterator[str]:
        gone = set(text.split() or self.definitions.agents)
        unknown = gone - set(self.definitions.agents)
        if unknown:
            raise UnknownAgent(sorted(unknown)[0])
        kept = {name: agent for name, agent in self.definitions.agents.items() if name not in gone}
        self.definitions = Definitions(kept, None, self.definitions.dialect)
        yield f"删除 {len(gone)} 个定义 / {len(gone)} definitions forgotten"

    def _check(self, text: str) -> Iterator[str]:
        """A property of a process, or, where the text is a process and no more, what its text tells."""
        try:
            process = self._process(text)
        except PiSyntaxError:
            agent, formula = _split(text)
            if not agent or not formula.strip():
                raise
            wanted = parse_formula(" " * len(agent) + formula)  # a mistake is told by its place in the line
            yield from self._has(self._process(agent), wanted)
            return
        yield from (f"{remark.zh} / {remark.en}" for remark in remarks(self.definitions, process))
        for name in unguarded(self.definitions, process):
            yield f"进程“{name}”没有前缀就调用自己 / “{name}” calls itself without a prefix"
        growth = growing(self.definitions, process)
        for name in growth:
            yield f"进程“{name}”在并行之下重复自己 / “{name}” comes back under a parallel composition"
        bounded = (
            "有限控制 / finite control" if not growth else "无限控制，只作有界探索 / bounded exploration only"
        )
        yield bounded
        infer(self.definitions, process)
        yield "类一致 / sorts agree"

    def _has(self, process: Process, wanted: Property) -> Iterator[str]:
        """By the net where the text is the translation of a diagram and silent steps don't matter."""
        if wanted.weak and process == Call(MAIN):
            with suppress(NotTranslatable):
                model = to_bpmn(self.definitions)
                shown = sequential(behaviour(model, self.limit or LIMIT))
                yield from shown_checked(check(shown, main_of(shown), wanted, self.limit))
                yield "按流程网判定 / decided on the net"
                return
        yield from shown_checked(check(self.definitions, process, wanted, self.limit))

    def _sort(self, text: str) -> Iterator[str]:
        sorting = infer(self.definitions, self._process(text))
        for name, sort in sorting.names.items():
            yield f"{name}: s{sort}"
        for name, sorts in sorting.agents.items():
            yield f"{name}: ({', '.join([f's{sort}' for sort in sorts])})"
        for sort, carried in sorting.carries.items():
            yield f"s{sort} -> ({', '.join([f's{each}' for each in carried])})"

    def _size(self, text: str) -> Iterator[str]:
        head, _, as_pifra = text.rpartition(";")
        if as_pifra.strip() == "pifra":
            yield from self._size_in_pifra(*_split_number(head))
            return
        name, number = _split_number(text)
        process = self._process(name)
        found = size(self.definitions, process, number or self._reach(process))
        yield f"{found.configurations} 个状态 / states，{found.edges} 个变迁 / transitions"
        yield f"前语义 / early: {found.states} 个状态 / states，{found.transitions} 个变迁 / transitions"
        if found.complete:
            weakly = "?" if found.weak is None else found.weak
            yield f"合并后 / merged: strong {found.strong}, branching {found.branching}, weak {weakly}"
        else:
            remark = undecided(self.definitions, (process,), LimitReached(found.explored))
            yield f"只是下界：{remark.zh} / lower bounds: {remark.en}"

    def _size_in_pifra(self, name: str, number: int) -> Iterator[str]:
        """Where states are as many as the tool pifra prints, congruent ones included."""
        process = self._process(name)
        found = recorded(self.definitions, process, number or self._reach(process))
        yield f"{len(found.states)} 个状态 / states，{len(found.edges)} 个变迁 / transitions"
        if found.explored < len(found.states):
            yield f"展开了 {found.explored} 个 / {found.explored} explored"

    def _deadlocks(self, text: str) -> Iterator[str]:
        """By the net where the text is the translation of a diagram, else by looking at every state."""
        process = self._process(text)
        stuck_by_net = self._stuck_by_net() if process == Call(MAIN) else None
        if stuck_by_net is not None:
            yield from shown_stuck(stuck_by_net)
            return
        found = deadlocks(self.definitions, process, self._reach(process))
        for deadlock in found.found[:MOST_SHOWN]:
            kind = "已结束 / ended" if deadlock.ended else "死锁 / deadlock"
            yield f"{kind}: {deadlock.state}"
            yield f"  {' → '.join(deadlock.path) or '(初始 / at the start)'}"
        if len(found.found) > MOST_SHOWN:
            yield f"… 还有 {len(found.found) - MOST_SHOWN} 个 / more"
        stuck = sum(not deadlock.ended for deadlock in found.found)
        bounded = "" if found.complete else "，未探索完 / not all explored"
        yield f"{stuck} 个死锁 / deadlocks，{found.states} 个状态 / states{bounded}"

    def _stuck_by_net(self) -> Stuck | None:
        try:
            return deadlocks_of_diagram(self.definitions, self.limit or LIMIT)
        except NotTranslatable:
            return None

    def _traces(self, text: str) -> Iterator[str]:
        name, number = _split_number(text)
        process = self._process(name)
        for trace in traces(self.definitions, process, number or TRACE_LENGTH, self._reach(process)):
            yield " ".join(trace) or "(空 / empty)"

    def _step(self, text: str) -> Iterator[str]:
        process, _, taken = text.partition(";")
        stepper = self.stepper(process)
        for number in taken.split():
            yield from shown_choices(stepper)
            choices = stepper.choices()
            if not number.isdecimal() or not 1 <= int(number) <= len(choices):
                raise BadCommand(f"没有第 {number} 步", f"there is no step {number}")
            stepper.take(choices[int(number) - 1])
            yield f"> {number}"
        yield from shown_choices(stepper)

    def _help(self, text: str) -> Iterator[str]:
        for command in COMMANDS.values():
            yield f"{command.usage:<22}{command.zh} / {command.en}"

    def _related(self, word: str, text: str) -> str:
        distinct: tuple[str, ...] = ()
        if word.endswith("qd"):
            matched = _NAMES.fullmatch(text)
            if matched is None:
                raise BadCommand(f"写法：{COMMANDS[word].usage}", f"write: {COMMANDS[word].usage}")
            distinct = tuple([name for name in re.split(r"[\s,]+", matched[1]) if name])
            text = matched[2]
        left, right = [self._filled(end) for end in parse_processes(text, 2, self.definitions.dialect)]
        answer = compare(self.definitions, left, right, _RELATIONS[word], distinct=distinct, limit=self.limit)
        return shown_comparison(answer)

    def _filled(self, process: Process) -> Process:
        """An agent named alone, with its own parameters."""
        alone = isinstance(process, Call) and not process.arguments
        return agent_call(self.definitions, print_process(process)) if alone else process


def _split_number(text: str) -> tuple[str, int]:
    """A process and the number behind a semicolon, or 0."""
    name, _, number = text.partition(";")
    if number.strip() and not number.strip().isdecimal():
        raise BadCommand(
            f"分号之后应是一个数：{number.strip()}",
            f"a number belongs behind the semicolon: {number.strip()}",
        )
    return name, int(number or 0)


def _split(text: str) -> tuple[str, str]:
    """An agent, with names directly behind it, or a term in brackets; and what follows."""
    found = _AGENT.match(text)
    end = found.end() if found else 0
    if text.startswith("("):
        depth = accumulate((sign == "(") - (sign == ")") for sign in text)
        end = next((at for at, open_ in enumerate(depth, 1) if not open_), 0)
    rest = text[end:]
    return text[:end], rest.replace(",", " ", 1) if rest.lstrip().startswith(",") else rest


_ACTIONS: dict[str, Callable[[Workbench, str], Iterator[str]]] = {
    "agent": Workbench._agent,
    "env": Workbench._env,
    "clear": Workbench._clear,
    "check": Workbench._check,
    "sort": Workbench._sort,
    "size": Workbench._size,
    "deadlocks": Workbench._deadlocks,
    "traces": Workbench._traces,
    "step": Workbench._step,
    "help": Workbench._help,
}

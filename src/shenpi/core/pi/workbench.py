"""The command shell's commands, after the Mobility Workbench (Victor and Moller, CAV 1994), as a library.

A command is a line; its answer is text. `step` alone needs a conversation: `stepper` gives what to converse
with, and a line `step P; 1 2` takes the first choice, then the second.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from shenpi.core.pi.equivalence import LIMIT, Comparison, Relation, agent_call, compare, main_of
from shenpi.core.pi.errors import BadCommand, UnknownAgent
from shenpi.core.pi.inspecting import deadlocks, size, traces
from shenpi.core.pi.parsing import parse, parse_processes
from shenpi.core.pi.printing import print_agent, print_process
from shenpi.core.pi.sorts import infer
from shenpi.core.pi.stepping import Stepper
from shenpi.core.pi.structure import growing, remarks, unguarded
from shenpi.core.pi.syntax import Agent, Call, Definitions, Process
from shenpi.core.pi.translation import NotTranslatable, Stuck, deadlocks_of_diagram

MAIN = "Main"
TRACE_LENGTH = 5
MOST_SHOWN = 20
_LINE = re.compile(r"\s*([\w-]*)(.*)", re.DOTALL)
_NAMES = re.compile(r"\s*\(([\w\s,]*)\)(.*)", re.DOTALL)
_LENGTH = re.compile(r"(.*?)\s*(?:;\s*(\d+))?\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Command:
    """A command: how it is written, and what it does, in both languages."""

    usage: str
    zh: str
    en: str


COMMANDS = {
    "agent": Command("agent A(x) = P", "定义进程", "define an agent"),
    "env": Command("env [A]", "列出定义", "show definitions"),
    "clear": Command("clear [A …]", "删除定义", "forget definitions"),
    "check": Command("check [P]", "检查调用、控制和类", "check calls, control and sorts"),
    "sort": Command("sort [P]", "推断名字的类", "infer the sorts of names"),
    "size": Command("size [P]", "数状态和变迁", "count states and transitions"),
    "step": Command("step [P][; 1 2 …]", "逐步走查", "walk through step by step"),
    "deadlocks": Command(
        "deadlocks [P]", "找不能再动的状态及其路径", "find states without a step, with the path"
    ),
    "traces": Command("traces [P][; n]", "列出可见的动作序列", "list the visible traces up to length n"),
    "eq": Command("eq P Q", "强开互模", "strong open bisimilarity"),
    "eqd": Command("eqd (x,y) P Q", "区分名字下的强开互模", "strong open bisimilarity under a distinction"),
    "weq": Command("weq P Q", "弱开互模", "weak open bisimilarity"),
    "weqd": Command("weqd (x,y) P Q", "区分名字下的弱开互模", "weak open bisimilarity under a distinction"),
    "strong-early": Command("strong-early P Q", "强前互模", "strong early bisimilarity"),
    "weak-early": Command("weak-early P Q", "弱前互模", "weak early bisimilarity"),
    "strong-late": Command("strong-late P Q", "强后互模", "strong late bisimilarity"),
    "weak-late": Command("weak-late P Q", "弱后互模", "weak late bisimilarity"),
    "congruence": Command("congruence P Q", "观察互模", "observation congruence"),
    "help": Command("help", "本表", "this list"),
    "quit": Command("quit", "退出", "leave"),
}
_RELATIONS: dict[str, Relation] = {
    "eq": Relation.OPEN,
    "eqd": Relation.OPEN,
    "weq": Relation.WEAK_OPEN,
    "weqd": Relation.WEAK_OPEN,
    **{relation.value: relation for relation in Relation if relation.value in COMMANDS},
}


@dataclass(slots=True)
class Workbench:
    """Definitions that grow with commands. `limit` bounds the states that a command looks at."""

    definitions: Definitions = field(default_factory=Definitions)
    limit: int = LIMIT

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
        process = self._process(text)
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

    def _sort(self, text: str) -> Iterator[str]:
        sorting = infer(self.definitions, self._process(text))
        for name, sort in sorting.names.items():
            yield f"{name}: s{sort}"
        for name, sorts in sorting.agents.items():
            yield f"{name}: ({', '.join([f's{sort}' for sort in sorts])})"
        for sort, carried in sorting.carries.items():
            yield f"s{sort} -> ({', '.join([f's{each}' for each in carried])})"

    def _size(self, text: str) -> Iterator[str]:
        found = size(self.definitions, self._process(text), self.limit)
        more = "" if found.complete else "以上，未探索完 / or more, not all explored"
        yield f"{found.configurations} 个状态 / states，{found.edges} 个变迁 / transitions{more}"
        yield f"前语义 / early: {found.states} 个状态 / states，{found.transitions} 个变迁 / transitions"
        if found.complete:
            weakly = "?" if found.weak is None else found.weak
            yield f"合并后 / merged: strong {found.strong}, branching {found.branching}, weak {weakly}"

    def _deadlocks(self, text: str) -> Iterator[str]:
        """By the net where the text is the translation of a diagram, else by looking at every state."""
        process = self._process(text)
        stuck_by_net = self._stuck_by_net() if process == Call(MAIN) else None
        if stuck_by_net is not None:
            yield from shown_stuck(stuck_by_net)
            return
        found = deadlocks(self.definitions, process, self.limit)
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
            return deadlocks_of_diagram(self.definitions, self.limit)
        except NotTranslatable:
            return None

    def _traces(self, text: str) -> Iterator[str]:
        matched = _LENGTH.fullmatch(text)
        assert matched is not None, "the pattern takes any text"
        length = int(matched[2] or TRACE_LENGTH)
        for trace in traces(self.definitions, self._process(matched[1]), length, self.limit):
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


def shown_comparison(answer: Comparison) -> str:
    """The verdict on a line, and the trace that tells the two apart."""
    verdict = {True: "等价 / equivalent", False: "不等价 / not equivalent", None: "未判定 / not decided"}
    lines = [
        f"{answer.relation.value}: {verdict[answer.equivalent]} ({answer.states}, {answer.milliseconds:.1f} ms)"
    ]
    if answer.reason is not None:
        lines.append(f"  {answer.reason.zh} / {answer.reason.en}")
    sides = {"left": "左 left ", "right": "右 right"}
    lines += [f"  {sides[move.side.value]}  {move.move}" for move in answer.trace]
    if answer.trace:
        lines.append("  另一方不能跟上 / the other side cannot follow")
    return "\n".join(lines)


def shown_stuck(stuck: Stuck) -> Iterator[str]:
    """Where a diagram gets stuck, with the elements passed on the way."""
    for finding in stuck.found:
        yield f"死锁 / deadlock: {finding.zh} / {finding.en}"
        yield f"  {' → '.join(stuck.path(finding))}"
    bounded = "" if stuck.decided else "，未能判定 / not decided"
    yield f"{len(stuck.found)} 个死锁 / deadlocks，按流程网判定 / decided on the net{bounded}"


def shown_choices(stepper: Stepper) -> Iterator[str]:
    """The present state and what can happen, numbered from 1."""
    yield stepper.text
    choices = stepper.choices()
    for at, choice in enumerate(choices, 1):
        yield f"  {at}  {choice}  →  {choice.after}"
    if not choices:
        yield "  (不能再动 / no step)"


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

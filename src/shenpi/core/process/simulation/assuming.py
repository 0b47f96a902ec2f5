"""What a setup leaves out is assumed, and said to be."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import TypeVar

from shenpi.core.process.elements import Node
from shenpi.core.process.errors import ProcessError
from shenpi.core.process.expressions import Expression
from shenpi.core.process.hygiene.atoms import NotDecidable, Variable, variables
from shenpi.core.process.hygiene.verdicts import VERDICT, seen, seen_in_loop
from shenpi.core.process.json_input import BadInput, Problem
from shenpi.core.process.naming import Names
from shenpi.core.process.running import Net
from shenpi.core.process.simulation.durations import Choice, Duration, exponential
from shenpi.core.process.simulation.free import freed
from shenpi.core.process.simulation.setup import APPLICANT, Message, Setup, Staff, StepSetup

_Value = TypeVar("_Value")

TAKES = exponential(1800)
"""How long a step takes that the setup says nothing of: half an hour on average."""

OFFICES = ["1", "2"]
INSTANCE = "instance"


@dataclass(frozen=True, slots=True)
class Work:
    """One human step in full: what it takes, gives, and who does it."""

    takes: Duration
    verdicts: Choice | None
    staff: str


@dataclass(slots=True)
class Assumed:
    """A setup with nothing left open. `notes` are the assumptions in Chinese and English."""

    net: Net
    """The process, in which chance decides where the diagram does not."""
    chances: Mapping[str, Choice]
    steps: dict[str, Work] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)
    choose: dict[str, Choice] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    case: dict[str, object] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def values(self, random: Random) -> dict[str, object]:
        """The values of one case."""
        drawn = {name: choice.draw(random) for name, choice in self.choose.items()}
        return {**self.case, **drawn}


def assumed(net: Net, setup: Setup) -> Assumed:
    """Complete a setup for a process. Raises `BadInput` for names that the process does not have."""
    return _Assuming(net, setup).result()


class _Assuming:
    def __init__(self, net: Net, setup: Setup) -> None:
        free = freed(net, setup.branches)
        self.net = free.net
        self.setup = setup
        self.names = Names(net.model)
        self.found = Assumed(
            free.net, free.chances, case=dict(setup.case), choose=dict(setup.choose), notes=list(free.notes)
        )
        self.problems = list(free.problems)

    def result(self) -> Assumed:
        given = self._resolved("steps", self.setup.steps, self.names.find)
        self.found.messages = self._resolved(
            "messages", self.setup.messages, lambda text: self.names.message(text).element_id
        )
        for node in self.net.model.steps():
            self._step(node, given.pop(node.id, StepSetup()))
        for name in given:
            self._tell(f"steps.{name}", "不是人工环节", "is not a human step")
        for name in self.setup.staff:
            if name not in self.found.staff:
                self._tell(f"staff.{name}", "没有环节由其办理", "no step is for this staff")
        self._values()
        if self.problems:
            raise BadInput(self.problems)
        return self.found

    def _resolved(
        self, path: str, given: Mapping[str, _Value], find: Callable[[str], str]
    ) -> dict[str, _Value]:
        """What is said of elements, by their ids."""
        found: dict[str, _Value] = {}
        for name, value in given.items():
            try:
                found[find(name)] = value
            except ProcessError as error:
                self._tell(f"{path}.{name}", error.zh, error.en)
        return found

    def _step(self, node: Node, given: StepSetup) -> None:
        name = node.name or node.id
        role = node.duties.role
        if given.takes is None:
            self._note(
                f"“{name}”平均用时 30 分钟（指数分布）", f"{name!r} takes 30 minutes on average (exponential)"
            )
        verdicts, offered = given.verdicts, node.duties.verdicts or self._asked(node)
        if verdicts is None and offered:
            verdicts = Choice.of([(verdict, 1.0) for verdict in offered])
            if len(offered) > 1:
                self._note(f"“{name}”的各结论机会均等", f"the verdicts of {name!r} are equally likely")
        staff = given.staff or role or self.net.model.lanes[node.id] or node.id
        if staff not in self.found.staff:
            self.found.staff[staff] = self._staff(staff)
        self.found.steps[node.id] = Work(given.takes or TAKES, verdicts, staff)

    def _asked(self, node: Node) -> list[str]:
        """The verdicts that gateways ask of a step which declares none: what they compare with, and another."""
        for asking, guards in self._asking:
            before = seen_in_loop if asking.loop else seen
            if node in before(self.net.model, asking).without:
                with suppress(NotDecidable):
                    return [str(value) for value in variables(guards)[VERDICT].classes()]
        return []

    @cached_property
    def _asking(self) -> list[tuple[Node, list[Expression]]]:
        """The gateways and loops that ask for a verdict, with the conditions that do."""
        found = []
        for node in self.net.model.nodes:
            guards = [guard for guard in self._conditions(node) if VERDICT in guard.names]
            if guards:
                found.append((node, guards))
        return found

    def _conditions(self, node: Node) -> list[Expression]:
        """What a gateway's branches, or a loop, depend on."""
        asked = [flow.condition for flow in self.net.model.outgoing[node.id]]
        asked += [node.loop.condition] if node.loop else []
        return [condition for condition in asked if condition]

    def _staff(self, name: str) -> Staff:
        if name in self.setup.staff:
            return self.setup.staff[name]
        if name == APPLICANT:
            return Staff(None, hours=())
        self._note(f"“{name}”有 1 人", f"there is 1 {name!r}")
        return Staff(1)

    def _values(self) -> None:
        """Values that conditions and lists of offices need, each class of values equally likely."""
        for name in filter(None, (transition.instances for transition in self.net.transitions)):
            if not self._is_given(name):
                self.found.case[name] = OFFICES
                self._note(f"“{name}”为两个处室", f"{name!r} are two offices")
        for node in self.net.model.nodes:
            with suppress(NotDecidable):
                for name, variable in variables(self._conditions(node)).items():
                    self._value(name, variable, named_only=not node.default and not node.loop)

    def _value(self, name: str, variable: Variable, *, named_only: bool) -> None:
        """Choose among a variable's values; where no branch may be left over, among those that are named."""
        if name in (VERDICT, INSTANCE) or self._is_given(name):
            return
        classes = variable.classes()
        named = [value for value in classes if value in variable.constants]
        values = named if named_only and named and not variable.ordered else classes
        self.found.choose[name] = Choice.of([(value, 1.0) for value in values])
        self._note(f"“{name}”的各种取值机会均等", f"the values of {name!r} are equally likely")

    def _is_given(self, name: str) -> bool:
        return any(name in known for known in (self.found.case, self.found.choose, self.found.chances))

    def _note(self, zh: str, en: str) -> None:
        if (zh, en) not in self.found.notes:
            self.found.notes.append((zh, en))

    def _tell(self, path: str, zh: str, en: str) -> None:
        self.problems.append(Problem(path, zh, en))

"""Walking through a process step by step: what can happen, on which channel, with which message."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count

from shenpi.core.pi import building
from shenpi.core.pi.compiling import System, compile_definitions
from shenpi.core.pi.moves import settled, shown_action
from shenpi.core.pi.naming import shown, shown_name
from shenpi.core.pi.steps import Act, Semantics, Step
from shenpi.core.pi.syntax import Definitions, Process
from shenpi.core.pi.terms import Term


@dataclass(frozen=True, slots=True)
class Choice:
    """One step that can be taken: under which condition, what is done, and what is left.

    `channel` and `message` tell of a τ what was exchanged inside; both are empty for a silent step that
    exchanges nothing.
    """

    condition: str
    action: str
    channel: str
    message: tuple[str, ...]
    after: str
    target: Term

    def __str__(self) -> str:
        inside = f" ({self.channel}<{','.join(self.message)}>)" if self.action == "τ" and self.channel else ""
        return f"{self.condition}{self.action}{inside}"


class Stepper:
    """A process and where it stands. Names received are fresh ones, after the names in the text."""

    def __init__(self, definitions: Definitions, process: Process) -> None:
        """Raises TooDeep."""
        self._system = compile_definitions(definitions, hints=True)
        self._semantics = Semantics(self._system, symbolic=True)
        self.state = settled(self._system.term(process), names_may_meet=True)
        self.history: tuple[Choice, ...] = ()

    @property
    def text(self) -> str:
        """The present state."""
        return shown(self._system, self.state)

    def choices(self) -> tuple[Choice, ...]:
        """What can happen now. Raises TooDeep."""
        return tuple([_choice(self._system, self.state, step) for step in self._semantics.steps(self.state)])

    def take(self, choice: Choice) -> None:
        """Let it happen."""
        self.state = choice.target
        self.history = (*self.history, choice)


def _choice(system: System, state: Term, step: Step) -> Choice:
    names = _names(step.bound, state.free.union(system.agents))
    merged: dict[str, str] = {}
    for left, right, equal in sorted(step.condition):
        if equal:
            merged[merged.get(right, right)] = merged.get(left, left)
    target = settled(
        building.substitute(step.target, names, tuple(sorted(merged.items()))), names_may_meet=True
    )
    words = [names[name] if isinstance(name, int) else shown_name(name) for name in step.objects]
    channel = shown_name(step.channel)
    if step.act is Act.TAU:
        action = "τ"
    else:
        leaving = [
            f"^{word}" if isinstance(name, int) else word
            for word, name in zip(words, step.objects, strict=True)
        ]
        action = shown_action(step.act, channel, leaving if step.act is Act.OUTPUT else words)
    tests = [f"[{left}{'=' if equal else '!='}{right}]" for left, right, equal in sorted(step.condition)]
    return Choice("".join(tests), action, channel, tuple(words), shown(system, target), target)


def _names(hints: Sequence[str], taken: Collection[str]) -> tuple[str, ...]:
    """A name for each bound name, after its hint, that is not taken."""
    names: list[str] = []
    for hint in hints:
        base = hint or "x"
        options = (base if at == 0 else f"{base}{at}" for at in count())
        names.append(next(name for name in options if name not in taken and name not in names))
    return tuple(names)

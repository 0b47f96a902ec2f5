"""Are two processes the same to an observer, and does one stay within what the other allows?"""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from shenpi.core.pi import refinement
from shenpi.core.pi.comparison.games import LIMIT_PAIRS, Play, foreign_run, game, ranks
from shenpi.core.pi.comparison.joint import Joint
from shenpi.core.pi.comparison.runs import run_of
from shenpi.core.pi.comparison.system import ENDED, SILENT, System, system_of
from shenpi.core.pi.comparison.visibility import Selection, check_known
from shenpi.core.pi.errors import LimitReached
from shenpi.core.process import ProcessModel, compile_net
from shenpi.core.process.verification.findings import RunStep, Verdict

LIMIT_STATES = 50_000


class Question(StrEnum):
    """What is asked of two processes."""

    EQUIVALENT = "equivalent"
    """Weakly bisimilar: whatever is seen of one can be seen of the other, at every moment."""
    REFINES = "refines"
    """Weakly simulated: whatever is seen of the left is allowed by the right."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer. Where it is no, the two runs show the same to the observer, up to the last step."""

    question: Question
    verdict: Verdict
    left: tuple[RunStep, ...] = ()
    right: tuple[RunStep, ...] = ()
    visible: tuple[str, ...] = ()
    """What the observer saw on both sides."""
    last: str = ""
    """What then only one side can do, by name; '✓' is: be finished; '' is: commit itself silently."""
    able: str = ""
    """That side: left or right."""
    zh: str = ""
    en: str = ""
    states: int = 0
    milliseconds: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether the answer is yes."""
        return self.verdict is Verdict.HOLDS

    def to_json(self) -> Mapping[str, object]:
        """The answer as plain data."""

        def run(steps: Iterable[RunStep]) -> list[dict[str, list[str]]]:
            return [{"labels": list(step.labels), "tokens": list(step.tokens)} for step in steps]

        return {
            "question": self.question.value,
            "verdict": self.verdict.value,
            "left": run(self.left),
            "right": run(self.right),
            "visible": list(self.visible),
            "last": self.last,
            "able": self.able,
            "zh": self.zh,
            "en": self.en,
            "states": self.states,
            "milliseconds": round(self.milliseconds, 3),
        }


def compare(
    left: ProcessModel,
    right: ProcessModel,
    *,
    selections: tuple[Selection, ...] = (),
    question: Question = Question.EQUIVALENT,
    instances: int = 2,
    limit_states: int = LIMIT_STATES,
) -> Comparison:
    """Compare two models by what is selected as visible (without selections: every step and message).

    Undecided beyond `limit_states` states of either. Raises `BadSelection`, and `BpmnRefused` where a
    model has no net.
    """
    began = time.perf_counter()
    check_known((left, right), selections)
    try:
        systems = [
            system_of(compile_net(model), selections, instances, limit_states) for model in (left, right)
        ]
        found = _answer(Joint(systems[0], systems[1]), question)
    except LimitReached as reached:
        return Comparison(
            question,
            Verdict.UNDECIDED,
            zh=f"{reached.zh}；可以少选一些可见环节",
            en=f"{reached.en}; try with fewer visible steps",
            milliseconds=(time.perf_counter() - began) * 1000,
        )
    return _told(question, systems, found, (time.perf_counter() - began) * 1000)


def _answer(joint: Joint, question: Question) -> Play | None:
    """None for yes, else a play that shows why not. Raises `LimitReached`."""
    sides = (0, 1) if question is Question.EQUIVALENT else (0,)
    if joint.ends[0] == joint.ends[1]:
        return None
    if question is Question.EQUIVALENT:
        weak = refinement.weak(joint.edges)
        if weak[0] == weak[joint.offset]:
            return None
    found = foreign_run(joint, sides)
    if found is not None:
        return found
    if len(joint.reachable(joint.ends[0])) * len(joint.reachable(joint.ends[1])) > LIMIT_PAIRS:
        raise LimitReached(LIMIT_PAIRS)
    rank = ranks(joint, sides)
    return game(joint, rank, sides) if joint.ends in rank else None


def _told(question: Question, systems: list[System], play: Play | None, milliseconds: float) -> Comparison:
    states = sum(len(system.edges) for system in systems)
    if play is None:
        zh, en = _YES[question]
        return Comparison(question, Verdict.HOLDS, zh=zh, en=en, states=states, milliseconds=milliseconds)
    zh, en = _reason(play)
    return Comparison(
        question,
        Verdict.VIOLATED,
        left=run_of(systems[0].plain, play.fired[0]),
        right=run_of(systems[1].plain, play.fired[1]),
        visible=tuple(play.visible),
        last=play.last,
        able=("left", "right")[play.able],
        zh=zh,
        en=en,
        states=states,
        milliseconds=milliseconds,
    )


_YES = {
    Question.EQUIVALENT: (
        "对观察者而言两个流程等价：一方看得到的，另一方在同样的时刻也都看得到",
        "to the observer the two processes are equivalent",
    ),
    Question.REFINES: (
        "左侧流程符合右侧流程：左侧看得到的，右侧都允许",
        "the left process refines the right one: whatever is seen of it, the right one allows",
    ),
}


def _reason(play: Play) -> tuple[str, str]:
    seen_zh = "".join(f"“{name}”" for name in play.visible)
    seen_en = ", ".join(play.visible)
    when_zh = f"在{seen_zh}之后，" if play.visible else "一开始，"
    when_en = f"after {seen_en} " if play.visible else "at the beginning "
    sides_zh, sides_en = ("左侧", "右侧"), ("left", "right")
    able, other = play.able, 1 - play.able
    if play.last == ENDED:
        return (
            f"{when_zh}{sides_zh[able]}流程可以办结，{sides_zh[other]}流程不能",
            f"{when_en}the {sides_en[able]} process can be finished, the {sides_en[other]} one cannot",
        )
    if play.last == SILENT:
        return (
            f"{when_zh}{sides_zh[able]}流程可能已在内部作出选择，{sides_zh[other]}流程不会",
            f"{when_en}the {sides_en[able]} process may have made a choice inside, the {sides_en[other]} one not",
        )
    return (
        f"{when_zh}{sides_zh[able]}流程可以出现“{play.last}”，{sides_zh[other]}流程不能",
        f"{when_en}the {sides_en[able]} process can do {play.last!r}, the {sides_en[other]} one cannot",
    )

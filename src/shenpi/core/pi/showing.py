"""Answers of the command shell in words, Chinese and English."""

from collections.abc import Iterator

from shenpi.core.pi.equivalence import Comparison
from shenpi.core.pi.logic import Checked
from shenpi.core.pi.stepping import Stepper
from shenpi.core.pi.translation import Stuck


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


def shown_checked(answer: Checked) -> Iterator[str]:
    """Whether a property holds, and the run that shows it."""
    verdict = {True: "成立 / holds", False: "不成立 / does not hold", None: "未判定 / not decided"}
    yield f"{verdict[answer.holds]} ({answer.positions}, {answer.milliseconds:.1f} ms)"
    if answer.reason is not None:
        yield f"  {answer.reason.zh} / {answer.reason.en}"
    if answer.trace:
        yield "  例证 / as in:" if answer.holds else "  反例 / as in:"
    for at, words in enumerate(answer.trace):
        yield f"  {'↻' if at == answer.again else ' '} {words}"
    if answer.again is not None:
        yield "  从 ↻ 起无限重复 / from ↻ on for ever"
    elif answer.because:
        yield f"  由此判定 / decided by: {answer.because}"

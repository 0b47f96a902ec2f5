"""`verify`: every property of a compiled process, each with its verdict."""

import time
from collections.abc import Callable, Iterable

from shenpi.core.process.elements import ACTIVITIES, Kind
from shenpi.core.process.net import PlaceKind
from shenpi.core.process.running import Net
from shenpi.core.process.verification.checked import CheckedNet
from shenpi.core.process.verification.classical import Answers, decide
from shenpi.core.process.verification.explaining import Explanation, ends_twice, second_token, stuck
from shenpi.core.process.verification.findings import Finding, Property, Report, Verdict
from shenpi.core.process.verification.replay import Replay
from shenpi.core.process.verification.wording import called

LIMIT_STATES = 100_000
DOING = ACTIVITIES | {Kind.CATCH, Kind.THROW, Kind.BOUNDARY}
"""What can be dead: activities, and events on the way."""
_HELD = {
    Property.SAFE: ("任何环节都不会被同时办理两次。", "No step is ever reached twice at the same time."),
    Property.OPTION_TO_COMPLETE: (
        "无论办到哪一步，流程都能办结。",
        "From wherever a case stands, it can be completed.",
    ),
    Property.PROPER_COMPLETION: (
        "每个结束事件在一件办理中至多发生一次。",
        "No end event happens twice in one case.",
    ),
    Property.NO_DEAD_ACTIVITY: ("每个环节都有机会被执行。", "Every step can be carried out."),
}


def verify(net: Net, *, limit_states: int = LIMIT_STATES, instances: int = 2) -> Report:
    """Decide the properties of a process (definitions: docs/verification.md).

    `limit_states` bounds each exploration; what it leaves open is answered `undecided`, never
    guessed. Multi-instance activities are written out with `instances` copies.
    """
    begun = time.perf_counter()
    checked = CheckedNet(net.unfold(instances), net.model)
    answers = decide(checked, limit_states)
    findings = [*_classical(checked, answers, limit_states)]
    return Report(
        findings=tuple(findings),
        states=answers.states,
        milliseconds=(time.perf_counter() - begun) * 1000,
        method=f"structural reduction; {answers.states} states; {instances} instances",
    )


def _classical(net: CheckedNet, answers: Answers, limit: int) -> Iterable[Finding]:
    yield _one(Property.SAFE, net, answers.safe, second_token, answers.safe_proved, limit)
    yield from _stuck(net, answers, limit)
    yield _one(Property.PROPER_COMPLETION, net, answers.proper, ends_twice, answers.proper_proved, limit)
    yield from _dead(net, answers, limit)


def _one(
    asked: Property,
    net: CheckedNet,
    run: Replay | None,
    explain: Callable[[CheckedNet, Replay], Explanation],
    proved: bool,
    limit: int,
) -> Finding:
    if run is None:
        return settled(asked, proved, limit)
    return _violated(asked, explain(net, run), run)


def settled(asked: Property, proved: bool, limit: int) -> Finding:
    """No fault was found: proved, or not decided."""
    if proved:
        return Finding(asked, Verdict.HOLDS, zh=_HELD[asked][0], en=_HELD[asked][1])
    return Finding(
        asked,
        Verdict.UNDECIDED,
        zh=f"在 {limit} 个状态之内未发现问题，也未能证明没有问题。",
        en=f"Not decided within {limit} states: no fault found, none excluded.",
    )


def _violated(asked: Property, explained: Explanation, run: Replay) -> Finding:
    elements, zh, en = explained
    return Finding(asked, Verdict.VIOLATED, elements, run.steps(), zh, en)


def _stuck(net: CheckedNet, answers: Answers, limit: int) -> Iterable[Finding]:
    """One finding for each element at fault, dead ends before endless loops."""
    if not answers.stuck:
        yield settled(Property.OPTION_TO_COMPLETE, answers.option_proved, limit)
        return
    seen: set[str] = set()
    endless = False
    for run in answers.stuck:
        explained = stuck(net, run)
        fault = explained[0][0] if explained[0] else ""
        loops = "循环" in explained[1] or not explained[0]
        if fault in seen or (loops and (seen or endless)):
            continue
        endless |= loops
        seen.add(fault)
        yield _violated(Property.OPTION_TO_COMPLETE, explained, run)


def _dead(net: CheckedNet, answers: Answers, limit: int) -> Iterable[Finding]:
    live = _executed(net, answers.live)
    dead = [node.id for node in net.model.nodes if node.kind in DOING and node.id not in live]
    if not dead or not answers.live_proved:
        yield settled(Property.NO_DEAD_ACTIVITY, not dead, limit)
        return
    for element in dead:
        zh, en = called(net.model, element)
        yield Finding(
            Property.NO_DEAD_ACTIVITY,
            Verdict.VIOLATED,
            (element,),
            (),
            f"{zh}永远不会被执行：没有任何办理过程走得到它。",
            f"{en[:1].upper()}{en[1:]} can never be carried out: no run of the process reaches it.",
        )


def _executed(net: CheckedNet, live: set[int]) -> set[str]:
    """The nodes that are passed by some run; a sub-process counts once it begins."""
    found: set[str] = set()
    plain = net.plain
    for index in live:
        transition = plain.transitions[index]
        found.update(transition.labels)
        found.update(
            plain.elements[place] for place in transition.gives if plain.kinds[place] is PlaceKind.SCOPE
        )
    return found

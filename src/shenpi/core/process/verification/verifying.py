"""`verify`: every property of a compiled process, each with its verdict."""

import time
from collections.abc import Callable, Iterable

from shenpi.core.process.elements import ACTIVITIES, Kind
from shenpi.core.process.net import PlaceKind
from shenpi.core.process.running import Net
from shenpi.core.process.verification.answers import Answers
from shenpi.core.process.verification.checked import CheckedNet
from shenpi.core.process.verification.classical import decide
from shenpi.core.process.verification.explaining import Explanation, ends_twice, second_token, stuck
from shenpi.core.process.verification.findings import Finding, Property, Report, Verdict
from shenpi.core.process.verification.lawful import lawful
from shenpi.core.process.verification.replay import Replay
from shenpi.core.process.verification.settling import settled, violated
from shenpi.core.process.verification.shortening import to_dead_end, to_second_token
from shenpi.core.process.verification.timely import within_limit
from shenpi.core.process.verification.wording import called
from shenpi.core.worktime import Limit

LIMIT_STATES = 100_000
DOING = ACTIVITIES | {Kind.CATCH, Kind.THROW, Kind.BOUNDARY}
"""What can be dead: activities, and events on the way."""


def verify(
    net: Net,
    *,
    limit_states: int = LIMIT_STATES,
    instances: int = 2,
    promised: Limit | None = None,
    statutory: Limit | None = None,
) -> Report:
    """Decide the properties of a process (definitions: docs/verification.md).

    `limit_states` bounds each exploration; what it leaves open is answered `undecided`, never
    guessed. Multi-instance activities are written out with `instances` copies. `promised` and
    `statutory` are the item's limits from acceptance to decision; without a statutory one that of
    行政许可法 art. 42 is taken.
    """
    begun = time.perf_counter()
    checked = CheckedNet(net.unfold(instances), net.model)
    answers = decide(checked, limit_states)
    findings = list(_classical(checked, answers, limit_states))
    safe = None if not answers.safe_proved and answers.safe is None else findings[0].verdict
    findings += lawful(checked, safe=safe, limit=limit_states)
    findings += within_limit(net.model, promised, statutory, instances)
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
        return settled(asked, proved=proved, limit=limit)
    return violated(asked, explain(net, run), to_second_token(run))


def _stuck(net: CheckedNet, answers: Answers, limit: int) -> Iterable[Finding]:
    """One finding for each element at fault, dead ends before endless loops."""
    if not answers.stuck:
        yield settled(Property.OPTION_TO_COMPLETE, proved=answers.option_proved, limit=limit)
        return
    seen: set[str] = set()
    for run in answers.stuck:
        found = stuck(net, run)
        fault = "" if found.endless else found.explained[0][0]
        if fault in seen or (found.endless and seen):
            continue
        seen.add(fault)
        shorter = to_dead_end(run, found.waiting) if found.waiting else run
        yield violated(Property.OPTION_TO_COMPLETE, found.explained, shorter)


def _dead(net: CheckedNet, answers: Answers, limit: int) -> Iterable[Finding]:
    live = _executed(net, answers.live)
    dead = [node.id for node in net.model.nodes if node.kind in DOING and node.id not in live]
    if not dead or not answers.live_proved:
        yield settled(Property.NO_DEAD_ACTIVITY, proved=not dead, limit=limit)
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

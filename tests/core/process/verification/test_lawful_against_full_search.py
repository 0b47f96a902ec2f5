"""Held, served, withdrawable: the reduced answer against every state of the plain net."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shenpi.core.process import BpmnRefused, Cause, Net, PlaceKind, compile_net, read_bpmn
from shenpi.core.process.verification import Property, Verdict, verify
from shenpi.core.process.verification.duties import milestones
from tests.core.process.blocks import blocks, drawn
from tests.core.process.exploring import State, TooLarge, successors
from tests.core.process.verification.faulty import dutiful, mutated

SAMPLE = settings(
    max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
LAWFUL = (Property.ALWAYS_HELD, Property.DECISION_SERVED, Property.WITHDRAWABLE)
Flagged = tuple[State, frozenset[str]]


def truth(net: Net, limit: int) -> dict[Property, bool]:
    """The three answers from every state and what was passed on the way to it; raises TooLarge."""
    plain, found = net.unfold(2), milestones(net.model)
    marks = {"accepted": found.accepting, "served": found.serving, "over": found.deciding | found.withdrawing}
    holds = dict.fromkeys(LAWFUL, True)
    seen: set[Flagged] = set()
    pending: list[Flagged] = [(frozenset(plain.initial), frozenset())]
    while pending:
        state, passed = pending.pop()
        if (state, passed) in seen:
            continue
        seen.add((state, passed))
        if len(seen) > limit:
            raise TooLarge
        after = list(successors(plain, state))
        final = all(plain.kinds[place] is PlaceKind.MESSAGE for place in state)
        causes = {transition.origin.cause for transition, _ in after}
        if causes == {Cause.MESSAGE}:
            holds[Property.ALWAYS_HELD] = False
        if final and "accepted" in passed and "served" not in passed:
            holds[Property.DECISION_SERVED] = False
        labels = {label for transition, _ in after for label in transition.labels}
        between = "accepted" in passed and "over" not in passed
        if between and not final and Cause.AUTO not in causes and not labels & found.withdrawing:
            holds[Property.WITHDRAWABLE] = False
        for transition, follower in after:
            new = {mark for mark, elements in marks.items() if elements & set(transition.labels)}
            pending.append((follower, passed | new))
    return holds


def compare(data: bytes) -> str:
    try:
        net = compile_net(read_bpmn(data))
    except BpmnRefused:
        return "refused"
    report = verify(net, limit_states=3_000)
    if report.verdict(Property.SAFE) is not Verdict.HOLDS:
        assert not any(report.of(asked) for asked in LAWFUL)
        return "not safe"
    try:
        holds = truth(net, 1_500)
    except TooLarge:
        return "large"
    for asked in LAWFUL:
        verdict = report.verdict(asked)
        expected = Verdict.HOLDS if holds[asked] else Verdict.VIOLATED
        assert verdict in (None, Verdict.UNDECIDED, expected), (asked, verdict)
    return " ".join(sorted(asked for asked in LAWFUL if report.verdict(asked) is Verdict.VIOLATED))


def test_on_random_processes_with_duties() -> None:
    found: Counter[str] = Counter()

    @SAMPLE
    @given(st.one_of(dutiful(mutated(blocks())), dutiful(blocks().map(lambda block: drawn(block)[0]))))
    def ask(data: bytes) -> None:
        found[compare(data)] += 1

    ask()
    assert sum(count for kind, count in found.items() if "_" in kind) >= 5

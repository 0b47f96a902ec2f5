"""A counter-example is a run of the net: each step can be taken, and its end shows the fault."""

from collections import Counter

from hypothesis import HealthCheck, given, settings

from shenpi.core.process import BpmnRefused, Net, compile_net, read_bpmn
from shenpi.core.process.verification import Property, Verdict, verify
from shenpi.core.process.verification.checked import CheckedNet
from shenpi.core.process.verification.classical import decide
from shenpi.core.process.verification.explaining import stuck
from shenpi.core.process.verification.replay import Replay
from shenpi.core.process.verification.shortening import to_dead_end, to_second_token
from tests.core.process.blocks import blocks
from tests.core.process.drawing import END, HEAD, START, bpmn, flows, gateway, tasks
from tests.core.process.verification.asking import report_of
from tests.core.process.verification.faulty import collaborations, graphs, mutated
from tests.core.process.verification.full_search import FullSearch

SAMPLE = settings(
    max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)


def played(net: Net, run: Replay) -> Counter[str]:
    """The tokens after a run, played on the plain net by the book; asserts that every step is enabled."""
    plain = net.unfold(2)
    tokens = Counter(plain.initial)
    for index in run.fired:
        transition = plain.transitions[index]
        assert all(tokens[place] for place in transition.takes)
        assert not any(tokens[place] for place in transition.empty)
        tokens.subtract(transition.takes)
        for place in transition.clears:
            tokens[place] = 0
        tokens.update(transition.gives)
    return +tokens


def shortened(net: CheckedNet, run: Replay) -> Replay:
    """A run into a dead end as people see it."""
    waiting = stuck(net, run).waiting
    return to_dead_end(run, waiting) if waiting else run


def check(data: bytes) -> None:
    try:
        net = compile_net(read_bpmn(data))
    except BpmnRefused:
        return
    checked = CheckedNet(net.unfold(2), net.model)
    answers = decide(checked, 2_000)
    if answers.safe:
        kinds = net.unfold(2).kinds
        tokens = played(net, to_second_token(answers.safe))
        assert any(count > 1 and kinds[place] != "message" for place, count in tokens.items())
    if answers.proper:
        ends = [
            label
            for index in to_second_token(answers.proper).fired
            for label in net.unfold(2).transitions[index].labels[-1:]
        ]
        assert max(Counter(ends).values()) > 1
    for run in (shortened(checked, run) for run in answers.stuck[:2]):
        search = FullSearch(net, 300)
        search.plain = type(search.plain)(
            places=search.plain.places,
            kinds=search.plain.kinds,
            elements=search.plain.elements,
            transitions=search.plain.transitions,
            initial=tuple(played(net, run).elements()),
        )
        if max(Counter(search.plain.initial).values(), default=0) == 1:
            assert cannot_end(search)


def cannot_end(search: FullSearch) -> bool:
    """Whether no state that follows is final, as far as the search goes."""
    seen = {(frozenset((place, 1) for place in search.plain.initial), frozenset())}
    pending = list(seen)
    while pending and len(seen) < 300:
        state = pending.pop()
        if all(search.plain.kinds[place] == "message" for place, _ in state[0]):
            return False
        if max((count for _, count in state[0]), default=0) < 3:
            new = set(search._after(state)) - seen
            seen |= new
            pending += new
    return True


@SAMPLE
@given(graphs())
def test_of_graphs(data: bytes) -> None:
    check(data)


@SAMPLE
@given(collaborations())
def test_of_collaborations(data: bytes) -> None:
    check(data)


@SAMPLE
@given(mutated(blocks()))
def test_of_changed_blocks(data: bytes) -> None:
    check(data)


@SAMPLE
@given(graphs())
def test_every_violation_but_death_has_a_run_and_words(data: bytes) -> None:
    report = verify(compile_net(read_bpmn(data)), limit_states=2_000)
    for finding in report.findings:
        assert finding.zh
        assert finding.en
        if finding.verdict is not Verdict.VIOLATED or finding.property is Property.NO_DEAD_ACTIVITY:
            assert not finding.run
        elif finding.property is not Property.OPTION_TO_COMPLETE:
            assert finding.run


def test_of_several_that_wait_the_first_cause_is_named() -> None:
    gateways = "".join(gateway("parallel", name) for name in ("g", "inner", "outer")) + gateway(
        "exclusive", "x"
    )
    data = bpmn(
        START + END + gateways + tasks("a", "b", "c"), "s>g>a>outer>e", "g>x>b>inner>outer", "x>c>inner"
    )
    (finding,) = report_of(data).of(Property.OPTION_TO_COMPLETE)
    assert finding.elements[0] == "inner"


def test_a_ring_is_told_as_one() -> None:
    """Two pools that each wait for the other to speak first."""
    pool = (
        '<process id="{0}"><startEvent id="{0}s"/><receiveTask id="{0}hears" name="听取{0}"/>'
        '<sendTask id="{0}speaks"/><endEvent id="{0}e"/>{1}</process>'
    )
    pools = "".join(
        pool.format(name, flows(f"{name}s>{name}hears>{name}speaks>{name}e")) for name in ("p", "q")
    )
    collaboration = (
        '<collaboration id="c"><participant id="a" processRef="p"/><participant id="b" processRef="q"/>'
        '<messageFlow id="m1" sourceRef="pspeaks" targetRef="qhears"/>'
        '<messageFlow id="m2" sourceRef="qspeaks" targetRef="phears"/></collaboration>'
    )
    report = report_of((HEAD + collaboration + pools + "</definitions>").encode())
    (finding,) = report.of(Property.OPTION_TO_COMPLETE)
    assert set(finding.elements) == {"phears", "qhears"}
    assert "互相等待" in finding.zh
    assert {label for step in finding.run for label in step.labels} >= {"ps", "qs"}

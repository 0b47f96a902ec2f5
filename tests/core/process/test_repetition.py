"""Activities that repeat: one office after the other, or again while a condition holds. One net runs and is proved."""

from dataclasses import replace

import pytest

from shenpi.core.pi.comparison import compare
from shenpi.core.process import (
    BpmnRefused,
    Net,
    ProcessModel,
    Step,
    Undecided,
    compile_net,
    read_bpmn,
    write_bpmn,
)
from shenpi.core.process.checking import check_structure
from shenpi.core.process.hygiene import check
from shenpi.core.process.simulation import read, simulate
from shenpi.core.process.verification import Property, Verdict, verify
from shenpi.core.process.written_out import fold, write_out
from tests.core.process.drawing import (
    AGAIN,
    END,
    ERROR,
    IN_TURN,
    OFFICES,
    START,
    TIMER,
    again,
    boundary,
    bpmn,
    flows,
    tag,
    tasks,
)


def model(elements: str, *arrows: str) -> ProcessModel:
    return read_bpmn(bpmn(START + elements + END, *arrows))


def net_of(elements: str, *arrows: str) -> Net:
    return compile_net(model(elements, *arrows))


def inner(identity: str, elements: str, *arrows: str, how: str) -> str:
    """A sub-process with start and end of its own, repeated."""
    ends = f'<startEvent id="{identity}i"/><endEvent id="{identity}o"/>'
    return tag("subProcess", identity, ends + elements + flows(*arrows) + how)


MORE = again("more")
REPEATED = {
    "side by side": model(tag("userTask", "a", OFFICES) + tasks("b"), "s>a>b>e"),
    "in turn": model(tag("userTask", "a", IN_TURN) + tasks("b"), "s>a>b>e"),
    "in turn, interrupted": model(
        inner("x", tasks("a", "c"), "xi>a>c>xo", how=IN_TURN) + boundary("t", "x", TIMER) + tasks("b"),
        "s>x>b>e",
        "t>e",
    ),
    "again": model(tag("userTask", "a", MORE) + tasks("b"), "s>a>b>e"),
    "asked before": model(tag("userTask", "a", again("more", before=True)) + tasks("b"), "s>a>b>e"),
    "a service again": model(tag("serviceTask", "a", MORE) + tasks("b"), "s>a>b>e"),
    "again, interrupted and reminded": model(
        inner("x", tasks("a", "c"), "xi>a>c>xo", how=MORE)
        + boundary("t", "x", TIMER)
        + boundary("u", "x", TIMER, interrupting=False)
        + tasks("b", "d"),
        "s>x>b>e",
        "t>e",
        "u>d",
    ),
    "again in turn": model(
        inner("x", tag("userTask", "a", MORE), "xi>a>xo", how=IN_TURN) + tasks("b"), "s>x>b>e"
    ),
    "side by side again": model(
        inner("x", tag("userTask", "a", OFFICES), "xi>a>xo", how=MORE) + tasks("b"), "s>x>b>e"
    ),
    "an error ends it": model(
        inner("x", tag("endEvent", "f", ERROR) + tag("userTask", "a", MORE), "xi>a>f", how=MORE)
        + boundary("c", "x", ERROR)
        + tasks("b"),
        "s>x>e",
        "c>b>e",
    ),
}


@pytest.mark.parametrize("name", REPEATED)
def test_what_repeats_means_what_it_is_written_out_as(name: str) -> None:
    """Weakly bisimilar to plain gateways and copies, for two and three offices; the same verdicts; read as written."""
    drawn = REPEATED[name]
    assert read_bpmn(write_bpmn(drawn)) == drawn
    for instances in (2, 3):
        written = write_out(drawn, instances)
        assert not any(node.repeated for node in written.nodes)
        assert compare(drawn, written, instances=instances).holds
        assert fold(written, drawn, written) == drawn
        reports = [verify(compile_net(each), instances=instances) for each in (drawn, written)]
        verdicts = [[report.verdict(each) for each in Property] for report in reports]
        assert verdicts[0] == verdicts[1]


def test_an_outer_loop_that_was_changed_keeps_the_inner_instances() -> None:
    drawn = REPEATED["side by side again"]
    written = write_out(drawn)
    changed = tuple(replace(node, name="x") if node.id == "xi" else node for node in written.nodes)
    folded = fold(replace(written, nodes=changed), drawn, written)
    check_structure(folded)
    assert folded.node["x"].loop is None
    assert folded.node["a"].instances == "offices"
    assert folded.node["a"].scope == "x__1"


def test_the_comparison_can_fail() -> None:
    assert not compare(REPEATED["again"], write_out(REPEATED["side by side"])).holds
    assert not compare(REPEATED["again"], write_out(REPEATED["asked before"])).holds


def test_offices_take_their_turn_in_the_order_of_the_list() -> None:
    net = net_of(tag("userTask", "sign", IN_TURN) + tasks("joint"), "s>sign>joint>e")
    firing = net.start({"offices": ["3", "1", "2", "3"]})
    for office in ("3", "1", "2"):
        assert firing.opened == (Step("sign", office),)
        kept = net.load(firing.marking.to_json())  # the order is kept with the case
        firing = net.complete(kept, Step("sign", office), {})
    assert firing.opened == (Step("joint"),)


def test_interrupting_a_sequence_forgets_those_that_wait() -> None:
    net = compile_net(REPEATED["in turn, interrupted"])
    firing = net.start({"offices": ["1", "2"]})
    assert firing.armed == (Step("t"),)
    assert firing.opened == (Step("a", "1"),)
    firing = net.timer(firing.marking, "t", {})
    assert firing.closed == (Step("a", "1"),)
    assert firing.ended


def test_a_loop_repeats_as_its_verdict_says_under_one_clock() -> None:
    net = net_of(tag("userTask", "a", AGAIN) + boundary("t", "a", TIMER) + tasks("b"), "s>a>b>e", "t>e")
    firing = net.start({})
    assert firing.armed == (Step("t"),)
    for _round in range(3):
        firing = net.complete(firing.marking, Step("a"), {"verdict": "again"})
        assert (firing.opened, firing.closed) == ((Step("a"),), (Step("a"),))
        assert not firing.armed
    firing = net.complete(firing.marking, Step("a"), {"verdict": "agree"})
    assert (firing.opened, firing.disarmed) == ((Step("b"),), (Step("t"),))


@pytest.mark.parametrize(("more", "opened"), [(True, "a"), (False, "b")])
def test_a_loop_that_asks_first_may_not_begin_at_all(more: bool, opened: str) -> None:
    assert compile_net(REPEATED["asked before"]).start({"more": more}).opened == (Step(opened),)


@pytest.mark.parametrize(
    "asked", ["<standardLoopCharacteristics/>", again("too much").replace("ion>", 'ion language="x">', 1)]
)
def test_a_loop_without_a_condition_of_ours_is_proved_and_stops_the_engine(asked: str) -> None:
    net = net_of(tag("userTask", "a", asked), "s>a>e")
    assert read_bpmn(write_bpmn(net.model)) == net.model
    assert verify(net).clean
    with pytest.raises(Undecided, match="foreign_condition"):
        net.complete(net.start({}).marking, Step("a"), {})
    assert simulate(net, read({"cases": 5})).cases.dwell.count == 5


def test_booleans_are_read_as_the_schema_writes_them() -> None:
    one = model(tag("userTask", "a", IN_TURN.replace('"true"', '"1"')), "s>a>e").node["a"]
    zero = model(tag("userTask", "a", MORE.replace('"false"', '"0"')), "s>a>e").node["a"]
    late = boundary("t", "a", TIMER, interrupting=False).replace('"false"', '"0"')
    assert one.sequence
    assert zero.loop is not None
    assert not zero.loop.before
    assert not model(tasks("a") + late, "s>a>e", "t>e").node["t"].interrupting


def test_a_fault_in_a_round_is_found_with_its_run() -> None:
    """The second office never gets its turn: the first may wait for ever."""
    waits = tag("parallelGateway", "g") + tasks("a", "c")
    net = net_of(inner("x", waits, "xi>a>g>xo", "c>g", how=IN_TURN) + tasks("b"), "s>x>b>e")
    report = verify(net)
    assert report.verdict(Property.OPTION_TO_COMPLETE) is Verdict.VIOLATED
    run = [label for step in report.of(Property.OPTION_TO_COMPLETE)[0].run for label in step.labels]
    assert run.count("a") == 1
    assert "b" not in run


@pytest.mark.parametrize(
    ("condition", "words"), [("verdict == 'x'", "永远不成立"), ("verdict != 'x'", "总是成立")]
)
def test_a_loop_that_never_repeats_or_never_ends_is_found(condition: str, words: str) -> None:
    asked = tag("userTask", "a", again(condition), name="审查", shenpi_verdicts="agree,again")
    findings = check(model(asked, "s>a>e"))
    assert any(words in finding.zh and finding.elements == ("a",) for finding in findings)


def test_a_verdict_that_repeats_needs_no_branch() -> None:
    asked = tag("userTask", "a", AGAIN, name="审查", shenpi_verdicts="agree,refuse,again")
    ways = ("s>a>g", "g>b: verdict == 'agree'", "g>e: verdict == 'refuse'", "b>e")
    gate = tag("exclusiveGateway", "g", name="结论")
    told = [
        finding
        for finding in check(model(asked + gate + tasks("b"), *ways))
        if finding.verdict is Verdict.VIOLATED
    ]
    assert not [
        finding
        for finding in told
        if "again" in finding.zh or finding.property is Property.CONDITIONS_COMPLETE
    ]


def test_messages_of_a_looping_activity_are_refused() -> None:
    beside = (
        '<collaboration id="c"><participant id="P" processRef="p"/><participant id="Q" processRef="q"/>'
        f'<messageFlow id="m" sourceRef="ask" targetRef="a"/></collaboration><process id="q">{tasks("ask")}</process>'
    )
    with pytest.raises(BpmnRefused, match="instances_gateway"):
        read_bpmn(bpmn(START + tag("userTask", "a", AGAIN) + END, "s>a>e", beside=beside))

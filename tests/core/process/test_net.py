"""The net itself: what the verifier gets is what the engine runs."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from shenpi.core.process import Cause, PlaceKind, compile_net, read_bpmn, template, template_keys
from tests.core.process.blocks import Block, blocks, drawn
from tests.core.process.drawing import (
    END,
    MESSAGE,
    OFFICES,
    START,
    boundary,
    bpmn,
    flows,
    gateway,
    tag,
    tasks,
)
from tests.core.process.exploring import TooLarge, TwoTokens, can_end, explore, plain, runs_to, successors


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(blocks(), st.integers(1, 2))
def test_block_structured_processes_compile_to_sound_nets(block: Block, offices: int) -> None:
    """Safe, and from every state the empty marking can be reached: by full search of the unfolded net."""
    net = compile_net(read_bpmn(drawn(block)[0])).unfold(offices)
    try:
        graph = explore(net, 3_000)
    except TooLarge:
        assume(False)
    assert can_end(graph) == set(graph)


# The joint process is too large for this plain search; the verifier's own tests prove it.
@pytest.mark.parametrize("key", sorted({*template_keys()} - {"joint"}))
def test_the_shipped_processes_are_sound_and_every_transition_can_fire(key: str) -> None:
    net = compile_net(read_bpmn(template(key))).unfold(2)
    graph = explore(net)
    assert can_end(graph) == set(graph)
    fired = {transition.id for state in graph for transition, _after in successors(net, state)}
    assert fired == {transition.id for transition in net.transitions}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(block=blocks(), data=st.data())
def test_the_engine_never_takes_a_step_the_net_does_not_allow(block: Block, data: st.DataObject) -> None:
    file, drawing = drawn(block)
    net = compile_net(read_bpmn(file))
    offices = ["7", "9"]
    unfolded = net.unfold(len(offices))
    context: dict[str, object] = {"offices": offices, "verdict": "done"}
    context |= {name: data.draw(st.integers(0, count - 1)) for name, count in drawing.choices.items()}
    firing, before = net.start(context), frozenset(unfolded.initial)
    for _ in range(12):
        after = plain(net, firing.marking, offices)
        assert runs_to(unfolded, before, after)
        moves = [*net.enabled(firing.marking), *net.timers(firing.marking)]
        if not moves:
            break
        before, move = after, data.draw(st.sampled_from(moves))
        fire = net.timer if move in net.timers(firing.marking) else net.complete
        context["verdict"] = data.draw(st.sampled_from(["done", "again"]))
        firing = fire(firing.marking, move, context)


def test_transitions_are_labelled_with_what_they_pass() -> None:
    net = compile_net(read_bpmn(bpmn(START + tasks("a") + gateway("parallel", "g") + END, "s>a>g>e")))
    labels = {(transition.labels, transition.cause) for transition in net.transitions}
    assert labels == {
        (("s",), Cause.START),
        (("s_a",), Cause.AUTO),
        (("a",), Cause.STEP),
        (("a_g", "g"), Cause.AUTO),
        (("g_e", "e"), Cause.AUTO),
    }


def test_unfolding_writes_every_copy_out() -> None:
    inside = '<startEvent id="t"/><endEvent id="u"/>' + tasks("a") + flows("t>a>u") + OFFICES
    net = compile_net(
        read_bpmn(
            bpmn(
                START + tag("subProcess", "sub", inside) + boundary("x", "sub", MESSAGE) + END,
                "s>sub>e",
                "x>e",
            )
        )
    )
    unfolded = net.unfold(3)
    assert [place for place in unfolded.places if place.startswith("a#")] == ["a#1", "a#2", "a#3"]
    joins = [transition for transition in unfolded.transitions if "finished:sub#1" in transition.takes]
    assert [set(join.takes) for join in joins] == [
        {"all:sub", "finished:sub#1", "finished:sub#2", "finished:sub#3"}
    ]
    stop = next(transition for transition in unfolded.transitions if transition.labels == ("x",))
    assert {"a#1", "a#2", "a#3", "sub#2", "finished:sub#3"} <= set(stop.clears)
    assert unfolded.kinds["a#2"] is PlaceKind.STEP
    assert unfolded.elements["a#2"] == "a"
    for wrong in (0, {"offices": 0}):
        with pytest.raises(ValueError, match="instance"):
            net.unfold(wrong)


def test_each_list_has_its_own_number_of_copies() -> None:
    """The joint process: three offices, one agency."""
    places = compile_net(read_bpmn(template("joint"))).unfold({"offices": 3}).places
    copies = [place for place in places if place.startswith(("handle#", "agency_examine#"))]
    assert sorted(copies) == ["agency_examine#1", "handle#1", "handle#2", "handle#3"]


def test_an_end_that_is_last_needs_no_zero_test() -> None:
    """A join before the end: a place invariant proves the scope empty; two ends in parallel do not."""

    def sub(*arrows: str, more: str = "") -> bytes:
        inside = (
            '<startEvent id="t"/><endEvent id="u"/>'
            + gateway("parallel", "g")
            + tasks("a", "b")
            + flows(*arrows)
        )
        return bpmn(START + tag("subProcess", "sub", inside + more) + END, "s>sub>e")

    joined = sub("t>g", "g>a>j", "g>b>j", "j>u", more=gateway("parallel", "j"))
    apart = sub("t>g", "g>a>u", "g>b>u")
    assert not any(transition.empty for transition in compile_net(read_bpmn(joined)).transitions)
    zero = compile_net(read_bpmn(apart))
    assert any(transition.empty for transition in zero.transitions)
    assert can_end(graph := explore(zero.unfold(1))) == set(graph)


def test_the_shipped_processes_need_no_zero_test() -> None:
    """But for the joint one, whose reminder (协办部门逾期) ends on its own inside a sub-process."""
    for key in {*template_keys()} - {"joint"}:
        assert not any(
            transition.empty for transition in compile_net(read_bpmn(template(key))).transitions
        ), key


@pytest.mark.parametrize(
    ("elements", "arrows"),
    [
        (gateway("exclusive", "g") + gateway("parallel", "j"), ("s>g", "g>a>j", "g>b>j", "j>e")),
        (gateway("parallel", "g") + tag("receiveTask", "r"), ("s>g", "g>a>e", "g>g2", "g2>b>g2")),
    ],
)
def test_deadlock_and_livelock_show_in_the_net(elements: str, arrows: tuple[str, ...]) -> None:
    net = compile_net(
        read_bpmn(bpmn(START + elements + gateway("exclusive", "g2") + tasks("a", "b") + END, *arrows))
    ).unfold(1)
    graph = explore(net)
    assert frozenset(net.initial) not in can_end(graph)


def test_a_missing_join_shows_as_a_second_token() -> None:
    file = bpmn(START + gateway("parallel", "g") + tasks("a", "b", "c") + END, "s>g", "g>a>c", "g>b>c", "c>e")
    with pytest.raises(TwoTokens):
        explore(compile_net(read_bpmn(file)).unfold(1))

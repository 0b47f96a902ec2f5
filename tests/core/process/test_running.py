"""What each construct does when it runs: docs/process-semantics.md, sentence by sentence."""

import pytest

from shenpi.core.process import (
    EndlessFiring,
    Firing,
    Net,
    NoInstances,
    NotSafe,
    Step,
    StepNotOpen,
    Undecided,
    compile_net,
    read_bpmn,
)
from tests.core.process.drawing import (
    END,
    MESSAGE,
    OFFICES,
    START,
    TERMINATE,
    TIMER,
    boundary,
    bpmn,
    flows,
    gateway,
    tag,
    tasks,
)


def net_of(elements: str, *arrows: str, beside: str = "") -> Net:
    return compile_net(read_bpmn(bpmn(START + elements + END, *arrows, beside=beside)))


def opened(firing: Firing) -> set[str]:
    return {step.element_id for step in firing.opened}


def inner(identity: str, elements: str, *arrows: str, more: str = "") -> str:
    """A sub-process with start `t` and end `u`."""
    ends = '<startEvent id="t"/><endEvent id="u"/>'
    return tag("subProcess", identity, ends + elements + flows(*arrows) + more)


def test_a_task_opens_is_completed_once_and_the_case_ends() -> None:
    net = net_of(tasks("a"), "s>a>e")
    begun = net.start({})
    assert begun.opened == (Step("a"),)
    assert begun.path == ("s", "s_a")
    done = net.complete(begun.marking, Step("a"), {})
    assert done.closed == (Step("a"),)
    assert done.ended
    assert not done.marking
    with pytest.raises(StepNotOpen):
        net.complete(done.marking, Step("a"), {})
    with pytest.raises(StepNotOpen):
        net.complete(begun.marking, Step("a", "7"), {})
    with pytest.raises(StepNotOpen):
        net.complete(begun.marking, Step("s"), {})


def test_a_firing_leaves_the_old_marking_as_it_was() -> None:
    net = net_of(tasks("a", "b"), "s>a>b>e")
    begun = net.start({}).marking
    before = begun.to_json()
    net.complete(begun, Step("a"), {})
    assert begun.to_json() == before


def test_several_outgoing_flows_of_a_task_split_and_several_incoming_merge() -> None:
    net = net_of(tasks("a", "b", "c", "d"), "s>a", "a>b", "a>c", "b>d", "c>d", "d>e")
    firing = net.complete(net.start({}).marking, Step("a"), {})
    assert opened(firing) == {"b", "c"}
    firing = net.complete(firing.marking, Step("b"), {})
    assert firing.opened == (Step("d"),)
    with pytest.raises(NotSafe, match="d"):  # the second token would open d a second time
        net.complete(firing.marking, Step("c"), {})
    firing = net.complete(firing.marking, Step("d"), {})
    assert net.complete(firing.marking, Step("c"), {}).opened == (Step("d"),)


def test_exclusive_gateway_takes_the_first_condition_that_holds_else_the_default() -> None:
    net = net_of(
        gateway("exclusive", "g", "g_c") + tasks("x", "a", "b", "c"),
        "s>x>g",
        "g>a: n > 10",
        "g>b: n > 5",
        "g>c",
        "a>e",
        "b>e",
        "c>e",
    )
    begun = net.start({}).marking
    for value, expected in ((11, "a"), (6, "b"), (1, "c")):
        assert opened(net.complete(begun, Step("x"), {"n": value})) == {expected}


def test_no_branch_that_holds_is_an_error_with_the_gateway() -> None:
    net = net_of(
        gateway("exclusive", "g") + tasks("x", "a", "b"), "s>x>g", "g>a: n > 10", "g>b: n > 5", "a>e", "b>e"
    )
    begun = net.start({}).marking
    with pytest.raises(Undecided) as error:
        net.complete(begun, Step("x"), {"n": 1})
    assert (error.value.element_id, error.value.code) == ("g", "no_branch")
    with pytest.raises(Undecided) as error:
        net.complete(begun, Step("x"), {})
    assert (error.value.element_id, error.value.code) == ("g", "value_missing")


def test_a_flow_without_condition_is_never_guessed() -> None:
    net = net_of(gateway("exclusive", "g") + tasks("x", "a", "b"), "s>x>g", "g>a", "g>b", "a>e", "b>e")
    with pytest.raises(Undecided):
        net.complete(net.start({}).marking, Step("x"), {})


def test_a_parallel_join_waits_for_all() -> None:
    net = net_of(
        gateway("parallel", "g") + gateway("parallel", "j") + tasks("a", "b", "c"),
        "s>g",
        "g>a>j",
        "g>b>j",
        "j>c>e",
    )
    begun = net.start({})
    assert opened(begun) == {"a", "b"}
    firing = net.complete(begun.marking, Step("b"), {})
    assert firing.opened == ()
    assert Step("b_j") in net.position(firing.marking)
    assert opened(net.complete(firing.marking, Step("a"), {})) == {"c"}


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ({"x": True, "y": False, "z": False}, {"a"}),
        ({"x": False, "y": True, "z": True}, {"b", "c"}),
        ({"x": True, "y": True, "z": True}, {"a", "b", "c"}),
        ({"x": False, "y": False, "z": False}, {"d"}),
    ],
)
def test_an_inclusive_block_takes_what_holds_and_waits_for_just_that(
    context: dict, expected: set[str]
) -> None:
    net = net_of(
        gateway("inclusive", "g", "g_d") + gateway("inclusive", "j") + tasks("a", "b", "c", "d", "f"),
        "s>g",
        "g>a: x",
        "g>b: y",
        "g>c: z",
        "g>d",
        "a>j",
        "b>j",
        "c>j",
        "d>j",
        "j>f>e",
    )
    firing = net.start(context)
    assert opened(firing) == expected
    for name in sorted(expected):
        assert Step("f") not in firing.opened
        firing = net.complete(firing.marking, Step(name), context)
    assert firing.opened == (Step("f"),)


def test_an_inclusive_split_without_default_needs_a_branch() -> None:
    net = net_of(
        gateway("inclusive", "g") + gateway("inclusive", "j") + tasks("a", "b"),
        "s>g",
        "g>a: x",
        "g>b: y",
        "a>j",
        "b>j",
        "j>e",
    )
    with pytest.raises(Undecided, match="g"):
        net.start({"x": False, "y": False})


def test_an_inclusive_join_closes_parallel_and_exclusive_blocks_too() -> None:
    net = net_of(
        gateway("parallel", "g")
        + gateway("inclusive", "j")
        + gateway("exclusive", "x", "x_d")
        + gateway("inclusive", "k")
        + tasks("a", "b", "c", "d"),
        "s>g",
        "g>a>j",
        "g>b>j",
        "j>x",
        "x>c: n",
        "x>d",
        "c>k",
        "d>k",
        "k>e",
    )
    firing = net.complete(net.start({}).marking, Step("a"), {"n": True})
    assert firing.opened == ()
    firing = net.complete(firing.marking, Step("b"), {"n": True})
    assert firing.opened == (Step("c"),)
    assert net.complete(firing.marking, Step("c"), {}).ended


def test_a_join_in_a_loop_waits_for_all_in_every_round() -> None:
    """SpiffWorkflow 3.2 goes on with the first token of the second round (see blocks.py)."""
    net = net_of(
        gateway("exclusive", "m")
        + gateway("parallel", "g")
        + gateway("parallel", "j")
        + gateway("exclusive", "x", "x_e")
        + tasks("a", "b", "again"),
        "s>m>g",
        "g>a>j",
        "g>b>j",
        "j>again>x",
        "x>m: verdict == 'again'",
        "x>e",
    )
    firing = net.start({})
    for verdict in ("again", "again", "done"):
        firing = net.complete(firing.marking, Step("b"), {})
        assert firing.opened == ()
        firing = net.complete(firing.marking, Step("a"), {})
        assert firing.opened == (Step("again"),)
        firing = net.complete(firing.marking, Step("again"), {"verdict": verdict})
    assert firing.ended


def test_service_tasks_and_throwing_events_happen_at_once_and_are_reported_in_order() -> None:
    net = net_of(
        tag("serviceTask", "a")
        + tag("sendTask", "b")
        + tag("intermediateThrowEvent", "c", MESSAGE)
        + tag("intermediateThrowEvent", "d")
        + tag("endEvent", "z", MESSAGE),
        "s>a>b>c>d>z",
    )
    assert net.start({}).services == ("a", "b", "c", "z")


def test_the_event_based_gateway_waits_for_the_first_event() -> None:
    net = net_of(
        gateway("eventBased", "g")
        + tag("intermediateCatchEvent", "m", MESSAGE)
        + tag("intermediateCatchEvent", "c", TIMER)
        + tag("receiveTask", "r")
        + tasks("a", "b", "d"),
        "s>g",
        "g>m>a>e",
        "g>c>b>e",
        "g>r>d>e",
    )
    begun = net.start({})
    assert begun.armed == (Step("c"),)
    assert net.awaited(begun.marking) == ("m", "r")
    assert net.position(begun.marking) == (Step("g"),)
    arrived = net.message(begun.marking, "m", {})
    assert arrived.opened == (Step("a"),)
    assert arrived.disarmed == (Step("c"),)
    assert net.message(begun.marking, "r", {}).opened == (Step("d"),)
    late = net.timer(begun.marking, Step("c"), {})
    assert late.opened == (Step("b"),)
    with pytest.raises(StepNotOpen):
        net.message(late.marking, "m", {})
    with pytest.raises(StepNotOpen):
        net.message(begun.marking, "unheard of", {})
    with pytest.raises(StepNotOpen):
        net.timer(arrived.marking, "c", {})


def test_messages_are_known_by_their_declared_name() -> None:
    net = net_of(
        tag("intermediateCatchEvent", "m", '<messageEventDefinition messageRef="m1"/>'),
        "s>m>e",
        beside='<message id="m1" name="supplied"/>',
    )
    assert net.awaited(net.start({}).marking) == ("supplied",)
    assert net.message(net.start({}).marking, "supplied", {}).ended


def test_an_interrupting_timer_closes_its_task() -> None:
    net = net_of(tasks("a", "b") + boundary("late", "a", TIMER), "s>a>e", "late>b>e")
    begun = net.start({})
    assert begun.armed == (Step("late"),)
    assert net.timers(begun.marking) == (Step("late"),)
    fired = net.timer(begun.marking, Step("late"), {})
    assert (fired.closed, fired.disarmed, fired.opened) == ((Step("a"),), (Step("late"),), (Step("b"),))
    assert net.timer(begun.marking, "a", {}) == fired, "the task's own id means its timer"
    assert net.complete(begun.marking, Step("a"), {}).disarmed == (Step("late"),)


def test_a_non_interrupting_event_happens_beside_its_task_at_most_once() -> None:
    net = net_of(tasks("a", "b") + boundary("urge", "a", TIMER, interrupting=False), "s>a>e", "urge>b>e")
    begun = net.start({})
    urged = net.timer(begun.marking, "urge", {})
    assert urged.opened == (Step("b"),)
    assert urged.closed == ()
    with pytest.raises(StepNotOpen):
        net.timer(urged.marking, "urge", {})
    assert net.complete(begun.marking, Step("a"), {}).ended, "completing disarms"
    first = net.complete(urged.marking, Step("a"), {})
    assert not first.ended
    assert net.complete(first.marking, Step("b"), {}).ended


def test_a_service_task_with_a_boundary_event_still_happens_at_once() -> None:
    net = net_of(tag("serviceTask", "a") + boundary("late", "a", TIMER) + tasks("b"), "s>a>e", "late>b>e")
    firing = net.start({})
    assert firing.ended
    assert firing.armed == ()


def test_a_terminating_end_empties_the_process() -> None:
    net = net_of(
        gateway("parallel", "g")
        + tasks("a", "b", "c")
        + tag("endEvent", "z", TERMINATE)
        + boundary("late", "b", TIMER),
        "s>g",
        "g>a>z",
        "g>b>c>e",
        "late>c",
    )
    firing = net.complete(net.start({}).marking, Step("a"), {})
    assert firing.ended
    assert set(firing.closed) == {Step("a"), Step("b")}
    assert firing.disarmed == (Step("late"),)


def test_a_sub_process_is_complete_when_it_is_empty() -> None:
    """Two ends reached in parallel: no single end proves the scope empty."""
    net = net_of(
        inner(
            "sub", gateway("parallel", "g") + tasks("a", "b") + tag("endEvent", "v"), "t>g", "g>a>u", "g>b>v"
        )
        + tasks("c"),
        "s>sub>c>e",
    )
    assert any(transition.empty for transition in net.transitions)
    firing = net.complete(net.start({}).marking, Step("b"), {})
    assert firing.opened == ()
    assert net.complete(firing.marking, Step("a"), {}).opened == (Step("c"),)


def test_a_sub_process_without_start_event_begins_everywhere_at_once() -> None:
    net = net_of(tag("subProcess", "sub", tasks("a", "b")) + tasks("c"), "s>sub>c>e")
    begun = net.start({})
    assert opened(begun) == {"a", "b"}
    firing = net.complete(begun.marking, Step("a"), {})
    assert net.complete(firing.marking, Step("b"), {}).opened == (Step("c"),)


def test_an_empty_sub_process_is_passed() -> None:
    assert opened(net_of(tag("subProcess", "sub") + tasks("c"), "s>sub>c>e").start({})) == {"c"}


def test_a_terminating_end_of_a_sub_process_completes_just_that() -> None:
    net = net_of(
        inner(
            "sub",
            gateway("parallel", "g") + tasks("a", "b") + tag("endEvent", "v", TERMINATE),
            "t>g",
            "g>a>v",
            "g>b>u",
        )
        + tasks("c"),
        "s>sub>c>e",
    )
    firing = net.complete(net.start({}).marking, Step("a"), {})
    assert set(firing.closed) == {Step("a"), Step("b")}
    assert firing.opened == (Step("c"),)


def test_an_interrupting_boundary_event_clears_the_scope() -> None:
    """D3-034: on withdrawal the running case ends, all its open steps are cancelled."""
    deep = tag(
        "subProcess",
        "deep",
        '<startEvent id="dt"/>' + tasks("c") + boundary("slow", "c", TIMER) + flows("dt>c", "slow>c"),
    )
    net = net_of(
        inner("sub", gateway("parallel", "g") + tasks("a") + deep, "t>g", "g>a>u", "g>deep")
        + boundary("withdrawal", "sub", MESSAGE)
        + tasks("z"),
        "s>sub>e",
        "withdrawal>z>e",
    )
    begun = net.start({})
    assert opened(begun) == {"a", "c"}
    assert begun.armed == (Step("slow"),)
    firing = net.message(begun.marking, "withdrawal", {})
    assert set(firing.closed) == {Step("a"), Step("c")}
    assert firing.disarmed == (Step("slow"),)
    assert firing.marking.to_json() == '["z"]'
    assert net.complete(firing.marking, Step("z"), {}).ended


def test_a_sub_process_in_a_loop_can_be_entered_again() -> None:
    net = net_of(
        inner("sub", tasks("a"), "t>a>u") + gateway("exclusive", "g", "g_e"), "s>sub>g", "g>sub: again", "g>e"
    )
    firing = net.complete(net.start({}).marking, Step("a"), {"again": True})
    assert firing.opened == firing.closed == (Step("a"),)
    assert net.complete(firing.marking, Step("a"), {"again": False}).ended


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_multi_instance_joins_when_every_office_is_done(count: int) -> None:
    """D3-038, D3-039, D3-046: every office at once, each at its own pace, the leader after all."""
    net = net_of(
        inner("each", tasks("handle", "head"), "t>handle>head>u", more=OFFICES) + tasks("joint"),
        "s>each>joint>e",
    )
    offices = [f"o{number}" for number in range(count)]
    firing = net.start({"offices": offices})
    assert set(firing.opened) == {Step("handle", office) for office in offices}
    for office in offices:  # one office after the other, from beginning to end
        assert Step("joint") not in net.enabled(firing.marking)
        firing = net.complete(firing.marking, Step("handle", office), {})
        firing = net.complete(firing.marking, Step("head", office), {})
    assert firing.opened == (Step("joint"),)
    assert net.complete(firing.marking, Step("joint"), {}).ended


def test_multi_instance_of_a_single_task() -> None:
    net = net_of(tag("userTask", "sign", OFFICES) + tasks("joint"), "s>sign>joint>e")
    firing = net.start({"offices": ("a", "b", "a")})
    assert firing.opened == (Step("sign", "a"), Step("sign", "b")), "an office named twice signs once"
    firing = net.complete(firing.marking, Step("sign", "b"), {})
    with pytest.raises(StepNotOpen):
        net.complete(firing.marking, Step("sign", "b"), {})
    assert net.complete(firing.marking, Step("sign", "a"), {}).opened == (Step("joint"),)


def test_conditions_in_an_instance_know_their_office() -> None:
    net = net_of(
        inner(
            "each",
            gateway("exclusive", "g", "g_u") + tasks("fix"),
            "t>g",
            "g>fix: instance == lead",
            "g>u",
            "fix>u",
            more=OFFICES,
        ),
        "s>each>e",
    )
    firing = net.start({"offices": ["1", "2", "3"], "lead": "2"})
    assert firing.opened == (Step("fix", "2"),)
    assert net.complete(firing.marking, Step("fix", "2"), {}).ended


@pytest.mark.parametrize("offices", [None, [], (), "12"])
def test_multi_instance_without_offices_is_an_error(offices: object) -> None:
    net = net_of(tag("userTask", "sign", OFFICES), "s>sign>e")
    with pytest.raises(NoInstances, match="sign"):
        net.start({"offices": offices})


def test_events_inside_instances_name_the_office() -> None:
    net = net_of(
        inner(
            "each",
            tasks("a") + tag("receiveTask", "r") + boundary("late", "a", TIMER),
            "t>a>r>u",
            "late>r",
            more=OFFICES,
        ),
        "s>each>e",
    )
    firing = net.start({"offices": ["1", "2"]})
    assert set(firing.armed) == {Step("late", "1"), Step("late", "2")}
    with pytest.raises(StepNotOpen) as ambiguous:
        net.timer(firing.marking, "late", {})
    assert ambiguous.value.code == "instance_needed"
    firing = net.timer(firing.marking, Step("late", "2"), {})
    assert firing.closed == (Step("a", "2"),)
    firing = net.message(firing.marking, "r", {})  # only office 2 waits
    firing = net.complete(firing.marking, Step("a", "1"), {})
    assert net.message(firing.marking, "r", {}, instance="1").ended


def test_interrupting_a_multi_instance_ends_every_copy() -> None:
    net = net_of(
        inner("each", tasks("a", "b"), "t>a>b>u", more=OFFICES) + boundary("stop", "each", MESSAGE),
        "s>each>e",
        "stop>e",
    )
    firing = net.start({"offices": ["1", "2", "3"]})
    firing = net.complete(firing.marking, Step("a", "1"), {})
    firing = net.complete(firing.marking, Step("b", "1"), {})
    firing = net.message(firing.marking, "stop", {})
    assert set(firing.closed) == {Step("a", "2"), Step("a", "3")}
    assert firing.ended


def test_pools_exchange_messages_by_themselves() -> None:
    """One net for the whole collaboration: sent messages wait for their receiver."""
    beside = (
        '<collaboration id="c"><participant id="P" processRef="p"/><participant id="Q" processRef="q"/>'
        '<messageFlow id="ask" sourceRef="send" targetRef="qs"/><messageFlow id="tell" sourceRef="qe" targetRef="got"/>'
        "</collaboration>"
        + tag(
            "process",
            "q",
            tag("startEvent", "qs", MESSAGE)
            + tasks("work")
            + tag("endEvent", "qe", MESSAGE)
            + flows("qs>work>qe"),
        )
    )
    net = net_of(
        tag("sendTask", "send") + tasks("other") + tag("receiveTask", "got"),
        "s>send>other>got>e",
        beside=beside,
    )
    firing = net.start({})
    assert opened(firing) == {"other", "work"}
    firing = net.complete(firing.marking, Step("work"), {})
    assert not firing.ended
    assert Step("tell") in net.position(firing.marking)
    assert net.complete(firing.marking, Step("other"), {}).ended


def test_several_start_events_are_alternatives() -> None:
    net = net_of(tag("startEvent", "s2") + tasks("a", "b"), "s>a>e", "s2>b>e")
    assert opened(net.start({}, at="s2")) == {"b"}
    with pytest.raises(Undecided) as error:
        net.start({})
    assert error.value.code == "start_several"
    triggered = net_of(tag("startEvent", "s2", MESSAGE) + tasks("a", "b"), "s>a>e", "s2>b>e")
    assert opened(triggered.start({})) == {"a"}, "the start without a trigger is meant"


def test_a_loop_without_a_person_is_stopped() -> None:
    net = net_of(
        gateway("exclusive", "g", "g_e") + tag("serviceTask", "x"), "s>g", "g>x: again", "g>e", "x>g"
    )
    assert net.start({"again": False}).ended
    with pytest.raises(EndlessFiring):
        net.start({"again": True})


def test_open_steps_come_in_the_order_of_the_file() -> None:
    net = net_of(gateway("parallel", "g") + tasks("a", "b", "c"), "s>g", "g>c>e", "g>b>e", "g>a>e")
    assert net.enabled(net.start({}).marking) == (Step("a"), Step("b"), Step("c"))

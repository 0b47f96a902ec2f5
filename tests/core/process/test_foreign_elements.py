"""What diagrams of others bring along: links, errors, calls, messages to tasks, conditions in other languages."""

import time
from contextlib import suppress

import pytest

from shenpi.core.process import BpmnRefused, Step, Undecided, compile_net, read_bpmn, write_bpmn
from tests.core.process.drawing import (
    END,
    ERROR,
    LINK,
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
from tests.core.process.exploring import can_end, explore
from tests.core.process.test_running import inner, net_of, opened

FRAUD = '<error id="E" errorCode="fraud"/><error id="F" errorCode="lost"/>'


def test_a_link_leads_to_the_event_of_its_name() -> None:
    links = tag("intermediateThrowEvent", "out", LINK) + tag("intermediateCatchEvent", "in", LINK)
    net = net_of(links + tasks("a", "b"), "s>a>out", "in>b>e")
    begun = net.start({})
    assert opened(begun) == {"a"}  # the catching link begins nothing by itself
    firing = net.complete(begun.marking, Step("a"), {})
    assert opened(firing) == {"b"}
    assert firing.path == ("a", "a_out", "out", "in", "in_b")


def test_an_error_ends_the_sub_process_that_catches_it_and_all_inside() -> None:
    error = tag("endEvent", "x", '<errorEventDefinition errorRef="E"/>')
    sub = inner("sub", tasks("a", "b") + error, "t>a>x", "t>b>u")
    caught = '<errorEventDefinition errorRef="E"/>'
    body = sub + boundary("own", "sub", caught) + boundary("any", "sub", ERROR) + tasks("c", "d")
    net = net_of(body, "s>sub>e", "own>c>e", "any>d>e", beside=FRAUD)
    assert read_bpmn(write_bpmn(net.model)) == net.model
    firing = net.complete(net.start({}).marking, Step("a"), {})
    assert opened(firing) == {"c"}  # the event that names the error comes before the one for all
    assert firing.closed == (Step("a"), Step("b"))
    assert net.awaited(net.start({}).marking) == ("any",)
    graph = explore(net.unfold())
    assert can_end(graph) == set(graph)


def test_an_error_nobody_catches_ends_the_process() -> None:
    sub = inner("sub", tasks("a") + tag("endEvent", "x", '<errorEventDefinition errorRef="E"/>'), "t>a>x")
    caught = boundary("other", "sub", '<errorEventDefinition errorRef="F"/>')
    net = net_of(sub + caught + tasks("b"), "s>sub>e", "s>b>e", "other>e", beside=FRAUD)
    firing = net.complete(net.start({}).marking, Step("a"), {})
    assert firing.ended
    assert firing.closed == (Step("a"), Step("b"))


def test_an_error_on_a_task_is_reported_from_outside() -> None:
    net = net_of(tasks("a", "b") + boundary("failed", "a", ERROR), "s>a>e", "failed>b>e")
    firing = net.message(net.start({}).marking, "failed", {})
    assert opened(firing) == {"b"}
    assert firing.closed == (Step("a"),)


def test_a_call_waits_until_the_called_process_is_reported_complete() -> None:
    net = net_of(tag("callActivity", "call", calledElement="other") + tasks("a"), "s>call>a>e")
    assert net.model.node["call"].called == "other"
    begun = net.start({})
    assert net.awaited(begun.marking) == ("call",)
    assert opened(net.message(begun.marking, "call", {})) == {"a"}


def test_scripts_and_rules_happen_at_once_and_once_per_office() -> None:
    many = '<multiInstanceLoopCharacteristics isSequential="false"/>'
    net = net_of(tag("scriptTask", "a") + tag("businessRuleTask", "b", many), "s>a>b>e")
    assert net.model.node["b"].instances == "b"  # the file names no list: the activity's own id does
    assert net.start({"b": ["7", "9"]}).services == ("a", "b", "b")
    assert net.start({"b": ["7", "9"]}).ended


def test_a_task_with_a_message_flow_begins_when_the_message_is_there() -> None:
    beside = (
        '<collaboration id="c"><participant id="P" processRef="p"/><participant id="Q" processRef="q"/>'
        '<messageFlow id="asks" sourceRef="ask" targetRef="examine"/>'
        '<messageFlow id="tells" sourceRef="examine" targetRef="begin"/></collaboration>'
        f'<process id="q">{tag("startEvent", "begin")}{tasks("read")}{flows("begin>read")}</process>'
    )
    net = net_of(tasks("ask", "examine"), "s>ask>e", "s>examine>e", beside=beside)
    begun = net.start({})
    assert opened(begun) == {"ask"}
    firing = net.complete(begun.marking, Step("ask"), {})
    assert opened(firing) == {"examine"}
    firing = net.complete(firing.marking, Step("examine"), {})
    assert opened(firing) == {"read"}  # a plain start that a message flow enters is begun by the message


@pytest.mark.parametrize(
    ("executable", "given"), [("false", ""), ("true", ' language="urn:feel"'), ("false", ' language="x"')]
)
def test_conditions_in_other_languages_are_free_to_verify_and_stop_the_engine(
    executable: str, given: str
) -> None:
    condition = f"<conditionExpression{given}>too much</conditionExpression>"
    much = f'<sequenceFlow id="m" sourceRef="g" targetRef="b">{condition}</sequenceFlow>'
    body = START + tasks("a", "b") + gateway("exclusive", "g") + END + much
    data = bpmn(body, "s>g>a>e", "b>e").replace(b'id="p"', f'id="p" isExecutable="{executable}"'.encode())
    model = read_bpmn(data)
    assert read_bpmn(write_bpmn(model)) == model
    net = compile_net(model)
    assert {"g_a", "m"} <= {place for state in explore(net.unfold()) for place in state}
    with pytest.raises(Undecided, match="foreign_condition"):
        net.start({})


WIDE = [f"w{number}" for number in range(600)]
BLOCKS = range(300)
HOSTILE = {
    "a chain written backwards in a sub-process": START
    + END
    + inner("x", tasks(*reversed(WIDE)), ">".join(["t", *WIDE, "u"]))
    + flows("s>x>e"),
    "inclusive blocks in a row": "".join(
        gateway("inclusive", f"g{n}") + gateway("inclusive", f"j{n}") + tasks(f"p{n}", f"q{n}")
        for n in BLOCKS
    )
    + flows(*(f"g{n}>p{n}>j{n}" for n in BLOCKS), *(f"g{n}>q{n}>j{n}>g{n + 1}" for n in BLOCKS[:-1])),
    "inclusive gateways that form no blocks": "".join(
        gateway("inclusive", f"g{n}") + gateway("inclusive", f"j{n}") for n in BLOCKS
    )
    + flows(*(f"g{n}>j{n}>g{n + 1}" for n in BLOCKS[:-1]), *(f"g{n}>j{n + 1}" for n in BLOCKS[:-1])),
    "an inclusive gateway of many branches": gateway("inclusive", "g")
    + gateway("inclusive", "j")
    + tasks(*WIDE)
    + flows(*(f"g>{name}>j" for name in WIDE)),
    "many ends that empty everything": tasks(*WIDE)
    + "".join(tag("endEvent", f"e{name}", TERMINATE) for name in WIDE)
    + flows(*(f"{name}>e{name}" for name in WIDE)),
    "many events on one task": tasks("x") + "".join(boundary(name, "x", TIMER) for name in WIDE),
    "too many elements": tasks(*(f"x{n}" for n in range(11_000))),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_large_and_tangled_files_take_bounded_time(case: str) -> None:
    """A second or two of computing, whatever stands in the file."""
    began = time.process_time()
    with suppress(BpmnRefused):
        compile_net(read_bpmn(bpmn(HOSTILE[case])))
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("insides", "zh"),
    [
        (tag("complexGateway", "g"), "不支持复杂网关"),
        (tag("startEvent", "g", "<signalEventDefinition/>"), "不支持信号事件，请改用消息事件"),
        (tag("subProcess", "g", triggeredByEvent="true"), "不支持事件子流程，请改用子流程边界上的事件"),
        (tag("unheardOf", "g"), "不支持元素 unheardOf"),
    ],
)
def test_what_has_no_meaning_is_refused_in_peoples_words(insides: str, zh: str) -> None:
    with pytest.raises(BpmnRefused) as refusal:
        read_bpmn(bpmn(insides))
    assert (refusal.value.element_id or "g", refusal.value.zh) == ("g", zh)

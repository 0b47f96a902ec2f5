"""Reading BPMN: what is understood, and refusals that name the element and the reason."""

import pytest

from shenpi.core.process import BpmnRefused, Duties, Kind, Trigger, compile_net, read_bpmn, template
from tests.core.process.drawing import (
    AGAIN,
    END,
    ERROR,
    HEAD,
    LINK,
    MESSAGE,
    OFFICES,
    START,
    TIMER,
    again,
    boundary,
    bpmn,
    flows,
    gateway,
    tag,
    tasks,
)

SIGNAL = "<signalEventDefinition/>"
INNER_START = '<startEvent id="t"/>'


def refusal(data: bytes) -> tuple[str, str]:
    """Element id and code of the refusal; reading or compiling must refuse."""
    with pytest.raises(BpmnRefused) as caught:
        compile_net(read_bpmn(data))
    assert caught.value.zh
    assert caught.value.en
    return caught.value.element_id, caught.value.code


def test_the_extension_is_read_into_duties() -> None:
    model = read_bpmn(template("committed"))
    assert model.node["examine_formally"].duties == Duties(
        role="acceptor",
        office="accept",
        limit="P5WD",
        act="examine_formally",
        verdicts=("accept", "correct", "refuse"),
        form="formal_examination",
    )
    assert model.processes[0].key == "committed"
    assert model.processes[0].kind == "committed"
    assert model.node["supplement_overdue"].event.trigger is Trigger.TIMER
    assert model.node["supplement_overdue"].duties.limit == "correction_limit"
    assert model.names["handling"] == "办理"


def test_steps_and_lanes_for_the_process_page() -> None:
    """D1-029: the public process page lists the steps and who does them."""
    lanes = (
        '<laneSet id="ls"><lane id="l1" name="窗口"><flowNodeRef>a</flowNodeRef></lane>'
        '<lane id="l2" name="处室"><flowNodeRef>sub</flowNodeRef></lane></laneSet>'
    )
    inside = tag("subProcess", "sub", INNER_START + tasks("b") + flows("t>b"))
    model = read_bpmn(bpmn(lanes + START + tasks("a") + inside + END, "s>a>sub>e"))
    assert [step.id for step in model.steps()] == ["a", "b"]
    assert model.lanes["a"] == "窗口"
    assert model.lanes["b"] == "处室"
    assert model.lanes["s"] == ""


@pytest.mark.parametrize(
    ("elements", "arrows", "expected"),
    [
        (START + tag("complexGateway", "x"), ("s>x",), ("x", "element")),
        (tag("startEvent", "x", SIGNAL), (), ("x", "event")),
        (START + tag("endEvent", "x", SIGNAL), ("s>x",), ("x", "event")),
        (START + tag("intermediateCatchEvent", "x"), ("s>x",), ("x", "event_undefined")),
        (START + tag("intermediateCatchEvent", "x", MESSAGE + TIMER), ("s>x",), ("x", "events_several")),
        (
            START
            + tag(
                "intermediateCatchEvent",
                "x",
                "<timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition>",
            ),
            ("s>x",),
            ("x", "timer_cycle"),
        ),
        (
            START + tag("userTask", "x", '<standardLoopCharacteristics loopMaximum="3"/>'),
            ("s>x",),
            ("x", "loop"),
        ),
        (START + tag("userTask", "x", OFFICES + AGAIN), ("s>x",), ("x", "loop")),
        (START + tag("userTask", "x", again("import os")), ("s>x",), ("x", "condition")),
        (START + tag("receiveTask", "x", AGAIN), ("s>x",), ("x", "instances_kind")),
        (
            START + tag("userTask", "x", '<multiInstanceLoopCharacteristics shenpi:instances="two words"/>'),
            ("s>x",),
            ("x", "instances_name"),
        ),
        (START + tag("receiveTask", "x", OFFICES), ("s>x",), ("x", "instances_kind")),
        (START + tag("intermediateThrowEvent", "x", LINK), ("s>x",), ("x", "link")),
        (START + tag("intermediateCatchEvent", "x", LINK) + END, ("s>x>e",), ("x", "link")),
        (START + tag("callActivity", "x", calledElement="p"), ("s>x",), ("x", "call_inside")),
        (
            START + tasks("y") + boundary("x", "y", ERROR, interrupting=False),
            ("s>y",),
            ("x", "error_interrupts"),
        ),
        (
            START + tag("subProcess", "y", tag("endEvent", "x", ERROR) + OFFICES),
            ("s>y",),
            ("x", "error_instances"),
        ),
        (START + tag("signalTask", "x"), ("s>x",), ("x", "element")),
        (
            START + tag("subProcess", "y", tag("userTask", "x", OFFICES) + OFFICES),
            ("s>y",),
            ("x", "instances_nested"),
        ),
        (tag("subProcess", "x", triggeredByEvent="true"), (), ("x", "event_sub_process")),
        (START + tag("userTask", "x", isForCompensation="true"), ("s>x",), ("x", "compensation")),
        (START + tag("userTask", "x", startQuantity="2"), ("s>x",), ("x", "quantity")),
        (START + tag("userTask", "x", shenpi_rol="acceptor"), ("s>x",), ("x", "extension")),
        (START + tag("userTask", "x", shenpi_limit="five days"), ("s>x",), ("x", "limit")),
        (START + tasks("x"), ("s>x", "x>nowhere"), ("x_nowhere", "reference")),
        (START + tasks("x", "x"), ("s>x",), ("x", "duplicate_id")),
        (START + tasks("x"), ("s>x", "x>s"), ("s", "flow_into")),
        (START + END + tasks("x"), ("s>e>x",), ("e", "flow_out")),
        (START + tasks("x", "y"), ("s>x", "x>y: verdict == 'a'"), ("x_y", "flow_condition")),
        (START + gateway("exclusive", "x") + tasks("y"), ("s>x", "x>y: import os"), ("x_y", "condition")),
        (START + gateway("exclusive", "x", "s_x") + tasks("y"), ("s>x>y",), ("x", "default")),
        (START + tasks("y") + boundary("x", "s", TIMER), ("s>y",), ("x", "attached")),
        (START + gateway("eventBased", "x") + tasks("y"), ("s>x>y",), ("x", "event_gateway")),
        (
            START + tag("subProcess", "x", INNER_START + '<startEvent id="u"/>'),
            ("s>x",),
            ("x", "starts_several"),
        ),
        (START + tag("subProcess", "y", tag("startEvent", "x", TIMER)), ("s>y",), ("x", "start_trigger")),
        (START + tag("subProcess", "y", tasks("x")) + END, ("s>y", "x>e"), ("x_e", "flow_scope")),
        (START + "<userTask/>", (), ("", "no_id")),
    ],
)
def test_refusals_name_the_element(elements: str, arrows: tuple[str, ...], expected: tuple[str, str]) -> None:
    assert refusal(bpmn(elements, *arrows)) == expected


@pytest.mark.parametrize(
    "arrows",
    [
        ("s>x>a>j", "x>b>e", "s>j", "j>e"),  # a branch that ends outside
        ("s>g", "g>x", "g>b", "x>a>j", "x>c>j", "b>j", "j>e"),  # more ways to the join than from the split
        ("s>g", "g>x", "g>a", "x>a>j", "x>b>j", "j>e"),  # a way into a branch from outside
        ("s>x", "x>a>j", "x>b>j", "a>c", "j>e"),  # a token that ends inside a branch
        ("s>x", "x>a>j", "x>b>j", "late>e", "j>e"),  # an event that leaves a branch
    ],
)
def test_inclusive_joins_without_a_block_are_refused(arrows: tuple[str, ...]) -> None:
    elements = START + gateway("inclusive", "x") + gateway("exclusive", "g") + gateway("inclusive", "j")
    elements += tasks("a", "b", "c") + boundary("late", "b", TIMER) + END
    assert refusal(bpmn(elements, *arrows)) == ("j", "inclusive")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_xml"),
        (b"not xml", "not_xml"),
        (b"<a><b></a>", "not_xml"),
        ("<definitions/>".encode("utf-16"), "encoding"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "not_xml"),
        (b"<a/>", "not_bpmn"),
        (f"{HEAD}</definitions>".encode(), "no_process"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "doctype"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "doctype"),
        (b" " * (9 * 1024 * 1024), "too_large"),
        (b"<a>" * 100_000, "not_xml"),
    ],
)
def test_files_that_are_no_bpmn(data: bytes, code: str) -> None:
    assert refusal(data)[1] == code


def test_an_entity_bomb_is_refused_unopened() -> None:
    layers = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">{layers}]><d>&a11;</d>'.encode()
    assert refusal(bomb)[1] == "doctype"


def test_deep_nesting_is_refused() -> None:
    inner = tasks("x")
    for number in range(60):
        inner = tag("subProcess", f"n{number}", inner)
    assert refusal(bpmn(inner))[1] == "too_deep"


def test_messages_between_pools_need_elements_that_send_and_receive() -> None:
    pools = (
        '<collaboration id="c"><participant id="P" processRef="p"/>'
        '<messageFlow id="m" sourceRef="{0}" targetRef="{1}"/></collaboration>'
    )
    body = START + tasks("a", "b") + END
    assert refusal(bpmn(body, "s>a>b>e", beside=pools.format("a", "e"))) == ("m", "message_target")
    assert refusal(bpmn(body, "s>a>b>e", beside=pools.format("s", "P"))) == ("m", "message_source")


def test_every_kind_of_element_is_understood() -> None:
    """The supported list of the issue, in one file."""
    body = (
        tag("startEvent", "s", MESSAGE)
        + tag("task", "a")
        + tag("manualTask", "b")
        + tag("serviceTask", "c")
        + tag("sendTask", "d")
        + tag("receiveTask", "f")
        + tag("scriptTask", "l")
        + tag("businessRuleTask", "m")
        + tag("callActivity", "n", calledElement="elsewhere")
        + gateway("eventBased", "g")
        + tag("intermediateCatchEvent", "h", TIMER)
        + tag("intermediateCatchEvent", "i", MESSAGE)
        + tag("intermediateThrowEvent", "k", MESSAGE)
        + tag("endEvent", "e", "<terminateEventDefinition/>")
        + tag("endEvent", "z", MESSAGE)
        + boundary("q", "a", TIMER, interrupting=False)
    )
    model = read_bpmn(bpmn(body, "s>a>b>c>d>f>l>m>n>g", "g>h>e", "g>i>k>z", "q>z"))
    assert {node.kind for node in model.nodes} >= set(Kind) - {
        Kind.EXCLUSIVE,
        Kind.PARALLEL,
        Kind.INCLUSIVE,
        Kind.SUB_PROCESS,
        Kind.USER,
    }
    assert compile_net(model).transitions

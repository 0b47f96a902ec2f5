"""No input crashes the reader: mutated files give a model or a typed error."""

import time
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from shenpi.core.process import ProcessError, compile_net, layout, read_bpmn, template, write_bpmn
from tests.core.process.drawing import END, START, bpmn, flows, gateway, tasks

FILES = {key: template(key) for key in ("committed", "parallel", "land")}
IDS = [
    "handle",
    "review",
    "handling",
    "offices",
    "received",
    "withdrawal",
    "decision",
    "completed",
    "examine_formally",
]
TAGS = [
    "userTask",
    "serviceTask",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
    "subProcess",
    "boundaryEvent",
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "receiveTask",
]


def swallow(data: bytes) -> None:
    """Read, write, draw and compile; only typed errors may come out."""
    try:
        model = read_bpmn(data)
    except ProcessError:
        return
    again = read_bpmn(write_bpmn(model))
    assert (again.nodes, again.flows) == (model.nodes, model.flows)
    layout(model)
    with suppress(ProcessError):
        compile_net(model).unfold(2)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_mutated_bytes(key: str, data: st.DataObject) -> None:
    mutated = bytearray(FILES[key])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(mutated) - 2))
        match data.draw(st.sampled_from(["change", "cut", "repeat"])):
            case "change":
                mutated[at] = data.draw(st.integers(0, 255))
            case "cut":
                del mutated[at : at + data.draw(st.integers(1, 400))]
            case "repeat":
                mutated[at:at] = mutated[at : at + data.draw(st.integers(1, 400))]
    swallow(bytes(mutated))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(FILES)), st.data())
def test_files_that_are_well_formed_but_wrong(key: str, data: st.DataObject) -> None:
    """Ids and tags are exchanged: the XML stays whole, the process does not."""
    text = FILES[key].decode()
    for _ in range(data.draw(st.integers(1, 3))):
        words = data.draw(st.sampled_from([IDS, TAGS]))
        old, new = data.draw(st.sampled_from(words)), data.draw(st.sampled_from(words))
        text = (
            text.replace(f'"{old}"', f'"{new}"')
            if words is IDS
            else text.replace(f":{old} ", f":{new} ")
            .replace(f"<{old} ", f"<{new} ")
            .replace(f"</{old}>", f"</{new}>")
        )
    swallow(text.encode())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_files_of_others_mutated(shared_data: Path, data: st.DataObject) -> None:
    """Elements of the BPMN working group's reference files are taken out, repeated, renamed and moved."""
    files = sorted((shared_data / "models" / "miwg").glob("*.bpmn"))
    root = etree.fromstring(data.draw(st.sampled_from(files)).read_bytes())
    elements = [element for element in root.iter() if isinstance(element.tag, str)][1:]
    for _ in range(data.draw(st.integers(1, 8))):
        one, other = data.draw(st.sampled_from(elements)), data.draw(st.sampled_from(elements))
        match data.draw(st.sampled_from(["drop", "repeat", "retag", "reattribute"])):
            case "drop" if one.getparent() is not None:
                one.getparent().remove(one)
            case "repeat":
                other.append(deepcopy(one))
            case "retag":
                one.tag = other.tag
            case "reattribute":
                for name, value in other.attrib.items():
                    one.set(name, value)
    swallow(etree.tostring(root))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    swallow(data)


@pytest.mark.parametrize("size", [10, 1_000])
def test_long_chains_are_read_in_bounded_depth(size: int) -> None:
    """No recursion over the length of a process."""
    names = [f"a{number}" for number in range(size)]
    swallow(bpmn(START + tasks(*names) + END, "s>" + ">".join(names) + ">e"))


MANY = {
    "tasks": ("too_many", "".join(f'<task id="t{number}"/>' for number in range(100_000))),
    "data": ("too_many", '<dataObject id="o"/>' * 100_000),
    "attributes": ("attributes", "<task " + " ".join(f'a{number}="x"' for number in range(100_000)) + "/>"),
    "event definitions": (
        "events_several",
        f'<endEvent id="e">{"<messageEventDefinition/>" * 30_000}</endEvent>',
    ),
    "depth": ("not_xml", "<subProcess>" * 100_000),
    "a condition": ("condition", flows(f"a>b: {'(' * 100_000}")),
    "conditions": ("condition", flows(f"a>b: {' and '.join(['x'] * 100_000)}")),
}
"""Too much of one thing, and the reason why it is refused."""


@pytest.mark.parametrize("what", MANY)
def test_too_much_of_one_thing_is_refused_at_once(what: str) -> None:
    """Megabytes that a small machine has to read to the end."""
    code, insides = MANY[what]
    begun = time.process_time()
    with pytest.raises(ProcessError) as refusal:
        read_bpmn(bpmn(insides))
    assert refusal.value.code == code
    assert time.process_time() - begun < 5


def test_drawing_is_bounded() -> None:
    """Thousands of lines back and forth: each looks for a free row."""
    back = [f"g{600 - number // 2}>g{number // 3}" for number in range(600)]
    names = [f"g{number}" for number in range(601)]
    data = bpmn(START + "".join(gateway("exclusive", name) for name in names), "s>" + ">".join(names))
    model = read_bpmn(data.replace(b"</process>", flows(*dict.fromkeys(back)).encode() + b"</process>"))
    begun = time.process_time()
    layout(model)
    assert time.process_time() - begun < 5

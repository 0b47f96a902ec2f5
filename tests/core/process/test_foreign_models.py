"""Files of others: read, written and read again with the same meaning, or refused with a reason; never a crash."""

from pathlib import Path

import pytest
from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnValidator

from shenpi.core.process import (
    BpmnRefused,
    compile_net,
    layout,
    read_bpmn,
    template,
    template_keys,
    write_bpmn,
)

SCHEMA = BpmnValidator().validator
"""The OMG's XML Schema of BPMN 2.0, as SpiffWorkflow brings it."""

FOLDERS = ("bpmn-named", "fbpmn", "miwg")
REFUSED = {
    "bpmn-named": {
        "event-subprocesses.bpmn": "event_sub_process",
        "events.bpmn": "event",
        "gateways.bpmn": "element",
        "link_event.bpmn": "link",
    },
    "fbpmn": {
        "e003OrTest.bpmn": "inclusive",
        "e017OnlineOrdering.bpmn": "condition",
        "e022MBE.bpmn": "inclusive",
        "e024MBE.bpmn": "inclusive",
    },
    "miwg": {
        "A.2.1.bpmn": "flow_condition",
        "A.3.0.bpmn": "event",
        "B.1.0.bpmn": "call_inside",
        "B.2.0.bpmn": "event",
        "C.1.1.bpmn": "condition",
        "C.3.0.bpmn": "quantity",
        "C.4.0.bpmn": "event",
        "C.5.0.bpmn": "event",
        "C.6.0.bpmn": "event",
        "C.9.0.bpmn": "event_sub_process",
        "C.9.1.bpmn": "timer_cycle",
        "C.9.2.bpmn": "event_sub_process",
    },
}
"""Every file that is outside the stated semantics, and why."""


def valid(data: bytes) -> bool:
    """Whether a file is valid by the schema."""
    return SCHEMA.validate(etree.fromstring(data))


@pytest.mark.parametrize("folder", FOLDERS)
def test_read_and_round_trip_or_refused_with_element_and_reason(folder: str, shared_data: Path) -> None:
    refused: dict[str, str] = {}
    files = sorted((shared_data / "models" / folder).rglob("*.bpmn"))
    assert files
    for file in files:
        try:
            model = read_bpmn(file.read_bytes())
            net = compile_net(model)
        except BpmnRefused as refusal:
            refused[file.name] = refusal.code if refusal.element_id else "no element named"
            continue
        written = write_bpmn(model)
        assert read_bpmn(written) == model, file.name
        assert valid(written) or not valid(file.read_bytes()), file.name
        assert net.unfold(2).transitions or not model.nodes, file.name
        assert read_bpmn(write_bpmn(layout(model))).nodes == model.nodes, file.name
    assert refused == REFUSED[folder]


@pytest.mark.parametrize("key", template_keys())
def test_the_shipped_processes_are_written_as_they_are_stored(key: str) -> None:
    data = template(key)
    assert write_bpmn(read_bpmn(data)) == data
    assert valid(data)

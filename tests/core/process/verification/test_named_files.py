"""Every named file of the public suites has the violation in its name; docs/verification.md justifies the rest."""

from contextlib import suppress
from pathlib import Path

import pytest

from shenpi.core.process import BpmnRefused
from tests.core.process.verification.asking import faults_of

EXPECTED = {
    "400": "",
    "500": "",
    "p10x01": "",
    "p17x01": "",
    "bpmn-analyzer-js/cyclic": "safe proper",
    "bpmn-analyzer-js/dead-activity": "alive",
    "bpmn-analyzer-js/dead-mice": "",
    "bpmn-analyzer-js/dead-receive-task": "",
    "bpmn-analyzer-js/dead_tasks_connected": "alive",
    "bpmn-analyzer-js/empty": "",
    "bpmn-analyzer-js/implicit-task-merge": "safe proper",
    "bpmn-analyzer-js/implicit-task-split": "safe proper",
    "bpmn-analyzer-js/livelock": "safe completes proper",
    "bpmn-analyzer-js/order_handling": "completes alive",
    "bpmn-analyzer-js/order_handling_synchronization": "safe proper",
    "bpmn-analyzer-js/pools-with-message-flows": "safe proper",
    "bpmn-analyzer-js/reused-end-event": "proper",
    "bpmn-analyzer-js/showcase": "safe completes proper alive",
    "bpmn-analyzer-js/starvation": "completes",
    "bpmn-analyzer-js/stuck": "completes alive",
    "bpmn-analyzer-js/unsafe-gateways": "safe proper",
    "rust_bpmn_analyzer-cli/p2": "",
    "rust_bpmn_analyzer-cli/p6_stuck": "completes alive",
    "rust_bpmn_analyzer-core/integration/e020": "",
    "rust_bpmn_analyzer-core/integration/livelock": "safe completes proper",
    "rust_bpmn_analyzer-core/integration/message_persistence": "",
    "rust_bpmn_analyzer-core/integration/p10": "completes alive",
    "rust_bpmn_analyzer-core/integration/p2": "",
    "rust_bpmn_analyzer-core/integration/p6_stuck": "completes alive",
    "rust_bpmn_analyzer-core/integration/pools-message-flows": "",
    "rust_bpmn_analyzer-core/unit/properties/no_dead_activities/dead-activities": "completes alive",
    "rust_bpmn_analyzer-core/unit/properties/no_dead_activities/no-dead-activities": "",
    "rust_bpmn_analyzer-core/unit/properties/option_to_complete/no-option-to-complete-1": "completes",
    "rust_bpmn_analyzer-core/unit/properties/option_to_complete/no-option-to-complete-2": "completes alive",
    "rust_bpmn_analyzer-core/unit/properties/proper_completion/no-proper-completion-1": "proper",
    "rust_bpmn_analyzer-core/unit/properties/proper_completion/no-proper-completion-2": "proper",
    "rust_bpmn_analyzer-core/unit/properties/proper_completion/no-proper-completion-3-unsafe": "safe proper",
    "rust_bpmn_analyzer-core/unit/properties/proper_completion/proper-completion-1": "",
    "rust_bpmn_analyzer-core/unit/properties/proper_completion/proper-completion-2": "",
    "rust_bpmn_analyzer-core/unit/properties/safeness/unsafe": "safe proper",
    "rust_bpmn_analyzer-core/unit/semantics/end": "proper",
    "rust_bpmn_analyzer-core/unit/semantics/intermediate_event": "safe proper",
    "rust_bpmn_analyzer-core/unit/semantics/nothing": "safe completes proper alive",
    "rust_bpmn_analyzer-core/unit/semantics/task": "safe proper",
}
"""By path without suffix; files of semantics and readers that are not here are sound."""


def test_every_file_has_the_verdict_of_the_table(shared_data: Path) -> None:
    folder = shared_data / "models" / "bpmn-named"
    files = sorted(folder.rglob("*.bpmn"))
    assert len(files) > 50
    found: dict[str, str] = {}
    for file in files:
        name = str(file.relative_to(folder).with_suffix(""))
        try:
            found[name] = faults_of(file.read_bytes())
        except BpmnRefused:
            continue
    named = {name: fault for name, fault in found.items() if name in EXPECTED}
    assert named == EXPECTED


@pytest.mark.parametrize("part", ["semantics", "reader"])
def test_files_without_a_fault_in_their_name_are_sound(part: str, shared_data: Path) -> None:
    folder = shared_data / "models" / "bpmn-named"
    for file in sorted((folder / "rust_bpmn_analyzer-core" / "unit" / part).glob("*.bpmn")):
        name = str(file.relative_to(folder).with_suffix(""))
        if name in EXPECTED:
            continue
        with suppress(BpmnRefused):
            assert faults_of(file.read_bytes()) == "", name

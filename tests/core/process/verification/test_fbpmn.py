"""Collaborations against the recorded verdicts of fbpmn's model checker (messages in any order: Network01Bag)."""

import json
from pathlib import Path

from shenpi.core.process import BpmnRefused
from shenpi.core.process.verification import Property, Report, Verdict
from tests.core.process.verification.asking import report_of


def compared(shared_data: Path) -> dict[str, tuple[Report, dict[str, bool]]]:
    """Our report and the recorded verdicts, for every model that is in the supported subset."""
    folder = shared_data / "models" / "fbpmn"
    found = {}
    for file in sorted((folder / "src").glob("*.bpmn")):
        record = folder / "expected" / f"{file.stem}.json"
        if not record.exists():
            continue
        bag = json.loads(record.read_text())[file.stem]["Network01Bag"]
        try:
            report = report_of(file.read_bytes(), limit_states=3_000)
        except BpmnRefused:
            continue
        found[file.stem] = report, {name: row["value"] for name, row in bag.items()}
    assert len(found) >= 30
    return found


def test_agrees_with_the_recorded_verdicts(shared_data: Path) -> None:
    reports = compared(shared_data)
    for name, (report, recorded) in reports.items():
        assert report.decided, name
        safe = report.verdict(Property.SAFE)
        assert safe is (Verdict.HOLDS if recorded["Prop02Safe"] else Verdict.VIOLATED), name
        if not recorded["Prop02Safe"]:
            continue
        # their soundness: nothing else is left once an end is reached; so no end is reached twice
        if recorded["Prop03Sound"]:
            assert report.verdict(Property.PROPER_COMPLETION) is Verdict.HOLDS, name
        # sound, and no message under way at the end: then nothing can be stuck, but they may run for ever
        if recorded["Prop03Sound"] and recorded["Prop04MsgSound"]:
            assert report.verdict(Property.OPTION_TO_COMPLETE) is Verdict.HOLDS, name

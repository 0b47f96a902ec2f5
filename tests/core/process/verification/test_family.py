"""Parallel branches are decided by structure alone, sound or not, however many there are."""

import pytest

from shenpi.core.process.verification import Property
from tests.core.process.verification.asking import faults, report_of
from tests.core.process.verification.family import FORMS, family

FAULTS = {
    "sound": "",
    "choice for split": "completes",
    "merge for join": "safe proper",
    "way out": "completes",
}


@pytest.mark.parametrize("branches", [2, 40])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_gets_its_verdict_within_few_states(form: str, branches: int) -> None:
    report = report_of(family(branches, form))
    assert faults(report) == FAULTS[form]
    assert report.states <= branches + 4
    assert all(finding.run for finding in report.findings if finding.verdict == "violated")


def test_the_run_to_a_fault_is_told_in_elements() -> None:
    report = report_of(family(40, "choice for split"))
    (finding,) = report.of(Property.OPTION_TO_COMPLETE)
    assert finding.elements[0] == "j"
    assert [label for step in finding.run for label in step.labels] == [
        "s", "s_g", "g", "g_t0_0", "t0_0", "t0_0_t0_1", "t0_1", "t0_1_t0_2", "t0_2",
    ]  # fmt: skip
    assert finding.run[-1].tokens == ("t0_2_j",)
    assert "“j”永远等不到" in finding.zh

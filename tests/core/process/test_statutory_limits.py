"""What statute and seed regulation allow a step, one row a rule with its article, against every drawing that ships."""

from importlib.resources import files

import pytest

from shenpi.core.process import ProcessModel, read_bpmn, template, template_keys
from shenpi.core.worktime import Limit, Rule, rules

STEPS = {
    "examine_formally": rules.RECEIPT_ANSWER,  # 行政许可法 art. 32.4
    "examine": rules.EXAMINATION,  # D3-041
    "review": rules.PRELIMINARY,  # D3-045
    "joint_review": rules.JOINT_REVIEW,  # D3-049
    "record_meeting": rules.JOINT_REVIEW,  # D3-049
    "notify_payment": rules.PAYMENT_NOTICE,  # D3-054
    "issue": rules.CERTIFICATE,  # art. 44
    "serve": rules.CERTIFICATE,  # art. 44
    "publish": rules.PUBLICATION,  # D3-060
    "await_claim": rules.HEARING_REQUEST,  # art. 47
}
"""By the act of the step."""


def models() -> dict[str, ProcessModel]:
    beside = files("shenpi.data") / "proceedings"
    drawn = {entry.name: read_bpmn(entry.read_bytes()) for entry in beside.iterdir()}
    return drawn | {key: read_bpmn(template(key)) for key in template_keys()}


DRAWN = models()


@pytest.mark.parametrize(("act", "rule"), STEPS.items(), ids=STEPS)
def test_no_drawing_gives_a_step_more_than_its_rule(act: str, rule: Rule) -> None:
    """D3-041, D3-045, D3-049, D3-054, D3-060; 行政许可法 art. 32, 44, 47."""
    limits = {
        f"{name}/{step.id}": Limit.parse(step.duties.limit)
        for name, model in DRAWN.items()
        for step in model.steps()
        if step.duties.act == act
    }
    assert limits, f"nobody draws {act}"
    for step, limit in limits.items():
        assert limit.unit is rule.limit.unit, step
        assert limit.amount <= rule.limit.amount, f"{step} has more than {rule.article} allows"


def test_whoever_is_heard_or_met_has_a_time() -> None:
    """Field checks, third parties and meetings never wait without a limit (art. 34, 36; D3-049)."""
    beside = [
        model
        for name, model in DRAWN.items()
        if name in ("field_check.bpmn", "inspection.bpmn", "third_party.bpmn", "meeting.bpmn")
    ]
    steps = [step for model in beside for step in model.steps()]
    assert len(steps) == 6
    assert all(step.duties.limit for step in steps)

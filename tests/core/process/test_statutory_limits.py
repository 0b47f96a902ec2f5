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
    "publish": rules.PUBLICATION,  # D3-060, D3-061
}
"""By the act of the step."""


def models() -> dict[str, ProcessModel]:
    beside = files("shenpi.data") / "proceedings"
    drawn = {entry.name: read_bpmn(entry.read_bytes()) for entry in beside.iterdir()}
    return drawn | {key: read_bpmn(template(key)) for key in template_keys()}


DRAWN = models()


@pytest.mark.parametrize(("act", "rule"), STEPS.items(), ids=STEPS)
def test_no_drawing_gives_a_step_more_than_its_rule(act: str, rule: Rule) -> None:
    """D3-041, D3-045, D3-049, D3-054, D3-060; 行政许可法 art. 32, 44."""
    limits = {
        f"{name}/{step.id}": Limit.parse(step.duties.limit)
        for name, model in DRAWN.items()
        for step in model.steps()
        if step.duties.act == act and step.id != "publish_reply"
    }
    assert limits, f"nobody draws {act}"
    for step, limit in limits.items():
        assert limit.unit is rule.limit.unit, step
        assert limit.amount <= rule.limit.amount, f"{step} has more than {rule.article} allows"


LICENCES = {
    *("committed", "immediate", "joint", "land", "parallel", "township", "online_precheck", "online_whole"),
    *("certificate_change", "certificate_renewal"),
}
PUBLISHED = {
    "issue": ("publish", rules.PUBLICATION),  # D3-060
    "certificate_not_due": ("publish", rules.APPROVAL_PUBLICATION),  # D3-061
    "refusal_decision": ("publish_refusal", rules.REFUSAL_PUBLICATION),  # D3-063
    "superior_grant": (
        "publish_reply",
        None,
    ),  # D3-062: counted from the reply, apps/casework/test_publication.py
}
"""D3 art. 21: the event, and the step whose limit begins with it."""


@pytest.mark.parametrize("event", PUBLISHED)
def test_publication_begins_with_its_event_beside_the_service(event: str) -> None:
    """D3-060 to D3-063: no person stands between the event and the publication, nor between it and the service."""
    step, rule = PUBLISHED[event]
    drawn = [model for key, model in DRAWN.items() if key in LICENCES]
    having = [model for model in drawn if event in model.node or event in model.flow]
    assert having
    for model in having:
        begun = _at_once(model, event)
        assert {node for node in begun if node in ("publish", "publish_refusal", "publish_reply")} == {step}
        assert {"serve", "issue_reply"} & begun
        if rule is not None:
            assert Limit.parse(model.node[step].duties.limit) == rule.limit


def _at_once(model: ProcessModel, event: str) -> set[str]:
    """Return the steps that open when an element, or the flow, is passed, whatever gateways answer."""
    flows = [model.flow[event]] if event in model.flow else list(model.outgoing[event])
    found: set[str] = set()
    while flows:
        target = model.node[flows.pop().target]
        if target in model.steps():
            found.add(target.id)
        else:
            flows += model.outgoing[target.id]
    return found


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

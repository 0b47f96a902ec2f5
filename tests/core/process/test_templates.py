"""The shipped processes: drawn in full, written in the acts' own words, and walked from end to end."""

import pytest

from shenpi.core.process import (
    HUMAN,
    Firing,
    Kind,
    Net,
    Step,
    StepNotOpen,
    compile_net,
    read_bpmn,
    template,
    template_keys,
)

KEYS = {
    "immediate",
    "committed",
    "land",
    "parallel",
    "township",
    "reference",
    "online_precheck",
    "online_whole",
}
ACTS = {
    "examine_formally",
    "await_supplement",
    "dispatch",
    "examine",
    "review",
    "joint_review",
    "decide",
    "notify_payment",
    "record_payment",
    "issue",
    "serve",
    "publish",
    "forward",
    "register_reply",
    "executive_meeting",
    "check_originals",
}
ROLES = {"acceptor", "handler", "office_head", "leader", "applicant"}
CASE = {
    "offices": ["7", "9"],
    "fee_due": True,
    "unpaid": "refuse",
    "certificate_due": True,
    "forward_needed": False,
}


def net_of(key: str) -> Net:
    return compile_net(read_bpmn(template(key)))


class Walk:
    """A case that is walked by naming steps."""

    def __init__(self, key: str, **context: object) -> None:
        self.net = net_of(key)
        self.context: dict[str, object] = {**CASE, **context}
        self.firing: Firing = self.net.start(self.context)

    def do(self, element: str, verdict: str = "agree", instance: str | None = None) -> Firing:
        self.firing = self.net.complete(
            self.firing.marking, Step(element, instance), {**self.context, "verdict": verdict}
        )
        return self.firing

    def each(self, *elements: str) -> None:
        for office in self.context["offices"]:
            for element in elements:
                self.do(element, instance=office)

    def steps(self) -> set[str]:
        return {step.element_id for step in self.net.enabled(self.firing.marking)}


def test_all_are_there() -> None:
    assert set(template_keys()) >= KEYS
    with pytest.raises(KeyError):
        template("../committed")


@pytest.mark.parametrize("key", sorted(KEYS))
def test_steps_name_their_act_role_office_and_limit(key: str) -> None:
    """D3-041, D3-045: every step has a limit; every act and role is one the casework knows."""
    model = read_bpmn(template(key))
    assert (model.processes[0].key, model.processes[0].name != "") == (key, True)
    for step in model.steps():
        assert step.name, step.id
        assert step.duties.act in ACTS, step.id
        assert step.duties.role in ROLES, step.id
        assert step.duties.limit, step.id
        assert step.duties.office or step.duties.role == "applicant", step.id
    for node in model.nodes:
        if node.kind is Kind.SERVICE:
            assert node.duties.document, node.id
        if node.kind is Kind.BOUNDARY and node.event.trigger == "timer":
            assert node.duties.limit, node.id


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_element_is_drawn(key: str) -> None:
    model = read_bpmn(template(key))
    diagram = model.diagrams[0]
    assert {shape.element for shape in diagram.shapes} == {node.id for node in model.nodes}
    assert {edge.element for edge in diagram.edges} == {flow.id for flow in model.flows}
    assert diagram.element == model.processes[0].id


@pytest.mark.parametrize("key", sorted(KEYS))
def test_nothing_is_drawn_over_another(key: str) -> None:
    """Tasks, gateways and events keep apart; a sub-process holds its insides."""
    model = read_bpmn(template(key))
    boxes = {shape.element: shape.bounds for shape in model.diagrams[0].shapes}
    solid = [node for node in model.nodes if node.kind not in (Kind.SUB_PROCESS, Kind.BOUNDARY)]
    for index, node in enumerate(solid):
        a = boxes[node.id]
        for other in solid[index + 1 :]:
            b = boxes[other.id]
            apart = (
                a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y
            )
            assert apart, (node.id, other.id)
        if node.scope in boxes:
            outer = boxes[node.scope]
            assert outer.x < a.x
            assert a.x + a.width < outer.x + outer.width
            assert outer.y < a.y
            assert a.y + a.height < outer.y + outer.height


def test_parallel_approval_granted_with_fee() -> None:
    """The demo's main journey: D3-026 to D3-061."""
    walk = Walk("parallel")
    assert walk.steps() == {"examine_formally"}
    assert "acceptance_notice" in walk.do("examine_formally", "accept").services
    walk.do("dispatch")
    assert walk.steps() == {"handle"}
    walk.each("handle", "review")
    assert walk.steps() == {"decide"}
    walk.do("decide", "grant")
    walk.do("notify_payment")
    assert walk.firing.armed == (Step("payment_overdue"),)
    assert "grant_decision" in walk.do("await_payment").services
    walk.do("issue")
    assert walk.steps() == {"serve", "publish"}
    walk.do("serve")
    assert walk.do("publish").ended


def test_correction_once_then_accepted_or_overdue() -> None:
    """D3-029 to D3-031; that a second correction is refused is the act's business."""
    walk = Walk("committed")
    walk.do("examine_formally", "correct")
    assert walk.steps() == {"await_supplement"}
    lapsed = walk.net.timer(walk.firing.marking, "supplement_overdue", walk.context)
    assert lapsed.ended
    assert lapsed.services == ("non_acceptance_notice",)
    walk.do("await_supplement")
    assert walk.steps() == {"examine_formally"}
    refused = walk.do("examine_formally", "refuse")
    assert refused.ended
    assert refused.path[-1] == "not_accepted"


@pytest.mark.parametrize("key", ["committed", "parallel", "land", "township"])
def test_withdrawal_is_possible_from_acceptance_to_decision(key: str) -> None:
    """D3-033 to D3-035; before acceptance and after the decision there is nothing to withdraw."""
    walk = Walk(key)
    with pytest.raises(StepNotOpen):
        walk.net.message(walk.firing.marking, "withdrawal", walk.context)
    walk.do("examine_formally", "accept")
    while "handling" in {where.element_id for where in walk.net.position(walk.firing.marking)}:
        gone = walk.net.message(walk.firing.marking, "withdrawal", walk.context)
        assert (gone.ended, gone.services, gone.opened) == (True, ("withdrawal_decision",), ())
        step = walk.net.enabled(walk.firing.marking)[0]
        walk.do(
            step.element_id,
            walk.net.model.node[step.element_id].duties.verdicts[0]
            if walk.net.model.node[step.element_id].duties.verdicts
            else "done",
            step.instance,
        )
    assert walk.net.awaited(walk.firing.marking) == ()


@pytest.mark.parametrize(("unpaid", "end"), [("refuse", False), ("close", True)])
def test_unpaid_fees_refuse_or_close_as_the_item_says(unpaid: str, end: bool) -> None:
    """D3-057 and the Licence Law disagree: the item decides (requirements 11.5, 6)."""
    walk = Walk("committed", unpaid=unpaid)
    for element, verdict in (
        ("examine_formally", "accept"),
        ("handle", "agree"),
        ("review", "agree"),
        ("decide", "grant"),
        ("notify_payment", "done"),
    ):
        walk.do(element, verdict)
    lapsed = walk.net.timer(walk.firing.marking, Step("payment_overdue"), walk.context)
    assert lapsed.closed == (Step("await_payment"),)
    assert lapsed.ended is end
    assert ("refusal_decision" in lapsed.services) is not end


def test_refusal_is_served_and_published_without_fee_or_certificate() -> None:
    """D3-057, D3-063."""
    walk = Walk("committed")
    for element, verdict in (
        ("examine_formally", "accept"),
        ("handle", "disagree"),
        ("review", "disagree"),
        ("decide", "refuse"),
    ):
        walk.do(element, verdict)
    assert walk.firing.services == ("refusal_decision",)
    assert walk.steps() == {"serve", "publish_refusal"}
    assert not walk.do("publish_refusal").ended
    assert walk.do("serve").ended


def test_the_land_department_flow_escalates_and_reports_upward() -> None:
    """D3-051 (executive meeting), D3-053 (superior's approval) and D3-062 (its reply published)."""
    walk = Walk("land", forward_needed=True, fee_due=False)
    walk.do("examine_formally", "accept")
    walk.do("dispatch")
    walk.each("handle", "review")
    walk.do("joint_review", "escalate")
    assert walk.steps() == {"executive_meeting"}
    walk.do("executive_meeting", "grant")
    assert walk.steps() == {"forward"}
    walk.do("forward")
    assert walk.steps() == {"register_reply"}
    assert (
        "refusal_decision"
        in walk.net.complete(
            walk.firing.marking, Step("register_reply"), {**walk.context, "verdict": "refuse"}
        ).services
    )
    assert "grant_decision" in walk.do("register_reply", "grant").services
    assert walk.steps() == {"issue_reply", "publish_reply"}
    walk.do("publish_reply")
    walk.do("issue_reply")
    assert walk.do("serve").ended


def test_the_three_modes_may_follow_each_other() -> None:
    """D10-068: the window checks, the window checks after the online examination, nobody need come at all."""
    for key, steps in (
        ("online_precheck", ("handle", "review", "match_originals")),
        ("online_whole", ("handle", "review")),
    ):
        walk = Walk(key, fee_due=False)
        walk.do("examine_formally", "accept")
        for step in steps:
            walk.do(step, "same")
        assert walk.steps() == {"decide"}
        walk.do("decide", "grant")
        assert walk.steps() == {"issue"}
    walk = Walk("online_precheck")
    for step, verdict in (("examine_formally", "accept"), ("handle", "agree"), ("review", "agree")):
        walk.do(step, verdict)
    walk.do("match_originals", "differs")
    assert walk.steps() == {"handle"}


def test_the_township_flow() -> None:
    """D2-014, D2-010: accept, review, approve, and the leader in charge for what is escalated."""
    walk = Walk("township", certificate_due=False)
    for element, verdict in (("examine_formally", "accept"), ("review", "agree"), ("approve", "escalate")):
        walk.do(element, verdict)
    assert walk.steps() == {"leader_decide"}
    walk.do("leader_decide", "grant")
    assert walk.steps() == {"serve", "publish"}


def test_the_reference_flow_has_thirteen_or_fifteen_steps() -> None:
    """The benchmark's work (peers/refflow.py): register, then 12 or 14 steps with three offices."""
    for fee, verdict, expected in ((True, "grant", 14), (False, "grant", 12), (True, "refuse", 12)):
        walk = Walk("reference", fee_due=fee, offices=["lead", "co1", "co2"])
        done = 0
        while not walk.firing.ended:
            step = walk.net.enabled(walk.firing.marking)[0]
            walk.do(step.element_id, verdict if step.element_id == "joint" else "agree", step.instance)
            done += 1
        assert done == expected


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_verdict_leads_somewhere(key: str) -> None:
    """From a step's every verdict the engine finds a branch (no gateway is left undecided)."""
    net = net_of(key)
    seen, pending = set(), [net.start(CASE).marking]
    while pending:
        marking = pending.pop()
        if marking in seen:
            continue
        seen.add(marking)
        for step in net.enabled(marking):
            assert net.model.node[step.element_id].kind in HUMAN
            for verdict in net.model.node[step.element_id].duties.verdicts or ("done",):
                pending.append(net.complete(marking, step, {**CASE, "verdict": verdict}).marking)
    assert any(not marking for marking in seen)

"""What the law asks of an approval process: shipped processes keep it, and each fault is found."""

from collections.abc import Callable

import pytest

from shenpi.core.process import compile_net, read_bpmn, template, template_keys
from shenpi.core.process.verification import Finding, Property, Report, Verdict, verify
from shenpi.core.worktime import Limit
from tests.core.process.drawing import IN_TURN, OFFICES, START, boundary, bpmn, flows, gateway, tag, tasks
from tests.core.process.verification.asking import report_of

ACCEPT = tag("serviceTask", "accept", shenpi_document="acceptance_notice")
DECIDE = tag("userTask", "decide", shenpi_role="leader", shenpi_act="decide", shenpi_limit="P5WD")
SERVE = tag("userTask", "serve", shenpi_role="acceptor", shenpi_act="serve", shenpi_limit="P10WD")
END = tag("endEvent", "e")
WITHDRAWAL = '<message id="w" name="withdrawal"/>'
WITHDRAWN = tag("serviceTask", "withdrawn", shenpi_document="withdrawal_decision") + tag("endEvent", "gone")


def violated(report: Report, asked: Property) -> Finding:
    """The one finding that says a property is violated."""
    (finding,) = report.of(asked)
    assert finding.verdict is Verdict.VIOLATED
    assert finding.zh
    assert finding.en
    return finding


def handled(inside: str, *arrows: str, after: str = "", more: tuple[str, ...] = ()) -> bytes:
    """A process whose handling, between acceptance and service, can be withdrawn from."""
    handling = tag("subProcess", "handling", inside + flows(*arrows))
    event = boundary("taken_back", "handling", '<messageEventDefinition messageRef="w"/>')
    return bpmn(
        START + ACCEPT + handling + event + SERVE + END + WITHDRAWN + after,
        "s>accept>handling",
        *(more or ("handling>serve",)),
        "serve>e",
        "taken_back>withdrawn>gone",
        beside=WITHDRAWAL,
    )


@pytest.mark.parametrize("key", template_keys())
def test_the_shipped_processes_are_clean(key: str) -> None:
    report = verify(compile_net(read_bpmn(template(key))))
    assert report.clean
    assert Property.ALWAYS_HELD in {finding.property for finding in report.findings}


def test_the_land_process_takes_exactly_the_statutory_limit() -> None:
    (finding,) = verify(compile_net(read_bpmn(template("land")))).of(Property.WITHIN_LIMIT)
    assert finding.elements == ("dispatch", "handle", "review", "joint_review", "executive_meeting")
    assert "20 个工作日" in finding.zh


@pytest.mark.parametrize("promised", ["P14WD", "P25WD"])
def test_a_promise_is_neither_too_short_nor_longer_than_the_law_allows(promised: str) -> None:
    net = compile_net(read_bpmn(template("parallel")))
    assert violated(verify(net, promised=Limit.parse(promised)), Property.WITHIN_LIMIT).elements
    assert verify(net, promised=Limit.parse("P15WD")).clean


def test_nothing_is_asked_of_a_diagram_without_duties() -> None:
    report = report_of(bpmn(START + tasks("a") + END, "s>a>e"))
    assert [finding.property for finding in report.findings] == [
        Property.SAFE,
        Property.OPTION_TO_COMPLETE,
        Property.PROPER_COMPLETION,
        Property.NO_DEAD_ACTIVITY,
    ]


def test_a_sound_process_with_withdrawal_is_lawful() -> None:
    data = handled(tag("startEvent", "hs") + DECIDE + tag("endEvent", "he"), "hs>decide>he")
    assert report_of(data).clean


def test_a_state_that_waits_for_a_message_only_has_no_holder() -> None:
    waits = tag("receiveTask", "reply")
    data = bpmn(START + DECIDE + waits + END, "s>decide>reply>e")
    finding = violated(report_of(data), Property.ALWAYS_HELD)
    assert finding.elements == ("reply",)
    timed = bpmn(
        START + DECIDE + waits + boundary("late", "reply", "<timerEventDefinition/>") + END,
        "s>decide>reply>e",
        "late>e",
    )
    assert report_of(timed).verdict(Property.ALWAYS_HELD) is Verdict.HOLDS


def test_a_person_beside_the_message_holds_the_case_only_until_done() -> None:
    gateways = gateway("parallel", "g") + gateway("parallel", "j")
    data = bpmn(START + DECIDE + tag("receiveTask", "reply") + gateways + END, "s>g>decide>j>e", "g>reply>j")
    finding = violated(report_of(data), Property.ALWAYS_HELD)
    assert "reply" in finding.elements
    assert ("decide",) in [step.labels for step in finding.run]


def test_an_accepted_case_must_not_end_unserved() -> None:
    data = handled(
        tag("startEvent", "hs") + DECIDE + tag("endEvent", "he"),
        "hs>decide>he",
        after=gateway("exclusive", "x") + tag("endEvent", "silent"),
        more=("handling>x>serve", "x>silent"),
    )
    finding = violated(report_of(data), Property.DECISION_SERVED)
    assert finding.elements == ("silent",)
    assert finding.run[-1].labels[-1] == "silent"


@pytest.mark.parametrize(
    ("build", "where"),
    [
        (lambda: bpmn(START + ACCEPT + DECIDE + SERVE + END, "s>accept>decide>serve>e"), "decide"),
        (
            lambda: handled(
                tag("startEvent", "hs") + tasks("examine") + tag("endEvent", "he"),
                "hs>examine>he",
                after=DECIDE,
                more=("handling>decide>serve",),
            ),
            "decide",
        ),
    ],
    ids=["no withdrawal at all", "a step between handling and decision"],
)
def test_withdrawal_must_be_open_until_the_decision(build: Callable[[], bytes], where: str) -> None:
    assert violated(report_of(build()), Property.WITHDRAWABLE).elements == (where,)


def test_many_parallel_offices_inside_the_withdrawal_cost_no_states() -> None:
    names = [f"o{number}" for number in range(40)]
    inside = tag("startEvent", "hs") + gateway("parallel", "g") + gateway("parallel", "j") + tasks(*names)
    arrows = ["hs>g", "j>decide>he", *(f"g>{name}>j" for name in names)]
    report = report_of(handled(inside + DECIDE + tag("endEvent", "he"), *arrows), limit_states=100)
    assert report.clean
    assert report.milliseconds < 2_000


def test_parallel_branches_count_by_the_longest_and_loops_once() -> None:
    long, short = (
        tag("userTask", name, shenpi_role="handler", shenpi_limit=limit)
        for name, limit in (("long", "P12WD"), ("short", "PT48H"))
    )
    inside = tag("startEvent", "hs") + long + short + gateway("parallel", "g") + gateway("parallel", "j")
    inside += gateway("exclusive", "m") + gateway("exclusive", "x") + DECIDE + tag("endEvent", "he")
    data = handled(inside, "hs>m>g>long>j>x>decide>he", "g>short>j", "x>m")
    (finding,) = report_of(data).of(Property.WITHIN_LIMIT)
    assert finding.elements == ("long", "decide")
    assert "17 个工作日" in finding.zh


@pytest.mark.parametrize(("how", "days", "verdict"), [(IN_TURN, 23, "violated"), (OFFICES, 14, "holds")])
def test_offices_one_after_the_other_add_up(how: str, days: int, verdict: str) -> None:
    step = tag("userTask", "handle", shenpi_role="handler", shenpi_limit="P9WD")
    each = tag(
        "subProcess",
        "each",
        tag("startEvent", "es") + step + tag("endEvent", "ee") + flows("es>handle>ee") + how,
    )
    inside = tag("startEvent", "hs") + each + DECIDE + tag("endEvent", "he")
    (finding,) = report_of(handled(inside, "hs>each>decide>he")).of(Property.WITHIN_LIMIT)
    assert f"{days} 个工作日" in finding.zh
    assert ("×2" in finding.zh) == (how is IN_TURN)
    assert finding.verdict == verdict


def test_a_limit_kept_in_the_case_leaves_the_sum_undecided() -> None:
    asks = tag("userTask", "asks", shenpi_role="handler", shenpi_limit="office_limit")
    inside = tag("startEvent", "hs") + asks + DECIDE + tag("endEvent", "he")
    (finding,) = report_of(handled(inside, "hs>asks>decide>he")).of(Property.WITHIN_LIMIT)
    assert finding.verdict is Verdict.UNDECIDED
    assert "asks" in finding.zh


def test_another_message_is_no_withdrawal() -> None:
    data = handled(tag("startEvent", "hs") + DECIDE + tag("endEvent", "he"), "hs>decide>he").replace(
        b'name="withdrawal"', b'name="other"'
    )
    assert report_of(data).verdict(Property.WITHDRAWABLE) is Verdict.VIOLATED


def test_a_called_process_has_holders_of_its_own() -> None:
    calls = tag("callActivity", "other", calledElement="elsewhere")
    report = report_of(bpmn(START + DECIDE + calls + END, "s>decide>other>e"))
    assert report.verdict(Property.ALWAYS_HELD) is Verdict.HOLDS

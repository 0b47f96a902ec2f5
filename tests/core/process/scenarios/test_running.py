"""What a scenario finds: each expectation that can fail, fails with where, expected and actual."""

from typing import Any

import pytest

from shenpi.core.process import Net, compile_net, read_bpmn
from shenpi.core.process.scenarios import ScenarioResult, coverage, read, run
from tests.core.process.drawing import (
    END,
    MESSAGE,
    OFFICES,
    START,
    TIMER,
    boundary,
    bpmn,
    gateway,
    tag,
)

CHECK = tag(
    "userTask", "check", name="审查", shenpi_role="handler", shenpi_limit="P2WD", shenpi_verdicts="yes,no"
)
PAY = tag("userTask", "pay", name="缴费", shenpi_role="applicant", shenpi_document="bill")
DRAWN = bpmn(
    START
    + END
    + CHECK
    + PAY
    + gateway("exclusive", "g", default="g_e")
    + tag("serviceTask", "write", name="制证", shenpi_document="permit")
    + boundary("late", "pay", TIMER).replace("<boundaryEvent", '<boundaryEvent shenpi:limit="pay_limit"')
    + boundary("stop", "pay", MESSAGE),
    "s>check>g",
    "g>pay: verdict == 'yes'",
    "pay>write>e",
    "g>e",
    "late>e",
    "stop>e",
)


def net() -> Net:
    return compile_net(read_bpmn(DRAWN))


def played(*entries: dict[str, Any], end: Any = True, **more: Any) -> ScenarioResult:
    """A Monday morning; the payment limit is ten days."""
    raw = {"name": "x", "start": "2026-03-02 09:00", "case": {"pay_limit": "P10D"}, "run": list(entries)}
    return run(net(), read({**raw, "end": end, **more}))


YES = {"do": "审查", "verdict": "yes", "by": "handler"}


def test_everything_expected_comes_true() -> None:
    result = played(
        {**YES, "after": "P2WD", "expect": {"open": ["pay"], "timers": ["late"], "documents": ["bill"],
                                            "due": {"late": "2026-03-16 17:30"}, "late": False}},
        {"do": "pay", "expect": {"services": ["制证"], "documents": ["permit"], "open": [], "timers": [],
                                 "closed": [], "ended": True}},
        start={"at": "2026-03-02 09:00", "expect": {"limit": {"审查": "2个工作日"}, "due": {"审查": "2026-03-04"}}},
        end={"at": "e", "within": "P2WD", "before": "2026-03-04 09:00", "documents": ["permit", "bill"],
             "services": ["write"]},
    )  # fmt: skip
    assert result.differences == ()
    assert result.passed
    assert [line.verdict for line in result.log] == ["", "check=yes", ""]
    assert result.log[1].open == ("pay",)


@pytest.mark.parametrize(
    ("entry", "kind", "expected", "actual"),
    [
        ({"expect": {"open": ["check"]}}, "open", "check", "pay"),
        ({"expect": {"closed": ["pay"]}}, "closed", "pay", "—"),
        ({"expect": {"services": ["write"]}}, "services", "write", "—"),
        ({"expect": {"documents": ["permit"]}}, "documents", "permit", "bill"),
        ({"expect": {"timers": []}}, "timers", "—", "late"),
        ({"expect": {"due": {"late": "2026-03-11"}}}, "due", "2026-03-11", "2026-03-12 17:30"),
        ({"expect": {"due": {"pay": "2026-03-12"}}}, "due", "2026-03-12", "—"),
        ({"expect": {"limit": {"pay": "P1WD"}}}, "limit", "P1WD", "—"),
        ({"expect": {"limit": {"check": "P1WD"}}}, "open", "open", "not open"),
        ({"expect": {"late": True}}, "late", "yes", "no"),
        ({"after": "P3WD", "expect": {"late": False}}, "late", "no", "yes"),
        ({"expect": {"ended": True}}, "ended", "yes", "no"),
        ({"expect": {"refused": True}}, "refused", "yes", "no"),
        ({"by": "leader"}, "role", "leader", "handler"),
        ({"verdict": "ok"}, "verdict", "yes | no", "ok"),
        ({"at": "2026-03-01 09:00"}, "moment", "2026-03-02 09:00", "2026-03-01 09:00"),
    ],
)
def test_each_expectation_can_fail(entry: dict[str, Any], kind: str, expected: str, actual: str) -> None:
    result = played({**YES, **entry}, end=False)
    found = {difference.kind: difference for difference in result.differences}
    assert (found[kind].entry, found[kind].expected, found[kind].actual) == (1, expected, actual)
    assert "审查" in found[kind].zh
    assert "check" in found[kind].en


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        (False, "end"),
        ({"at": "check"}, "end"),
        ({"within": "P0WD"}, "within"),
        ({"before": "2026-03-02 10:00"}, "within"),
        ({"documents": []}, "documents"),
        ({"services": []}, "services"),
    ],
)
def test_each_expectation_of_the_end_can_fail(end: Any, kind: str) -> None:
    result = played({**YES, "after": "P1D"}, {"do": "pay"}, end=end)
    [difference] = result.differences
    assert (difference.kind, difference.entry) == (kind, 3)


def test_an_open_case_does_not_pass_for_an_ended_one() -> None:
    [difference] = played(YES).differences
    assert (difference.kind, difference.elements) == ("end", ("pay",))


def test_a_refusal_ends_the_scenario_unless_it_is_expected() -> None:
    result = played(YES, YES, {"do": "pay"})
    assert [(each.entry, each.kind, each.actual) for each in result.differences] == [
        (2, "refusal", "step_not_open")
    ]
    expected = {**YES, "expect": {"refused": "step_not_open"}}
    assert played(YES, expected, {"do": "pay"}).passed
    other = {**YES, "expect": {"refused": "no_branch"}}
    assert [each.kind for each in played(YES, other, {"do": "pay"}).differences] == ["refusal"]


def test_an_unknown_step_and_a_value_that_is_missing_are_told() -> None:
    assert played({"do": "nothing"}).differences[0].actual == "no_element"
    result = played({"do": "check"})
    assert result.differences[0].actual == "value_missing"
    assert result.differences[0].elements == ("g",)
    assert played(YES, case={}).differences[0].actual == "limit_unreadable"


def test_a_timer_goes_off_by_itself_once_its_moment_has_passed() -> None:
    at_the_limit = {"at": "2026-03-12 17:30", "do": "pay"}
    assert played(YES, at_the_limit).passed
    after = {"at": "2026-03-12 17:31", "expect": {"closed": ["pay"], "ended": True}}
    result = played(YES, after, end="e")
    assert result.passed
    assert "late" in result.path


def test_a_timer_is_not_let_off_before_its_moment() -> None:
    assert played(YES, {"timer": "late"}).passed
    assert played(YES, {"timer": "缴费"}).log[-1].at.isoformat() == "2026-03-12T09:30:00+00:00"
    early = played(YES, {"timer": "late", "after": "P1D"})
    assert [each.kind for each in early.differences] == ["timer"]


def test_a_message_comes_by_its_name_or_its_event() -> None:
    assert played(YES, {"message": "stop", "expect": {"closed": ["pay"]}}).passed
    assert played({"message": "stop", "expect": {"refused": "not_awaited"}}, YES, {"do": "pay"}).passed


def test_offices_are_named_behind_the_step() -> None:
    each = tag("userTask", "each", OFFICES, name="会签")
    drawn = compile_net(read_bpmn(bpmn(START + each + END, "s>each>e")))
    raw = {
        "name": "x",
        "start": {"at": "2026-03-02", "expect": {"open": ["会签"]}},
        "case": {"offices": ["甲", "乙"]},
        "run": [{"do": "会签@乙", "expect": {"open": ["会签@甲"]}}, {"do": "each@甲"}],
        "end": "e",
    }
    assert run(drawn, read(raw)).differences == ()
    raw["run"] = [{"do": "会签"}]
    assert not run(drawn, read(raw)).passed


def test_coverage_names_what_no_scenario_reached() -> None:
    drawn = net()
    covered = coverage(drawn.model, [played(YES, {"do": "pay"})])
    assert covered.steps.missing == ()
    assert covered.branches.missing == ("g_e",)
    assert covered.events.missing == ("late", "stop")
    assert covered.verdicts.missing == ("check=no",)
    assert not covered.complete
    assert covered.to_json()["verdicts"] == {"passed": 1, "total": 2, "missing": ["check=no"]}


def test_results_are_plain_data() -> None:
    data = played(YES).to_json()
    assert data["passed"] is False
    assert set(data) == {"name", "passed", "differences", "log"}

"""Each kind of carelessness in a diagram is found, with the ids of the elements; careful ones are left alone."""

from collections.abc import Collection

import pytest

from shenpi.core.process import read_bpmn, template, template_keys
from shenpi.core.process.hygiene import check
from shenpi.core.process.verification.findings import Finding, Property, Verdict
from shenpi.core.worktime import Limit
from tests.core.process.drawing import END, MESSAGE, OFFICES, START, TIMER, boundary, bpmn, flows, tag

ROLES = {"acceptor", "handler", "office_head", "leader", "legal"}


def step(identity: str, name: str = "-", **duties: str) -> str:
    given = {f"shenpi_{key}": value for key, value in duties.items()}
    return tag("userTask", identity, name=identity if name == "-" else name, **given)


def choice(identity: str, kind: str = "exclusive", default: str = "") -> str:
    more = {"default": default} if default else {}
    return tag(f"{kind}Gateway", identity, name=identity, **more)


def findings(
    asked: Property,
    data: bytes,
    *,
    holders: Collection[str] | None = None,
    promised: str = "",
) -> list[Finding]:
    limit = Limit.parse(promised) if promised else None
    found = check(read_bpmn(data), holders=holders, promised=limit)
    return [each for each in found if each.property is asked]


def faults(asked: Property, data: bytes, **more: object) -> list[tuple[str, ...]]:
    found = findings(asked, data, **more)  # type: ignore[arg-type]
    assert found, f"{asked} was not asked"
    assert all(each.zh and each.en for each in found)
    return [each.elements for each in found if each.verdict is Verdict.VIOLATED]


@pytest.mark.parametrize("key", template_keys())
def test_the_shipped_processes_are_well_kept(key: str) -> None:
    found = check(read_bpmn(template(key)), holders=ROLES, promised=Limit.parse("P20WD"))
    assert [each.zh for each in found if each.verdict is not Verdict.HOLDS] == []
    assert len(found) == 7


def test_unnamed_elements_are_found_where_a_name_matters() -> None:
    drawn = bpmn(
        START + step("a", "") + choice("g").replace(' name="g"', "") + END + tag("endEvent", "f"),
        "s>a>g",
        "g>e: x == 1",
        "g>f",
    )
    assert faults(Property.NAMED, drawn) == [("a",), ("g",), ("e",), ("f",), ("g_e",), ("g_f",)]
    assert faults(Property.NAMED, bpmn(START + step("a") + END, "s>a>e")) == []


def test_names_that_could_be_confused_are_found() -> None:
    two = bpmn(START + step("a", "审查") + step("b", "审查") + END, "s>a>b>e")
    assert faults(Property.NAMED, two) == [("a", "b")]
    ends = tag("endEvent", "e", name="完") + tag("endEvent", "f", name="完")
    drawn = bpmn(START + choice("g", default="g_f") + ends, "s>g", "g>e: x", "g>f")
    named = drawn.replace(b'id="g_e"', b'id="g_e" name="y"').replace(b'id="g_f"', b'id="g_f" name="y"')
    assert faults(Property.NAMED, named) == [("e", "f"), ("g_e", "g_f")]


def test_elements_that_no_line_leads_to_are_found() -> None:
    drawn = bpmn(START + step("a") + step("b") + step("c") + END, "s>a>e", "b>c>b")
    assert faults(Property.CONNECTED, drawn) == [("b",), ("c",)]


def test_a_way_that_stops_short_is_found() -> None:
    drawn = bpmn(START + step("a") + step("b") + END, "s>a>e", "s>b")
    assert faults(Property.CONNECTED, drawn) == [("b",)]
    assert faults(Property.CONNECTED, bpmn(START + step("a"), "s>a")) == []


def test_boundaries_sub_processes_and_processes_without_start_are_reached() -> None:
    inner = '<startEvent id="t"/><endEvent id="u"/>' + step("i") + flows("t>i>u")
    sub = tag("subProcess", "sub", inner, name="sub") + boundary("late", "sub", TIMER)
    assert faults(Property.CONNECTED, bpmn(START + sub + step("x") + END, "s>sub>e", "late>x>e")) == []
    assert faults(Property.CONNECTED, bpmn(step("a") + step("b"), "a>b")) == []


def test_roles_without_a_holder_are_found() -> None:
    drawn = bpmn(START + step("a", role="handler") + step("b", role="wizard") + step("c") + END, "s>a>b>c>e")
    assert faults(Property.STAFFED, drawn, holders=ROLES) == [("b",), ("c",)]
    assert faults(Property.STAFFED, drawn) == [("c",)]
    applicant = bpmn(START + step("a", role="applicant") + END, "s>a>e")
    assert faults(Property.STAFFED, applicant, holders=set()) == []


def test_diagrams_without_any_role_or_limit_are_not_asked_for_them() -> None:
    found = check(read_bpmn(bpmn(START + step("a") + END, "s>a>e")), holders=ROLES)
    assert not {Property.STAFFED, Property.LIMITED} & {each.property for each in found}


@pytest.mark.parametrize(
    ("limit", "promised", "wrong"),
    [
        ("", "P20WD", True),
        ("P21WD", "P20WD", True),
        ("P20WD", "P20WD", False),
        ("P20WD", "", False),
        ("some_value", "P1WD", False),
        ("P20WD", "P20D", False),  # twenty working days may be twenty-eight days: for the calendar to say
        ("P20WD", "P19D", False),
        ("P3M", "P20WD", True),
        ("P30D", "P20WD", False),
        ("PT240H", "P1WD", False),
        ("PT480H", "P1WD", True),
    ],
)
def test_limits_missing_or_longer_than_the_promise_are_found(limit: str, promised: str, wrong: bool) -> None:
    drawn = bpmn(START + step("a", role="handler", limit=limit) + END, "s>a>e")
    assert faults(Property.LIMITED, drawn, promised=promised) == ([("a",)] if wrong else [])


def test_what_runs_beside_the_promise_is_not_held_against_it() -> None:
    """Formal examination, payment and service have limits of their own (行政许可法 art. 32, 44)."""
    serve = step("a", role="acceptor", limit="P10WD", act="serve")
    assert faults(Property.LIMITED, bpmn(START + serve + END, "s>a>e"), promised="P1WD") == []


def decided(*arrows: str, verdicts: str = "yes,no", kind: str = "exclusive", default: str = "") -> bytes:
    ends = "".join(tag("endEvent", name, name=name) for name in ("x", "y", "z"))
    return bpmn(START + step("a", verdicts=verdicts) + choice("g", kind, default) + ends, "s>a>g", *arrows)


def test_a_verdict_without_a_branch_is_found() -> None:
    drawn = decided("g>x: verdict == 'yes'", "g>y: verdict == 'no'", verdicts="yes,no,maybe")
    assert faults(Property.VERDICTS_LEAD_ON, drawn) == [("g", "a")]
    assert faults(Property.CONDITIONS_COMPLETE, drawn) == []
    whole = decided("g>x: verdict == 'yes'", "g>y: verdict == 'no'")
    assert faults(Property.VERDICTS_LEAD_ON, whole) == []
    assert faults(Property.CONDITIONS_COMPLETE, whole) == []


def test_a_branch_for_a_verdict_that_nobody_gives_is_found() -> None:
    drawn = decided("g>x: verdict == 'yess'", "g>y", default="g_y")
    assert faults(Property.VERDICTS_LEAD_ON, drawn) == [("g", "g_x")]


def test_verdicts_are_seen_through_services_gateways_and_sub_processes() -> None:
    inner = '<startEvent id="t"/><endEvent id="u"/>' + step("i", verdicts="p,q") + flows("t>i>u")
    sub = tag("subProcess", "sub", inner, name="sub") + tag("serviceTask", "w", name="w")
    drawn = bpmn(
        START + sub + choice("g") + tag("endEvent", "x", name="x") + tag("endEvent", "y", name="y"),
        "s>sub>w>g",
        "g>x: verdict == 'p'",
        "g>y: verdict == 'r'",
    )
    assert faults(Property.VERDICTS_LEAD_ON, drawn) == [("g", "g_y"), ("g", "i")]


def test_a_reminder_inside_a_sub_process_does_not_complete_it() -> None:
    """Its host still runs; an interrupting one may be the last thing that happens."""
    for interrupting in (False, True):
        inner = (
            tag("startEvent", "t") + tag("endEvent", "u") + tag("endEvent", "r") + step("i", verdicts="p,q")
        )
        inner += boundary("late", "i", "<timerEventDefinition/>", interrupting=interrupting)
        sub = tag("subProcess", "sub", inner + flows("t>i>u", "late>r"), name="sub")
        ends = tag("endEvent", "x") + tag("endEvent", "y")
        drawn = bpmn(
            START + sub + choice("g") + ends, "s>sub>g", "g>x: verdict == 'p'", "g>y: verdict == 'q'"
        )
        assert faults(Property.VERDICTS_LEAD_ON, drawn) == ([("g", "late")] if interrupting else [])


def test_a_gateway_that_asks_for_a_verdict_after_an_event_is_found() -> None:
    """The engine knows a verdict only while the step that gave it is completed."""
    drawn = bpmn(
        START
        + step("a", verdicts="yes,no")
        + choice("g", default="g_e")
        + boundary("late", "a", MESSAGE)
        + END,
        "s>a>g>e",
        "late>g",
        "g>s2: verdict == 'yes'",
    ).replace(b"<endEvent", tag("endEvent", "s2").encode() + b"<endEvent", 1)
    assert faults(Property.VERDICTS_LEAD_ON, drawn) == [("g", "late")]


def test_a_verdict_of_several_at_once_is_the_last_ones_only() -> None:
    """Offices that agree or not, and a gateway that would follow whoever was slowest."""
    each = step("a", verdicts="yes,no").replace("</userTask>", f"{OFFICES}</userTask>")
    ends = tag("endEvent", "x", name="x") + tag("endEvent", "y", name="y")
    asks = ("g>x: verdict == 'yes'", "g>y: verdict == 'no'")
    drawn = bpmn(START + each + choice("g") + ends, "s>a>g", *asks)
    assert faults(Property.VERDICTS_LEAD_ON, drawn) == [("g", "a")]
    decided_by_one = bpmn(START + each + step("b", verdicts="yes,no") + choice("g") + ends, "s>a>b>g", *asks)
    assert faults(Property.VERDICTS_LEAD_ON, decided_by_one) == []

    fork = choice("f", "parallel") + choice("j", "parallel") + tag("serviceTask", "w", name="w")
    both = START + fork + step("a", verdicts="yes,no") + step("b", verdicts="yes,no") + choice("g") + ends
    assert faults(Property.VERDICTS_LEAD_ON, bpmn(both, "s>f>a>j>g", "f>b>j", *asks)) == [("g", "j")]
    one = START + fork + step("a", verdicts="yes,no") + choice("g") + ends
    assert faults(Property.VERDICTS_LEAD_ON, bpmn(one, "s>f>a>j>g", "f>w>j", *asks)) == []
    earlier = one + step("q", verdicts="u,v")
    assert faults(Property.VERDICTS_LEAD_ON, bpmn(earlier, "s>q>f>a>j>g", "f>w>j", *asks)) == []
    spread = (
        START + fork + step("a", verdicts="yes,no") + choice("g") + ends + tag("serviceTask", "v", name="v")
    )
    assert faults(Property.VERDICTS_LEAD_ON, bpmn(spread, "s>a>f>w>j>g", "f>v>j", *asks)) == []
    waits = one.replace("serviceTask", "receiveTask")
    assert faults(Property.VERDICTS_LEAD_ON, bpmn(waits, "s>f>a>j>g", "f>w>j", *asks)) == [("g", "w")]


def test_overlapping_conditions_are_found_with_a_case() -> None:
    drawn = decided("g>x: amount >= 1000", "g>y: amount <= 1000", "g>z", default="g_z")
    [found] = findings(Property.CONDITIONS_EXCLUSIVE, drawn)
    assert found.elements == ("g", "g_x", "g_y")
    assert "amount = 1000" in found.en
    two = decided("g>x: verdict == 'yes'", "g>y: fee_due", "g>z", default="g_z")
    [found] = findings(Property.CONDITIONS_EXCLUSIVE, two)
    assert "verdict = 'yes', fee_due = true" in found.zh
    assert faults(Property.CONDITIONS_EXCLUSIVE, decided("g>x: a", "g>y: not a")) == []
    assert (
        faults(Property.CONDITIONS_EXCLUSIVE, decided("g>x: a", "g>y: b", kind="inclusive", default="")) == []
    )


def test_a_gap_is_found_with_a_case() -> None:
    drawn = decided("g>x: amount < 10", "g>y: amount > 10")
    [found] = findings(Property.CONDITIONS_COMPLETE, drawn)
    assert found.verdict is Verdict.VIOLATED
    assert "amount = 10" in found.en
    assert faults(Property.CONDITIONS_COMPLETE, decided("g>x: amount < 10", "g>y: amount >= 10")) == []
    assert (
        faults(Property.CONDITIONS_COMPLETE, decided("g>x: n < 10", "g>y: n > 10", "g>z", default="g_z"))
        == []
    )


def test_a_branch_without_condition_that_is_no_default_is_found() -> None:
    assert faults(Property.CONDITIONS_COMPLETE, decided("g>x: a", "g>y")) == [("g", "g_y"), ("g",)]


def test_a_condition_that_contradicts_itself_is_found() -> None:
    drawn = decided("g>x: n > 5 and n < 3", "g>y", default="g_y")
    assert faults(Property.CONDITIONS_COMPLETE, drawn) == [("g", "g_x")]


@pytest.mark.parametrize(
    "condition", ["a == b", "a in names", "(a) == 1", "a < 'x'", "!a == 3", "'x' in (a, b)"]
)
def test_what_is_not_decidable_is_said_to_be_so_and_nothing_more(condition: str) -> None:
    drawn = decided(f"g>x: {condition}", "g>y: c")
    for asked in (Property.CONDITIONS_EXCLUSIVE, Property.CONDITIONS_COMPLETE):
        assert [each.verdict for each in findings(asked, drawn)] == [Verdict.UNDECIDED]
    sure = decided(f"g>x: {condition}", "g>y", default="g_y", kind="inclusive")
    assert [each.verdict for each in findings(Property.CONDITIONS_COMPLETE, sure)] == [Verdict.HOLDS]


def test_a_single_condition_overlaps_with_nothing() -> None:
    drawn = decided("g>x: a == b", "g>y", default="g_y")
    for asked in (Property.CONDITIONS_EXCLUSIVE, Property.CONDITIONS_COMPLETE):
        assert [each.verdict for each in findings(asked, drawn)] == [Verdict.HOLDS]


def test_many_variables_are_not_tried_for_ever() -> None:
    condition = " or ".join(f"v{number} == 1" for number in range(30))
    drawn = decided(f"g>x: {condition}", "g>y: w")
    assert [each.verdict for each in findings(Property.CONDITIONS_EXCLUSIVE, drawn)] == [Verdict.UNDECIDED]

"""Setups: read, refused with every mistake, and what they leave out is said to be assumed."""

from typing import Any

import pytest

from shenpi.core.process import EndlessFiring, Net, compile_net, read_bpmn, template
from shenpi.core.process.simulation import BadInput, read
from shenpi.core.process.simulation.durations import Choice, stream
from shenpi.core.process.simulation.durations import read as read_duration
from tests.core.process.drawing import END, START, bpmn, gateway, tag, tasks
from tests.core.process.simulation.drawn import ONE_STEP, ran

WORKING_DAY = 7 * 3600


@pytest.mark.parametrize(
    ("raw", "path", "said"),
    [
        ({"case": 3}, "case", "object"),
        ({"casees": 3}, "", "did you mean 'case"),
        ({"cases": 0}, "cases", "too small"),
        ({"start": "soon"}, "start", "2026-03-02"),
        ({"hours": ["nine to five"]}, "hours", "09:00-12:00"),
        ({"promised": "soon"}, "promised", "P5WD"),
        ({"arrivals": {"per_day": 3, "every": "1h"}}, "arrivals", "only one"),
        ({"arrivals": {"at": ["x"]}}, "arrivals.at[0]", "2026-03-02"),
        ({"steps": {"a": {"takes": "long"}}}, "steps.a.takes", "30m"),
        ({"steps": {"a": {"takes": {"uniform": ["2h", "1h"]}}}}, "steps.a.takes", "rise"),
        ({"steps": {"a": {"takes": {"uniform": ["2h", "3h"], "fixed": "1h"}}}}, "steps.a.takes", ""),
        ({"steps": {"a": {"verdicts": {"x": 0}}}}, "steps.a.verdicts", "weights"),
        ({"choose": {"x": [["a", -1]]}}, "choose.x", "weights"),
        ({"staff": {"clerk": "many"}}, "staff.clerk", "unlimited"),
        ({"staff": {"clerk": {"count": 1, "queue": "lifo"}}}, "staff.clerk.queue", "fifo"),
        ({"messages": {"m": {"after": "never"}}}, "messages.m.after", "30m"),
    ],
)
def test_each_mistake_is_told_with_its_place(raw: dict[str, Any], path: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(raw)
    [problem] = caught.value.problems
    assert problem.path == path
    assert said in problem.en
    assert problem.zh


def test_a_setup_for_another_process_is_refused_by_name() -> None:
    with pytest.raises(BadInput) as caught:
        ran(steps={"b": {}, "s": {}}, staff={"porter": 1}, messages={"none": {"after": "1h"}})
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["steps.b", "messages.none", "steps.s", "staff.porter"]


def test_what_is_left_out_is_assumed_and_said() -> None:
    net = compile_net(read_bpmn(template("parallel")))
    result = ran(net, cases=30)
    assert result.over == 30
    said = [en for _zh, en in result.assumed]
    assert "'offices' are two offices" in said
    assert "the values of 'fee_due' are equally likely" in said
    assert "there is 1 'handler'" in said
    whole = ran(staff={"clerk": 1}, steps={"a": {"takes": "1h"}}, cases=3)
    assert whole.assumed == ()


def test_staff_of_a_step_may_be_other_than_its_role() -> None:
    result = ran(cases=2, steps={"a": {"takes": "1h", "staff": "printer"}}, staff={"printer": "unlimited"})
    assert [(each.name, each.count) for each in result.staff] == [("printer", None)]


def test_the_first_cases_may_be_left_out() -> None:
    result = ran(cases=20, ignore_first=5)
    assert (result.come, result.ignored, result.step("a").completed, result.cases.dwell.count) == (
        20,
        5,
        15,
        15,
    )


def test_progress_is_told_case_by_case() -> None:
    from shenpi.core.process.simulation import simulate

    told: list[tuple[int, int]] = []
    simulate(ONE_STEP, read({"cases": 4}), progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_case_that_never_ends_is_told() -> None:
    step = tag("userTask", "a", shenpi_verdicts="again,done")
    drawn = bpmn(
        START + step + gateway("exclusive", "g", default="g_a") + END, "s>a>g>a", "g>e: verdict == 'done'"
    )
    steps = {"a": {"takes": "0s", "verdicts": {"again": 1}}}
    with pytest.raises(EndlessFiring):
        ran(compile_net(read_bpmn(drawn)), cases=1, hours="always", steps=steps)


@pytest.mark.parametrize(
    ("raw", "mean"),
    [
        ("90s", 90),
        ("1.5h", 5400),
        ("2d", 172_800),
        ("2wd", 2 * WORKING_DAY),
        ("1个工作日", WORKING_DAY),
        ({"uniform": ["10m", "30m"]}, 1200),
        ({"triangular": ["10m", "20m", "60m"]}, 1800),
        ({"triangular": ["10m", "10m", "10m"]}, 600),
        ({"exponential": "20m"}, 1200),
        ({"normal": {"mean": "1h", "deviation": "10m"}}, 3600),
        ({"lognormal": {"mean": "1h", "deviation": "30m"}}, 3600),
        ({"lognormal": {"mean": "0s", "deviation": "30m"}}, 0),
        ({"empirical": ["10m", "20m", "60m"]}, 1800),
    ],
)
def test_distributions_have_the_mean_they_name(raw: Any, mean: float) -> None:
    """By the middle of each of a thousand equal parts of [0, 1)."""
    duration = read_duration(raw, WORKING_DAY)
    middles = [duration.quantile((part + 0.5) / 1000) for part in range(1000)]
    assert sum(middles) / 1000 == pytest.approx(mean, rel=0.01)
    assert middles == sorted(middles)
    assert duration.draw(stream("x")) >= 0


def test_choices_follow_their_weights() -> None:
    choice = Choice.of([("a", 1), ("b", 3), ("c", 0)])
    random = stream(1)
    drawn = [choice.draw(random) for _ in range(2000)]
    assert drawn.count("b") / 2000 == pytest.approx(0.75, abs=0.03)
    assert "c" not in drawn


def choosing(kind: str = "exclusive") -> Net:
    """A gateway without conditions in front of two steps, as a first drawing has it."""
    body = START + gateway(kind, "g") + tasks("a", "b") + gateway(kind, "j") + END
    return compile_net(read_bpmn(bpmn(body, "s>g>a>j>e", "g>b>j")))


def test_chance_decides_where_the_diagram_does_not() -> None:
    result = ran(choosing(), cases=300, branches={"g": {"g_a": 3, "g_b": 1}})
    assert result.over == 300
    assert result.step("a").completed / 300 == pytest.approx(0.75, abs=0.06)
    assert result.step("a").completed + result.step("b").completed == 300
    even = ran(choosing(), cases=200)
    assert even.step("a").completed / 200 == pytest.approx(0.5, abs=0.1)
    assert "'g' has no conditions: branches equally likely" in [en for _zh, en in even.assumed]


def test_an_inclusive_gateway_takes_one_branch_or_all() -> None:
    result = ran(choosing("inclusive"), cases=90)
    assert result.over == 90
    assert 90 < result.step("a").completed + result.step("b").completed < 180


def test_chance_decides_anew_in_each_round() -> None:
    """A loop without conditions ends, and does not repeat the first choice for ever."""
    body = START + tag("userTask", "a") + gateway("exclusive", "g") + END
    net = compile_net(read_bpmn(bpmn(body, "s>a>g>e", "g>a")))
    result = ran(net, cases=200)
    assert result.over == 200
    assert result.step("a").completed / 200 == pytest.approx(2, abs=0.3)


def test_branches_of_a_gateway_that_has_conditions_or_is_none_are_refused() -> None:
    for branches in ({"a": {"x": 1}}, {"g": {"nowhere": 1}}):
        with pytest.raises(BadInput) as caught:
            ran(choosing(), branches=branches)
        assert caught.value.problems[0].path.startswith("branches.")
    with pytest.raises(BadInput):
        ran(compile_net(read_bpmn(template("parallel"))), branches={"decision": {"granted": 1}})

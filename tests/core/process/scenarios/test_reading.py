"""Scenario files: pleasant to write, and every mistake is told, with its place, in two languages."""

import pytest

from shenpi.core.process.scenarios import BadInput, Doing, read, read_all

ONE = {"name": "x", "start": "2026-03-02 09:00", "run": [{"do": "a"}], "end": True}


def problems(data: object) -> dict[str, str]:
    with pytest.raises(BadInput) as caught:
        read_all(data)  # type: ignore[arg-type]
    assert all(problem.zh for problem in caught.value.problems)
    return {problem.path: problem.en for problem in caught.value.problems}


def test_a_single_scenario_needs_no_file_around_it() -> None:
    scenario = read(ONE)
    assert scenario.start.isoformat() == "2026-03-02T09:00:00+08:00"
    assert scenario.run[0].doing is Doing.STEP
    assert read({"scenarios": [ONE]}) == scenario


def test_the_head_holds_for_every_scenario_and_its_values_are_added_to() -> None:
    own = {"name": "y", "case": {"b": 3}, "run": [], "end": False}
    first, second = read_all(
        {
            "start": "2026-03-02T01:00:00+00:00",
            "case": {"a": 1, "b": 2},
            "scenarios": [{**own, "name": "x", "case": {}}, own],
        }
    )
    assert first.case == {"a": 1, "b": 2}
    assert second.case == {"a": 1, "b": 3}
    assert first.start == second.start
    assert not second.end.ended


@pytest.mark.parametrize(
    ("data", "path", "said"),
    [
        (b"\xff", "", "UTF-8"),
        ("{", "", "line 1"),
        ("[" * 100_000, "", "JSON"),
        ("[]", "", "object"),
        ({**ONE, "runs": []}, "scenarios[0]", "did you mean 'run'"),
        ({**ONE, "run": [{"doo": "a"}]}, "scenarios[0].run[0]", "did you mean 'do'"),
        ({**ONE, "run": [{"do": 3}]}, "scenarios[0].run[0].do", "a text"),
        ({**ONE, "run": [{"do": "a", "timer": "b"}]}, "scenarios[0].run[0]", "only one"),
        ({**ONE, "run": [{"do": "a", "at": "2026-03-03", "after": "P1D"}]}, "scenarios[0].run[0]", "only one"),
        ({**ONE, "run": [{"note": "nothing"}]}, "scenarios[0].run[0]", "needs do"),
        ({**ONE, "end": {}}, "scenarios[0].end", "empty"),
        ({**ONE, "end": 3}, "scenarios[0].end", "true or false"),
        ({**ONE, "start": "9 o'clock"}, "scenarios[0].start", "2026-03-02 09:00"),
        ({"name": "x", "run": [], "end": True}, "scenarios[0]", "'start' is missing"),
        ({"scenarios": [ONE, ONE]}, "scenarios[1].name", "two scenarios"),
        ({**ONE, "run": [{"do": "a", "expect": {"limit": {"b": "later"}}}]},
         "scenarios[0].run[0].expect.limit.b", "makes no sense"),
        ({**ONE, "run": [{"do": "a", "expect": {"due": {"b": "later"}}}]},
         "scenarios[0].run[0].expect.due.b", "makes no sense"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_place(data: object, path: str, said: str) -> None:
    assert said in problems(data)[path]

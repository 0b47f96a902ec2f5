"""No JSON crashes the readers of scenarios and setups, and nothing that they read crashes a run."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shenpi.core.process import ProcessError, compile_net, read_bpmn, template
from shenpi.core.process.json_input import schema
from shenpi.core.process.scenarios import BadInput, read_all, run, shipped
from shenpi.core.process.simulation import read, simulate
from shenpi.core.worktime import WorktimeError

WORDS = [
    *(
        "P1WD",
        "P20D",
        "PT3H",
        "P99999D",
        "2026-03-02 09:00",
        "2036-12-31",
        "2007-01-01T00:00+14:00",
        "always",
    ),
    *(
        "examine_formally",
        "形式审查",
        "handle@规划处",
        "withdrawal",
        "supplement_overdue",
        "accept",
        "unlimited",
    ),
    *("30m", "2wd", "999999999d", "fifo", "", "\ud800", "x"),
]
SMALL = {"scenarios": ("shenpi.core.process.scenarios", "scenario.schema.json")}
SETUP = ("shenpi.core.process.simulation", "setup.schema.json")


def keys(rules: Any) -> set[str]:
    """Every property name that a schema knows."""
    if isinstance(rules, list):
        return set().union(*map(keys, rules))
    if not isinstance(rules, dict):
        return set()
    return set(rules.get("properties", ())) | set().union(*map(keys, rules.values()))


def anything(names: set[str]) -> st.SearchStrategy[Any]:
    scalar = st.sampled_from(WORDS) | st.integers(-2, 3) | st.booleans() | st.none() | st.floats()
    return st.recursive(
        scalar,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(sorted(names)) | st.sampled_from(WORDS), inner, max_size=4)
        ),
        max_leaves=12,
    )


SCENARIO = anything(keys(schema(*SMALL["scenarios"])))
ANY_SETUP = anything(keys(schema(*SETUP)))
NET = compile_net(read_bpmn(template("parallel")))
PLAIN = json.loads(shipped("parallel"))


def mutated(data: st.DataObject, value: Any, other: st.SearchStrategy[Any], depth: int = 0) -> Any:
    """The value with one part, somewhere, replaced by anything."""
    if not isinstance(value, dict | list) or not value or data.draw(st.integers(0, 5)) < depth - 1:
        return data.draw(other)
    place = data.draw(st.sampled_from(sorted(value) if isinstance(value, dict) else range(len(value))))
    changed = dict(value) if isinstance(value, dict) else list(value)
    changed[place] = mutated(data, value[place], other, depth + 1)
    return changed


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_mutated_scenarios_are_refused_or_run_to_a_result(data: st.DataObject) -> None:
    changed = mutated(data, {**PLAIN, "scenarios": PLAIN["scenarios"][:2]}, SCENARIO)
    try:
        scenarios = read_all(json.dumps(changed))
    except BadInput:
        return
    for scenario in scenarios:
        result = run(NET, scenario)
        assert json.dumps(result.to_json(), ensure_ascii=False).encode()


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(sorted(schema(*SETUP)["properties"])), ANY_SETUP, max_size=4))
def test_any_setup_is_refused_or_simulated(raw: dict[str, Any]) -> None:
    try:
        setup = read(json.dumps(raw)).with_options(cases=2)
        result = simulate(NET, setup)
    except (ProcessError, WorktimeError):
        return
    assert result.come <= 2
    assert json.dumps(result.to_json(), ensure_ascii=False).encode()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60).filter(lambda text: text.strip() != "{}"))
def test_bytes_that_are_no_json_are_refused(data: bytes | str) -> None:
    for reader in (read_all, read):
        with pytest.raises(BadInput):
            reader(data)


@pytest.mark.parametrize("text", ['{"per_day": NaN}', '{"note": "\\ud800"}', "[" * 100_000, "1" * 5000])
def test_json_that_only_python_reads_is_refused(text: str) -> None:
    for reader in (read_all, read):
        with pytest.raises(BadInput):
            reader(text)

"""Proposed scenarios pass, and together pass what can be passed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

from shenpi.config.commands.process import process
from shenpi.core.process import compile_net, read_bpmn, template, template_keys
from shenpi.core.process.scenarios import coverage, read_all, run
from shenpi.core.process.scenarios.proposing import formatted, propose
from tests.core.process.blocks import Block, blocks, drawn
from tests.core.process.drawing import END, START, bpmn, gateway, tag


@pytest.mark.parametrize("key", template_keys())
def test_proposals_for_the_shipped_processes_walk_through_everything(key: str) -> None:
    net = compile_net(read_bpmn(template(key)))
    proposed = propose(net)
    text = formatted(proposed)
    assert json.loads(text) == proposed == propose(net)
    results = [run(net, scenario) for scenario in read_all(text)]
    assert [difference.en for result in results for difference in result.differences] == []
    assert coverage(net.model, results).complete


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(block=blocks(inclusive=False))
def test_proposals_for_random_processes_pass(block: Block) -> None:
    net = compile_net(read_bpmn(drawn(block)[0]))
    for scenario in read_all(propose(net)):
        assert run(net, scenario).differences == ()


def test_elements_of_one_name_are_told_apart_by_id() -> None:
    steps = (
        tag("userTask", "a", name="审查")
        + tag("userTask", "b", name="审查")
        + tag("userTask", "c", name="归档")
    )
    [scenario] = propose(compile_net(read_bpmn(bpmn(START + steps + END, "s>a>b>c>e"))))["scenarios"]
    assert [entry["do"] for entry in scenario["run"]] == ["a", "b", "归档"]
    assert scenario["end"] == "e"


def test_the_command_writes_a_draft_that_it_then_accepts(tmp_path: Path) -> None:
    diagram, draft = tmp_path / "land.bpmn", tmp_path / "land.scenarios.json"
    diagram.write_bytes(template("land"))
    missing = CliRunner().invoke(process, ["test", str(diagram)])
    assert missing.exit_code == 2
    assert "--propose" in missing.stderr
    done = CliRunner().invoke(process, ["test", str(diagram), "--propose"])
    assert done.exit_code == 0
    draft.write_text(done.stdout, encoding="utf-8")
    assert CliRunner().invoke(process, ["test", str(diagram), "--require-coverage"]).exit_code == 0


def test_a_process_that_cannot_begin_is_told(tmp_path: Path) -> None:
    diagram = tmp_path / "stuck.bpmn"
    diagram.write_bytes(bpmn(START + gateway("exclusive", "g") + END, "s>g", "g>e: a == b"))
    done = CliRunner().invoke(process, ["test", str(diagram), "--propose"])
    assert done.exit_code == 2
    assert "[g]" in done.stderr


def test_values_without_a_branch_end_a_walk_and_not_the_proposal() -> None:
    ends = tag("endEvent", "x") + tag("endEvent", "y")
    drawn_gap = bpmn(
        START + tag("userTask", "a") + gateway("exclusive", "g") + ends, "s>a>g", "g>x: n < 1", "g>y: n > 1"
    )
    net = compile_net(read_bpmn(drawn_gap))
    results = [run(net, scenario) for scenario in read_all(propose(net))]
    assert coverage(net.model, results).branches.missing == ()


def test_each_of_several_start_events_is_tried() -> None:
    starts = tag("startEvent", "by_post") + tag("startEvent", "online", "<messageEventDefinition/>")
    other = tag("startEvent", "by_phone")
    net = compile_net(
        read_bpmn(bpmn(starts + other + tag("userTask", "a") + END, "by_post>a>e", "online>a", "by_phone>a"))
    )
    results = [run(net, scenario) for scenario in read_all(propose(net))]
    assert all(result.passed for result in results)
    assert coverage(net.model, results).events.missing == ()


def test_a_process_without_anything_in_it_has_one_scenario() -> None:
    net = compile_net(read_bpmn(bpmn("")))
    [scenario] = read_all(propose(net))
    assert run(net, scenario).passed

"""`shenpi process compare`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from shenpi.config.commands.process import process
from shenpi.core.process import write_bpmn
from tests.core.pi.comparison.test_comparing import THREE, TWO


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The process of three steps, and that of two."""
    for name, model in (("three", THREE), ("two", TWO)):
        (tmp_path / f"{name}.bpmn").write_bytes(write_bpmn(model))
    return [str(tmp_path / "three.bpmn"), str(tmp_path / "two.bpmn")]


def test_yes(files: list[str]) -> None:
    result = CliRunner().invoke(
        process, ["compare", *files, "--visible", "step:受理", "--visible", "step:决定"]
    )
    assert result.exit_code == 0
    assert "等价" in result.output


def test_no_with_a_run_of_each_side(files: list[str]) -> None:
    result = CliRunner().invoke(process, ["compare", *files])
    assert result.exit_code == 1
    assert "左 three.bpmn: s → 受理 → 会签" in result.output
    assert "右 two.bpmn: s → 受理" in result.output


def test_json_and_refinement(files: list[str]) -> None:
    result = CliRunner().invoke(process, ["compare", *reversed(files), "--refines", "--json"])
    assert result.exit_code == 1
    answer = json.loads(result.output)
    assert (answer["question"], answer["verdict"], answer["able"]) == ("refines", "violated", "left")
    assert answer["left"][0]["labels"] == ["s"]


def test_not_decided_and_refused(files: list[str], tmp_path: Path) -> None:
    assert CliRunner().invoke(process, ["compare", *files, "--limit-states", "1"]).exit_code == 3
    (tmp_path / "no.bpmn").write_text("no")
    assert CliRunner().invoke(process, ["compare", files[0], str(tmp_path / "no.bpmn")]).exit_code == 2
    assert CliRunner().invoke(process, ["compare", *files, "--visible", "step:none"]).exit_code == 2

"""`shenpi pi from-bpmn` and `shenpi pi to-bpmn`."""

from pathlib import Path

from click.testing import CliRunner

from shenpi.config.commands.pi import pi
from shenpi.core.process import read_bpmn, template, write_bpmn
from tests.core.pi.translation.examples import SMALL
from tests.core.process.drawing import ERROR, START, bpmn, tag


def test_there_and_back(tmp_path: Path) -> None:
    drawn, text, again = tmp_path / "a.bpmn", tmp_path / "a.pi", tmp_path / "b.bpmn"
    drawn.write_bytes(write_bpmn(SMALL["two pools"]))
    assert CliRunner().invoke(pi, ["from-bpmn", str(drawn), "-o", str(text)]).exit_code == 0
    assert "agent UserTask_ask(" in text.read_text(encoding="utf-8")
    result = CliRunner().invoke(pi, ["to-bpmn", str(text), "--like", str(drawn), "-o", str(again)])
    assert result.exit_code == 0
    assert read_bpmn(again.read_bytes()).nodes == SMALL["two pools"].nodes
    assert "<process" in CliRunner().invoke(pi, ["to-bpmn", str(text)]).output


def test_copies_are_as_many_as_asked(tmp_path: Path) -> None:
    drawn, text = tmp_path / "a.bpmn", tmp_path / "a.pi"
    drawn.write_bytes(template("parallel"))
    copies = ["--instances", "3"]
    result = CliRunner().invoke(pi, ["from-bpmn", str(drawn), "-o", str(text), *copies])
    assert result.exit_code == 0
    assert "step_handle__3" in text.read_text(encoding="utf-8")
    result = CliRunner().invoke(pi, ["to-bpmn", str(text), "--like", str(drawn), *copies])
    assert result.stdout_bytes == template("parallel")


def test_refusals_tell_why(tmp_path: Path) -> None:
    drawn, text, other = tmp_path / "a.bpmn", tmp_path / "a.pi", tmp_path / "b.pi"
    drawn.write_bytes(bpmn(START + tag("endEvent", "x", ERROR), "s>x"))
    result = CliRunner().invoke(pi, ["from-bpmn", str(drawn)])
    assert result.exit_code == 2
    assert "error [x]" in result.output
    text.write_text("agent A = t.A", encoding="utf-8")
    other.write_bytes(b"\xff\xfe")
    assert "no_main" in CliRunner().invoke(pi, ["to-bpmn", str(text)]).output
    assert CliRunner().invoke(pi, ["to-bpmn", str(other)]).exit_code == 2

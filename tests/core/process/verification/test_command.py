"""`shenpi process verify` on files and folders."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from shenpi.config.commands.process import process
from shenpi.core.process import template
from tests.core.process.drawing import END, START, bpmn, gateway, tasks

STUCK = bpmn(
    START + END + gateway("exclusive", "x") + gateway("parallel", "j") + tasks("a", "b"), "s>x>a>j>e", "x>b>j"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inner").mkdir()
    (tmp_path / "good.bpmn").write_bytes(template("township"))
    (tmp_path / "inner" / "stuck.bpmn").write_bytes(STUCK)
    (tmp_path / "inner" / "broken.bpmn").write_bytes(b"<definitions")
    (tmp_path / "notes.txt").write_text("not a diagram")
    return tmp_path


def ask(*arguments: object) -> Result:
    return CliRunner().invoke(process, ["verify", *map(str, arguments)])


def test_a_folder_is_one_call(folder: Path) -> None:
    result = ask(folder, "--json")
    assert result.exit_code == 1
    found = {Path(one["file"]).name: one for one in json.loads(result.stdout)}
    assert found.keys() == {"good.bpmn", "stuck.bpmn", "broken.bpmn"}
    assert found["good.bpmn"]["status"] == "decided"
    assert found["good.bpmn"]["dead_activities"] == []
    assert found["good.bpmn"]["properties"]["withdrawable"] == "holds"
    assert found["broken.bpmn"]["status"] == "refused"
    assert found["broken.bpmn"]["refused"]["reason"] == "not_xml"
    assert found["broken.bpmn"]["safe"] is None
    stuck = found["stuck.bpmn"]
    assert (stuck["safe"], stuck["option_to_complete"], stuck["proper_completion"]) == (True, False, True)
    assert stuck["traces"]["option_to_complete"][0][:3] == ["s", "s_x", "x"]
    assert stuck["milliseconds"] > 0


def test_exit_status_tells_fault_from_doubt(folder: Path) -> None:
    assert ask(folder / "good.bpmn").exit_code == 0
    assert ask(folder / "inner" / "broken.bpmn").exit_code == 3
    assert ask(folder / "inner" / "stuck.bpmn").exit_code == 1
    assert ask(folder / "absent.bpmn").exit_code == 2


def test_the_table_names_what_is_wrong(folder: Path) -> None:
    text = ask(folder).stdout
    assert "永远等不到" in text
    assert "waits for the branch" in text
    assert "3 个文件" in text
    assert "✗" in text


def test_few_states_are_enough_or_it_is_said(folder: Path) -> None:
    found = json.loads(ask(folder / "good.bpmn", "--json", "--limit-states", 1).stdout)
    assert found[0]["status"] == "not decided"
    assert found[0]["safe"] is None
    assert found[0]["dead_activities"] is None


def test_neither_django_nor_settings_are_needed(folder: Path) -> None:
    code = (
        "import sys; from shenpi.config.commands.process_verify import verify_files as v\n"
        f"v([{str(folder / 'good.bpmn')!r}], standalone_mode=False)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code + "\n"], capture_output=True, text=True, check=False, timeout=60
    )
    assert run.returncode == 0, run.stderr
    code = code.replace("import sys;", "import sys; sys.modules['django'] = None;")
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0

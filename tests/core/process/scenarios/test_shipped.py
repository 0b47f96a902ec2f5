"""The shipped processes pass their scenarios, which walk through every step, branch, event and verdict."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from shenpi.config.commands.process import process
from shenpi.core.process import compile_net, read_bpmn, template, template_keys
from shenpi.core.process.scenarios import coverage, read_all, run, shipped

FOLDER = Path(__file__).parents[4] / "src/shenpi/data/processes"


@pytest.mark.parametrize("key", template_keys())
def test_every_shipped_process_is_walked_through_and_passes(key: str) -> None:
    """Scenarios run before publication; each branch is taken at least once."""
    model = read_bpmn(template(key))
    net = compile_net(model)
    results = [run(net, scenario) for scenario in read_all(shipped(key))]
    assert [difference.en for result in results for difference in result.differences] == []
    covered = coverage(model, results)
    assert covered.complete, covered


def test_the_command_tests_a_file_with_the_scenarios_beside_it() -> None:
    done = CliRunner().invoke(process, ["test", str(FOLDER / "land.bpmn"), "--require-coverage"])
    assert done.exit_code == 0, done.output
    assert "厅长办公会不予许可" in done.output


def test_the_command_reports_what_differs_and_fails(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    text = (FOLDER / "immediate.scenarios.json").read_text(encoding="utf-8")
    wrong.write_text(text.replace('"certificate_due": false', '"certificate_due": true'), encoding="utf-8")
    done = CliRunner().invoke(process, ["test", str(FOLDER / "immediate.bpmn"), str(wrong), "--json"])
    assert done.exit_code == 1, done.output
    report = json.loads(done.stdout)
    assert report["count"] == {"passed": 4, "failed": 1}
    [failed] = [each for each in report["scenarios"] if not each["passed"]]
    assert failed["differences"][0]["elements"] == ["serve", "publish", "issue"]
    assert report["coverage"]["branches"]["missing"] == ["certificate_not_due"]


def test_the_command_names_every_problem_of_a_file_it_cannot_use(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text(
        '{"scenarios": [{"name": "x", "start": "tomorrow", "run": [{"after": "soon"}], "end": true}]}'
    )
    done = CliRunner().invoke(process, ["test", str(FOLDER / "immediate.bpmn"), str(bad)])
    assert done.exit_code == 2
    assert "scenarios[0].start" in done.stderr
    assert "scenarios[0].run[0].after" in done.stderr


def test_the_command_refuses_scenarios_of_another_process() -> None:
    arguments = [str(FOLDER / "immediate.bpmn"), str(FOLDER / "land.scenarios.json")]
    done = CliRunner().invoke(process, ["test", *arguments])
    assert done.exit_code == 2
    assert "land" in done.stderr


def test_the_example_of_the_documentation_passes() -> None:
    page = (FOLDER.parents[3] / "docs/scenarios.md").read_text(encoding="utf-8")
    example = page.split("```json\n")[1].split("```")[0]
    net = compile_net(read_bpmn(template("committed")))
    assert [run(net, scenario).differences for scenario in read_all(example)] == [(), ()]

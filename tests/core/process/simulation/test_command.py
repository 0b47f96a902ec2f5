"""`shenpi process simulate`: tables, data, a chart, and what it refuses."""

import json
from pathlib import Path
from xml.etree import ElementTree

from click.testing import CliRunner, Result

from shenpi.config.commands.process import process
from shenpi.config.commands.process_simulate import sparks

ROOT = Path(__file__).parents[4]
PARALLEL = str(ROOT / "src/shenpi/data/processes/parallel.bpmn")


def command(*arguments: str) -> Result:
    return CliRunner().invoke(process, ["simulate", *arguments])


def example(folder: Path) -> Path:
    """The setup of docs/simulation.md."""
    page = (ROOT / "docs/simulation.md").read_text(encoding="utf-8")
    file = folder / "setup.json"
    file.write_text(page.split("```json\n")[1].split("```")[0], encoding="utf-8")
    return file


def test_the_example_of_the_documentation_runs_and_assumes_nothing(tmp_path: Path) -> None:
    done = command(PARALLEL, "--setup", str(example(tmp_path)), "--cases", "60", "--json")
    assert done.exit_code == 0, done.output
    result = json.loads(done.stdout)
    assert result["assumed"] == []
    assert result["seed"] == 7
    assert result["cases"]["come"] == result["cases"]["over"] == 60
    assert {step["element"] for step in result["steps"]} >= {"handle", "review", "decide"}
    assert all(len(day) == 3 for staff in result["staff"] for day in staff["queue"]["days"])


def test_a_diagram_alone_gives_tables_and_says_what_was_assumed(tmp_path: Path) -> None:
    chart = tmp_path / "chart.svg"
    done = command(PARALLEL, "--cases", "25", "--seed", "4", "--chart", str(chart))
    assert done.exit_code == 0, done.output
    assert "承办人审查" in done.stdout
    assert "there is 1 'leader'" in done.stdout
    assert "█" in done.stdout
    drawn = ElementTree.parse(chart).getroot()
    assert "承办人审查" in "".join(drawn.itertext())


def test_every_problem_of_a_setup_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text(
        '{"steps": {"nobody": {}, "制证": {"takes": "1h"}}, "staff": {"porter": 2}}', encoding="utf-8"
    )
    done = command(PARALLEL, "--setup", str(bad))
    assert done.exit_code == 2
    assert "steps.nobody" in done.stderr
    assert "staff.porter" in done.stderr


def test_a_file_that_is_no_diagram_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "bad.bpmn"
    bad.write_text("<x/>")
    done = command(str(bad))
    assert done.exit_code == 2
    assert "bad.bpmn" in done.stderr


def test_sparks_fit_the_line_and_show_the_peaks() -> None:
    assert sparks([]) == "—"
    assert sparks([0.0, 4.0, 8.0]) == " ▄█"
    assert len(sparks([float(value) for value in range(1000)])) <= 40

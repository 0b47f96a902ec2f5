"""`shenpi pi` from the command line: exit status, JSON, mistakes, and that Django stays out."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from shenpi.config.commands.pi import pi
from shenpi.config.commands.pi_shell import Words, converse
from shenpi.core.pi import parse
from shenpi.core.pi.workbench import Workbench

LEFT = "agent P(a) = a(x).t.'b<x>.0"
RIGHT = "agent Q(a) = a(x).'b<x>.0"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    left, right = tmp_path / "left.pi", tmp_path / "right.pi"
    left.write_text(LEFT, "utf-8")
    right.write_text(RIGHT, "utf-8")
    return str(left), str(right)


@pytest.mark.parametrize(("relation", "status"), [("weak-early", 0), ("weak-open", 0), ("strong-late", 1)])
def test_compare_answers_with_its_exit_status(files: tuple[str, str], relation: str, status: int) -> None:
    result = CliRunner().invoke(pi, ["compare", *files, "--relation", relation, "--json"])
    answer = json.loads(result.output)
    assert result.exit_code == status
    assert answer["relation"] == relation
    assert answer["equivalent"] is (status == 0)
    assert bool(answer["trace"]) is (status == 1)
    assert {"states", "milliseconds"} <= set(answer)


def test_compare_takes_named_agents(files: tuple[str, str]) -> None:
    options = ["--relation", "strong-early", "--agents", "P(c)", "t.0"]
    result = CliRunner().invoke(pi, ["compare", *files, *options])
    assert result.exit_code == 1
    assert "不等价 / not equivalent" in result.output
    result = CliRunner().invoke(pi, ["compare", *files, "--relation", "open", "--agents", "P", "Nobody"])
    assert result.exit_code == 2


def test_what_is_not_decided_has_its_own_status(tmp_path: Path) -> None:
    file = tmp_path / "endless.pi"
    file.write_text("agent P = P | 'a<a>.0", "utf-8")
    result = CliRunner().invoke(pi, ["compare", str(file), str(file), "--relation", "open", "--json"])
    assert result.exit_code == 3
    assert json.loads(result.output)["equivalent"] is None


def test_commands_run_in_turn(files: tuple[str, str]) -> None:
    result = CliRunner().invoke(pi, [files[0], "--command", "size", "--command", "env P"])
    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == LEFT
    result = CliRunner().invoke(pi, ["--command", "foo", files[0]])
    assert result.exit_code == 2


def test_a_file_in_a_wrong_syntax_is_told_where(tmp_path: Path) -> None:
    file = tmp_path / "wrong.pi"
    file.write_text("agent P =\n  a(x).+", "utf-8")
    result = CliRunner().invoke(pi, [str(file), "--command", "env"])
    assert result.exit_code == 2
    assert "第 2 行第 8 列" in result.output
    assert "line 2, column 8" in result.output


def test_the_command_starts_without_django() -> None:
    program = (
        "import sys; from shenpi.config.commands.pi import pi\n"
        "assert not {'django', 'prompt_toolkit'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_the_shell_converses_and_completes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    bench = Workbench()
    bench.load(parse(LEFT))
    words = Words(bench)
    commands = [each.text for each in words.get_completions(Document("weq"), CompleteEvent())]
    agents = [each.text for each in words.get_completions(Document("size "), CompleteEvent())]
    assert commands == ["weq", "weqd"]
    assert agents == ["P"]
    monkeypatch.setattr("shenpi.config.commands.pi_shell._history", lambda: None)

    def typed() -> None:
        with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
            keys.send_text("step P\n1\nb\nq\nfoo\nsize P\nquit\n")
            converse(bench)

    # In a thread of its own: a browser test before it leaves an event loop running in this one.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(typed).result()
    shown = capsys.readouterr().out
    assert "1  a(x)  →  t.'b<x>.0" in shown
    assert "no command “foo”" in shown
    assert "个状态 / states" in shown

"""docs/tutorial-enterprise.md: every command is run, and says what the tutorial shows (D4-010 to 014)."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from shenpi.config.commands.pi import pi
from shenpi.config.commands.process import process
from shenpi.core.pi import Call, print_definitions
from shenpi.core.pi.stepping import Choice, Stepper
from shenpi.core.pi.translation import MAIN, to_bpmn, to_pi, walk
from shenpi.core.process import compile_net, read_bpmn
from shenpi.core.process.verification import verify

ROOT = Path(__file__).parents[4]
FOLDER = ROOT / "src" / "shenpi" / "data" / "processes" / "enterprise"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
GROUPS = {"process": process, "pi": pi}


def commands() -> list[tuple[str, list[str]]]:
    """Every command of the tutorial with the lines shown below it."""
    found: list[tuple[str, list[str]]] = []
    for block in BLOCK.findall((ROOT / "docs" / "tutorial-enterprise.md").read_text(encoding="utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def test_the_commands_of_the_tutorial(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "src").symlink_to(ROOT / "src")
    told = commands()
    assert len(told) > 10
    for command, shown in told:
        shenpi, group, *arguments = shlex.split(command)
        assert shenpi == "shenpi"
        result = CliRunner().invoke(GROUPS[group], arguments)
        assert result.exit_code in (0, 1), (command, result.output)
        at = 0
        for line in shown:
            assert line in result.output[at:], (command, line)
            at = result.output.index(line, at) + len(line)


@pytest.mark.parametrize("name", ["enterprise", "lost-reply", "waiting-in-a-ring", "three-in-one"])
def test_the_files_are_diagrams_with_terms(name: str) -> None:
    model = read_bpmn((FOLDER / f"{name}.bpmn").read_bytes())
    assert to_bpmn(to_pi(model), like=model) == model
    assert model.diagrams
    assert verify(compile_net(model)).clean == (name in ("enterprise", "three-in-one"))


def test_the_shipped_term_is_the_diagram_s() -> None:
    model = read_bpmn((FOLDER / "enterprise.bpmn").read_bytes())
    assert print_definitions(to_pi(model)) == (FOLDER / "enterprise.pi").read_text(encoding="utf-8")


def test_a_walk_is_a_run_of_the_term() -> None:
    """Every line of the walk can be taken in the calculus, with nothing but silent steps in between."""
    model = read_bpmn((FOLDER / "three-in-one.bpmn").read_bytes())
    steps = walk(model, "licensed")
    stepper = Stepper(to_pi(model), Call(MAIN))
    for step in steps:
        for choice in way_to(stepper, step.action):
            stepper.take(choice)
    assert [step.action for step in steps][-1] == "licence<营业执照>"


def way_to(stepper: Stepper, action: str) -> list[Choice]:
    """Silent steps that lead to an action, depth first: flows are handed over at once, choices are tried."""
    begin = stepper.state
    pending: list[list[Choice]] = [[]]
    while pending:
        row = pending.pop()
        stepper.state = row[-1].target if row else begin
        choices = stepper.choices()
        silent: list[Choice] = []
        for choice in choices:
            said = f"{choice.channel}<{','.join(choice.message)}>" if choice.message else choice.action
            if said == action:
                stepper.state = begin
                return [*row, choice]
            if choice.action == "τ" and not choice.message:
                silent.append(choice)
        handed = [choice for choice in silent if choice.channel]
        pending += [[*row, choice] for choice in (handed[:1] or silent)]
    raise AssertionError(f"no way to {action}")

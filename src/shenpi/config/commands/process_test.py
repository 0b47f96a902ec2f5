"""`shenpi process test`: run the scenarios of a process against its diagram."""

import json
import sys
from pathlib import Path

import click

from shenpi.config.commands.text_table import table
from shenpi.core.process import Net, ProcessError, ProcessModel, compile_net, read_bpmn
from shenpi.core.process.scenarios import (
    BadInput,
    Coverage,
    Scenario,
    ScenarioResult,
    coverage,
    proposing,
    read_all,
    run,
    tally,
)

MISSING_SHOWN = 6
FAILED, UNREADABLE = 1, 2  # exit codes
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_PARTS = (
    ("steps", "环节 steps"),
    ("branches", "分支 branches"),
    ("events", "事件 events"),
    ("verdicts", "结论 verdicts"),
)


@click.command("test")
@click.argument("diagram", metavar="FILE.bpmn", type=_FILE)
@click.argument("scenarios", metavar="[SCENARIOS.json]...", nargs=-1, type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="机器可读的报告 / a machine-readable report")
@click.option(
    "--require-coverage",
    is_flag=True,
    help="未走遍环节、分支、事件、结论即不通过 / fail unless all is walked through",
)
@click.option(
    "--propose",
    is_flag=True,
    help="输出场景草稿，供人审改 / write a draft of scenarios",
)
def test(
    diagram: Path, scenarios: tuple[Path, ...], as_json: bool, require_coverage: bool, propose: bool
) -> None:
    """运行流程测试场景 / run the scenarios of a process on its diagram.

    没有给出场景文件时，使用流程图旁边的 NAME.scenarios.json。
    Without scenario files, NAME.scenarios.json beside the diagram is taken.

    退出码 / exit status: 0 通过 passed, 1 未通过 failed, 2 文件不可用 a file cannot be used.
    """
    model, net = _net(diagram)
    if propose:
        click.echo(_proposed(diagram, net), nl=False)
        return
    files = scenarios or (diagram.with_suffix(".scenarios.json"),)
    found = [(file, scenario) for file in files for scenario in _scenarios(file, model)]
    results = [(file, run(net, scenario)) for file, scenario in found]
    covered = coverage(model, (result for _file, result in results))
    passed = all(result.passed for _file, result in results) and (covered.complete or not require_coverage)
    if as_json:
        click.echo(json.dumps(_report(diagram, results, covered, passed), ensure_ascii=False, indent=2))
    else:
        _print(results, covered)
    sys.exit(0 if passed else FAILED)


def _net(diagram: Path) -> tuple[ProcessModel, Net]:
    try:
        model = read_bpmn(diagram.read_bytes())
        return model, compile_net(model)
    except ProcessError as error:
        click.echo(f"{diagram}: [{error.element_id}] {error.zh} / {error.en}", err=True)
        sys.exit(UNREADABLE)


def _proposed(diagram: Path, net: Net) -> str:
    try:
        return proposing.formatted(proposing.propose(net))
    except ProcessError as error:
        click.echo(f"{diagram}: [{error.element_id}] {error.zh} / {error.en}", err=True)
        sys.exit(UNREADABLE)


def _scenarios(file: Path, model: ProcessModel) -> tuple[Scenario, ...]:
    keys = {name for process in model.processes for name in (process.id, process.key) if name}
    try:
        found = read_all(file.read_bytes())
    except FileNotFoundError:
        click.echo(
            f"{file}: 没有场景文件，可用 --propose 起草 / no such file: --propose drafts one", err=True
        )
        sys.exit(UNREADABLE)
    except BadInput as error:
        for problem in error.problems:
            click.echo(f"{file}: {problem.path or '-'}: {problem.zh} / {problem.en}", err=True)
        sys.exit(UNREADABLE)
    for scenario in found:
        if scenario.process and scenario.process not in keys:
            zh, en = (
                f"场景用于流程“{scenario.process}”",
                f"the scenario is for the process {scenario.process!r}",
            )
            click.echo(f"{file}: {scenario.name}: {zh} / {en}", err=True)
            sys.exit(UNREADABLE)
    return found


def _report(
    diagram: Path, results: list[tuple[Path, ScenarioResult]], covered: Coverage, passed: bool
) -> dict[str, object]:
    return {
        "file": str(diagram),
        "passed": passed,
        "count": tally(result for _file, result in results),
        "scenarios": [{"file": str(file), **result.to_json()} for file, result in results],
        "coverage": covered.to_json(),
    }


def _print(results: list[tuple[Path, ScenarioResult]], covered: Coverage) -> None:
    rows = [
        ("✓" if result.passed else "✗", result.name, str(len(result.log) - 1)) for _file, result in results
    ]
    click.echo(table(("", "场景 scenario", "步 entries"), rows, numbers=1))
    for _file, result in results:
        if not result.passed:
            click.echo(f"\n✗ {result.name}")
        for difference in result.differences:
            click.echo(f"  {difference.zh}\n    {difference.en}")
    shares = [(label, getattr(covered, name)) for name, label in _PARTS]
    click.echo()
    click.echo(
        table(
            ("覆盖 coverage", "未走到 missing", "", ""),
            [(label, _few(share.missing), str(share.passed), f"/ {share.total}") for label, share in shares],
            numbers=2,
        )
    )
    count = tally(result for _file, result in results)
    click.echo(f"\n通过 passed {count['passed']}，未通过 failed {count['failed']}")


def _few(names: tuple[str, ...]) -> str:
    """The first names, and how many more there are."""
    more = f" … +{len(names) - MISSING_SHOWN}" if len(names) > MISSING_SHOWN else ""
    return " ".join(names[:MISSING_SHOWN]) + more or "—"

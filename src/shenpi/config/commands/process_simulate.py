"""`shenpi process simulate`: what queues, dwell times and lateness a process would have."""

import json
import sys
from pathlib import Path

import click
from tqdm import tqdm

from shenpi.config.commands.process_chart import svg
from shenpi.config.commands.text_table import bar, table
from shenpi.core.process import ProcessError, compile_net, read_bpmn
from shenpi.core.process.simulation import (
    BadInput,
    Setup,
    SimulationResult,
    StepStatistics,
    Summary,
    read,
    simulate,
)
from shenpi.core.worktime import CHINA, WorktimeError

UNUSABLE = 2  # exit code
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_HEAD = (
    *("环节 step", "人员 staff", "", "完成 done", "等待 waits", "历时 dwell"),
    *("90% ≤", "排队 queue", "超期 late"),
)
_SPARKS = " ▁▂▃▄▅▆▇█"
_COLUMNS = 40


@click.command("simulate")
@click.argument("diagram", metavar="FILE.bpmn", type=_FILE)
@click.option("--setup", "setup_file", metavar="SETUP.json", type=_FILE, help="仿真设置 / docs/simulation.md")
@click.option("--cases", type=click.IntRange(min=1), help="办件数 / how many cases")
@click.option(
    "--seed", type=click.IntRange(min=0), help="随机种子，相同则结果相同 / the same seed, the same result"
)
@click.option("--json", "as_json", is_flag=True, help="机器可读的结果 / a machine-readable result")
@click.option(
    "--chart", metavar="FILE.svg", type=click.Path(dir_okay=False, path_type=Path), help="图表 / a chart"
)
def simulate_file(
    diagram: Path,
    setup_file: Path | None,
    cases: int | None,
    seed: int | None,
    as_json: bool,
    chart: Path | None,
) -> None:
    """仿真：排队、历时与超期 / send cases through a process: queues, dwell times, lateness.

    设置中没有的内容按假设处理，并在结果中逐条列出。
    What the setup leaves out is assumed, and the result lists each assumption.

    退出码 / exit status: 0 完成 done, 2 文件不可用 a file cannot be used.
    """
    try:
        setup = read(setup_file.read_bytes()) if setup_file else Setup()
        result = _simulate(diagram, setup.with_options(cases, seed))
    except BadInput as error:
        for problem in error.problems:
            click.echo(f"{setup_file}: {problem.path or '-'}: {problem.zh} / {problem.en}", err=True)
        sys.exit(UNUSABLE)
    except (ProcessError, WorktimeError) as error:
        click.echo(f"{diagram}: {error.zh} / {error}", err=True)
        sys.exit(UNUSABLE)
    if chart:
        chart.write_text(svg(result), encoding="utf-8")
    if as_json:
        click.echo(json.dumps(result.to_json(), ensure_ascii=False, indent=2))
    else:
        _print(result)


def _simulate(diagram: Path, setup: Setup) -> SimulationResult:
    net = compile_net(read_bpmn(diagram.read_bytes()))
    with tqdm(total=setup.cases, unit="件", desc="仿真", file=sys.stderr, disable=None) as progress:

        def tell(done: int, _total: int) -> None:
            progress.update(done - progress.n)

        return simulate(net, setup, progress=tell)


def _print(result: SimulationResult) -> None:
    cases = result.cases
    first, last = (moment.astimezone(CHINA).date() for moment in (result.started, result.stopped))
    click.echo(f"{result.process}：{first} – {last}，种子 seed {result.seed}")
    click.echo(f"办件 cases {result.come}，办结 over {result.over}，未结 open {result.come - result.over}")
    ends = "，".join(f"{end or '—'} {count}" for end, count in result.ends.items())
    click.echo(f"结束 ends: {ends or '—'}")
    worked = _days(cases.worked, cases.working_day)
    click.echo(f"历时 dwell: {_clock(cases.dwell.mean)}（{worked}），90% ≤ {_clock(cases.dwell.ninety)}")
    if cases.promised:
        click.echo(f"超过承诺时限 late ({cases.promised.to_text()}): {cases.late} / {cases.dwell.count}")
    click.echo()
    longest = max((step.dwell.mean for step in result.steps), default=0.0)
    click.echo(table(_HEAD, [_row(step, longest, cases.working_day) for step in result.steps], numbers=6))
    click.echo()
    head = ("人员 staff", "每日排队 queue by day", "人数 count", "忙 busy", "排队 queue", "最长 max")
    rows = [
        (
            f"{each.name} {each.office}".strip(),
            sparks([day.mean for day in each.queue.days]),
            "∞" if each.count is None else str(each.count),
            "—" if each.busy is None else f"{each.busy:.0%}",
            f"{each.queue.mean:.1f}",
            str(each.queue.largest),
        )
        for each in result.staff
    ]
    click.echo(table(head, rows, numbers=4))
    if result.assumed:
        click.echo("\n假设 assumed:")
    for zh, en in result.assumed:
        click.echo(f"  {zh} / {en}")


def _row(step: StepStatistics, longest: float, working_day: int) -> tuple[str, ...]:
    late = "—" if step.late_share is None else f"{step.late_share:.0%}"
    return (
        step.name,
        step.staff,
        bar(step.dwell.mean, longest, 16),
        str(step.completed),
        _days(step.waiting, working_day),
        _clock(step.dwell.mean),
        _clock(step.dwell.ninety),
        f"{step.queue.mean:.1f} / {step.queue.largest}",
        late,
    )


def _days(worked: Summary, working_day: int) -> str:
    """Worked time: in working days, or hours below one."""
    if worked.mean < working_day:
        return f"{worked.mean / 3600:.1f} h"
    return f"{worked.mean / working_day:.1f} wd"


def _clock(seconds: float) -> str:
    """Time of the clock: in days, or hours below one."""
    return f"{seconds / 86400:.1f} d" if seconds >= 86400 else f"{seconds / 3600:.1f} h"


def sparks(values: list[float]) -> str:
    """A line of small columns; several values to a column when there are many."""
    if not values:
        return "—"
    size = -(-len(values) // _COLUMNS)
    groups = [max(values[place : place + size]) for place in range(0, len(values), size)]
    largest = max(groups) or 1.0
    return "".join(_SPARKS[round(value / largest * (len(_SPARKS) - 1))] for value in groups)

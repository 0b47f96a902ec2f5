"""`shenpi process compare`: are two processes the same to an observer?"""

import json
import sys
from pathlib import Path

import click

from shenpi.core.pi import PiError
from shenpi.core.pi.comparison import LIMIT_STATES, Comparison, Question, Selection, compare
from shenpi.core.process import ProcessError, ProcessModel, read_bpmn
from shenpi.core.process.verification.findings import RunStep, Verdict

DIFFERENT, REFUSED, OPEN = 1, 2, 3
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_EXIT = {Verdict.HOLDS: 0, Verdict.VIOLATED: DIFFERENT, Verdict.UNDECIDED: OPEN}


@click.command("compare")
@click.argument("left", type=_FILE)
@click.argument("right", type=_FILE)
@click.option(
    "--visible",
    "selections",
    multiple=True,
    metavar="lane:名|pool:名|step:名",
    help="观察者看得到的部分，可重复；不写则为全部环节和消息 / what the observer sees (repeatable; default: all steps)",
)
@click.option(
    "--refines", is_flag=True, help="问左侧是否符合右侧，而非两者等价 / ask whether LEFT stays within RIGHT"
)
@click.option("--json", "as_json", is_flag=True, help="机器可读的报告 / a JSON object")
@click.option("--limit-states", default=LIMIT_STATES, show_default=True, type=click.IntRange(1))
@click.option("--instances", default=2, show_default=True, type=click.IntRange(1, 100))
def compare_files(
    left: Path,
    right: Path,
    selections: tuple[str, ...],
    refines: bool,
    as_json: bool,
    limit_states: int,
    instances: int,
) -> None:
    """比较两个流程图 / is LEFT, as an observer sees it, the same as RIGHT?

    退出码 / exit status: 0 是 yes, 1 否 no (两侧的走法见输出 with a run of each side),
    2 文件被拒绝 a file was refused, 3 未能判定 not decided.
    """
    try:
        answer = compare(
            read_bpmn(left.read_bytes()),
            read_bpmn(right.read_bytes()),
            selections=tuple(Selection.parse(text) for text in selections),
            question=Question.REFINES if refines else Question.EQUIVALENT,
            instances=instances,
            limit_states=limit_states,
        )
    except (ProcessError, PiError) as error:
        click.echo(f"{error.zh} / {error.en}", err=True)
        sys.exit(REFUSED)
    if as_json:
        click.echo(json.dumps(answer.to_json(), ensure_ascii=False))
    else:
        models = [read_bpmn(file.read_bytes()) for file in (left, right)]
        _print(answer, models, [left.name, right.name])
    sys.exit(_EXIT[answer.verdict])


def _print(answer: Comparison, models: list[ProcessModel], names: list[str]) -> None:
    click.echo(answer.zh)
    click.echo(answer.en)
    if answer.verdict is Verdict.VIOLATED:
        for side, name, model, run in zip("左右", names, models, (answer.left, answer.right), strict=True):
            click.echo(f"{side} {name}: {_run(model, run)}")


def _run(model: ProcessModel, run: tuple[RunStep, ...]) -> str:
    """The nodes passed, by the names people give them."""
    passed = [label for step in run for label in step.labels if label in model.node]
    return " → ".join(model.names[label] for label in passed) or "—"

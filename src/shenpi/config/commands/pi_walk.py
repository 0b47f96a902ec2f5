"""`shenpi pi walk`: a walk through a diagram, with the channel and the message of each step."""

import sys
from pathlib import Path

import click

from shenpi.config.commands.text_table import table
from shenpi.core.pi import PiError
from shenpi.core.pi.translation import walk
from shenpi.core.process import ProcessError, read_bpmn

NO_WAY, REFUSED = 1, 2


@click.command("walk")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--to", default="", metavar="ID", help="走到哪个元素，缺省为办结 / the element to reach, else the end"
)
def walk_through(file: Path, to: str) -> None:
    """走查流程图 / walk through a diagram: who, on which channel, with which message.

    退出码 / exit status: 0 走到了 reached, 1 走不到 no way there, 2 文件被拒绝 refused.
    """
    try:
        model = read_bpmn(file.read_bytes())
        steps = walk(model, to)
    except (ProcessError, PiError) as error:
        click.echo(f"{error.zh}\n{error}", err=True)
        sys.exit(REFUSED)
    if not steps:
        click.echo("走不到 / no way leads there", err=True)
        sys.exit(NO_WAY)
    rows = [
        (
            str(at),
            f"{step.sender} → {step.receiver}" if step.receiver else step.sender,
            step.action,
            model.names[step.element],
        )
        for at, step in enumerate(steps, 1)
    ]
    click.echo(table(("", "谁 who", "通道<信息> channel<message>", "元素 element"), rows))

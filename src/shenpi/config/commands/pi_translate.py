"""`shenpi pi from-bpmn` and `shenpi pi to-bpmn`: a diagram as a π text, and back."""

import sys
from pathlib import Path
from typing import NoReturn

import click

from shenpi.core.pi import PiError, parse, print_definitions
from shenpi.core.pi.translation import to_bpmn, to_pi
from shenpi.core.process import ProcessError, read_bpmn, write_bpmn

REFUSED = 2
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_INSTANCES = click.option(
    "--instances",
    type=click.IntRange(1, 20),
    default=2,
    show_default=True,
    help="多实例写成几份 / copies of each multi-instance activity",
)
_OUTPUT = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="写入文件 / write here, not out"
)


@click.command("from-bpmn")
@click.argument("file", type=_FILE)
@_INSTANCES
@_OUTPUT
def from_bpmn(file: Path, instances: int, output: Path | None) -> None:
    """流程图 → π / the π definitions of a diagram; Main is the whole of it."""
    try:
        text = print_definitions(to_pi(read_bpmn(file.read_bytes()), instances))
    except (ProcessError, PiError) as error:
        _refuse(error)
    _write(text.encode(), output)


@click.command("to-bpmn")
@click.argument("file", type=_FILE)
@click.option(
    "--like", type=_FILE, help="从此图取名称、职责、条件和图形 / take names, duties and drawing from here"
)
@_INSTANCES
@_OUTPUT
def to_bpmn_file(file: Path, like: Path | None, instances: int, output: Path | None) -> None:
    """π → 流程图 / the diagram of π definitions that have the form from-bpmn writes."""
    try:
        drawn = read_bpmn(like.read_bytes()) if like else None
        data = write_bpmn(to_bpmn(parse(file.read_text(encoding="utf-8")), like=drawn, instances=instances))
    except UnicodeDecodeError:
        click.echo(f"{file}: 文件须以 UTF-8 编码 / the file must be encoded in UTF-8", err=True)
        sys.exit(REFUSED)
    except (ProcessError, PiError) as error:
        _refuse(error)
    _write(data, output)


def _refuse(error: ProcessError | PiError) -> NoReturn:
    click.echo(f"{error.zh}\n{error}", err=True)
    sys.exit(REFUSED)


def _write(data: bytes, output: Path | None) -> None:
    if output:
        output.write_bytes(data)
    else:
        click.echo(data.decode(), nl=False)

"""`shenpi archive`: prove an archive package without the system that made it."""

import sys
from pathlib import Path

import click

from shenpi.core.archive import Unreadable
from shenpi.core.archive import verify as verify_package


@click.group()
def archive() -> None:
    """办件档案包 / archive packages of cases."""


@archive.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    """核对档案包的文件和账本 / check a package's files and its ledger.

    退出码 / exit status: 0 完整 whole, 1 有问题 faulty, 2 不是档案包 no archive package.
    """
    try:
        with file.open("rb") as source:
            report = verify_package(source)
    except Unreadable as error:
        click.echo(f"{error.zh} / {error.en}", err=True)
        sys.exit(2)
    for zh, en in report.faults:
        click.echo(f"✗ {zh} / {en}")
    if report.faults:
        sys.exit(1)
    click.echo(
        f"✓ 办件 {report.number}：{report.files} 个文件、{report.events} 号事件，完整 / "
        f"case {report.number}: {report.files} files, {report.events} events, whole"
    )

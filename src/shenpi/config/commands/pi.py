"""`shenpi pi`: the π-calculus from the command line, as a shell and as single commands."""

import json
import sys
from pathlib import Path

import click

from shenpi.config.commands.pi_translate import from_bpmn, to_bpmn_file
from shenpi.config.commands.pi_walk import walk_through
from shenpi.core.pi import Definitions, PiError, parse
from shenpi.core.pi.equivalence import GROWING, LIMIT, Relation, compare_definitions
from shenpi.core.pi.lexing import MAX_CHARACTERS
from shenpi.core.pi.showing import shown_comparison
from shenpi.core.pi.workbench import Workbench

DIFFERENT, MISTAKE, OPEN = 1, 2, 3  # exit codes; 0 is yes
SHELL = "shell"


BOUND = click.option(
    "--limit",
    type=click.IntRange(1),
    help=f"状态上限，缺省 {LIMIT}，会增长的进程 {GROWING} / states, else {LIMIT}; {GROWING} if a process grows",
)


class Mistake(click.ClickException):
    """One line on standard error and exit status 2."""

    exit_code = MISTAKE


class ShellUnlessNamed(click.Group):
    """A group whose sub-command is the shell unless the first word names another one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the shell's name before a file, an option of the shell, or nothing."""
        named = args[:1] and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else [SHELL, *args])


@click.group(cls=ShellUnlessNamed)
def pi() -> None:
    """π 演算 / the π-calculus: `shenpi pi [FILE] [--command …]` is the command shell.

    退出码 / exit status: 0 成功或等价 done or equivalent, 1 不等价 not equivalent,
    2 出错 a mistake, 3 未判定 not decided.
    """


@pi.command(SHELL)
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--command", "commands", multiple=True, help="执行命令后退出，可重复 / run a command; repeatable"
)
@BOUND
def shell(file: Path | None, commands: tuple[str, ...], limit: int | None) -> None:
    """命令环境 / the command shell; `help` in it lists the commands."""
    bench = Workbench(limit=limit)
    if file is not None:
        bench.load(_read(file))
    if commands or not sys.stdin.isatty():
        _run_all(bench, commands or tuple(sys.stdin.read().splitlines()))
        return
    from shenpi.config.commands.pi_shell import converse

    converse(bench)


@pi.command("compare")
@click.argument("left", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("right", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--relation",
    required=True,
    type=click.Choice([relation.value for relation in Relation]),
    help="等价关系 / which equivalence",
)
@click.option(
    "--agents",
    nargs=2,
    metavar="P Q",
    help="比较哪两个进程，缺省为主进程 / which agents, else the main processes",
)
@click.option("--json", "as_json", is_flag=True, help="机器可读的结果 / a JSON object")
@BOUND
def compare(
    left: Path, right: Path, relation: str, agents: tuple[str, str] | None, as_json: bool, limit: int | None
) -> None:
    """比较两个文件的进程 / are the processes of two files equivalent?"""
    ends = _read(left), _read(right)
    try:
        answer = compare_definitions(*ends, Relation(relation), agents=agents, limit=limit)
    except PiError as error:
        raise _mistake(error) from error
    click.echo(json.dumps(answer.to_json(), ensure_ascii=False) if as_json else shown_comparison(answer))
    if answer.equivalent is not True:
        sys.exit(OPEN if answer.equivalent is None else DIFFERENT)


def _run_all(bench: Workbench, commands: tuple[str, ...]) -> None:
    for command in commands:
        if command.strip() == "quit":
            return
        try:
            answer = bench.run(command)
        except PiError as error:
            raise _mistake(error, command) from error
        if answer:
            click.echo(answer)


def _read(file: Path) -> Definitions:
    """The definitions in a file; ends with exit status 2 and the place of the mistake."""
    if file.stat().st_size > 4 * MAX_CHARACTERS:
        raise Mistake(f"{file}: 文件太大 / the file is too large")
    try:
        return parse(file.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise Mistake(f"{file}: 不是 UTF-8 文本 / not UTF-8") from error
    except PiError as error:
        raise _mistake(error, str(file)) from error


def _mistake(error: PiError, where: str = "") -> click.ClickException:
    return Mistake(f"{where}: {error.zh} / {error.en}" if where else f"{error.zh} / {error.en}")


pi.add_command(from_bpmn)
pi.add_command(to_bpmn_file)
pi.add_command(walk_through)

"""The command `shenpi`: the server, the worker and the housekeeping, over Django's management commands.

`process` and `pi` need neither settings nor a database, so Django is set up only for the commands that do.
"""

import importlib
import ipaddress
import os
import sys

import click
import django

from shenpi import __version__
from shenpi.config.environment import UnsafeSettings

PASS_ON = {"ignore_unknown_options": True, "help_option_names": []}
UNSAFE = 2  # exit code
PURE_COMMANDS = {
    "archive": "shenpi.config.commands.archive",
    "process": "shenpi.config.commands.process",
    "pi": "shenpi.config.commands.pi",
}
"""Commands of the pure core, and the modules that hold them; each is imported when it is called for."""


class Commands(click.Group):
    """A group that knows the commands of the pure core by name and loads them late."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, sorted."""
        return sorted([*super().list_commands(ctx), *PURE_COMMANDS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, or None for an unknown name."""
        if cmd_name not in PURE_COMMANDS:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(importlib.import_module(PURE_COMMANDS[cmd_name]), cmd_name)
        return command


def main() -> None:
    """Run the command; an unsafe setting ends with one line and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shenpi.config.settings")
    try:
        shenpi()
    except UnsafeSettings as refusal:
        click.echo(f"不能启动 / refusing to start: {refusal}", err=True)
        sys.exit(UNSAFE)


@click.group(cls=Commands)
@click.version_option(__version__)
def shenpi() -> None:
    """网上审批和电子监察系统 / online approval and electronic supervision."""


@shenpi.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """启动网站和后台任务 / serve the zones' sites, with the background work beside them."""
    django.setup()
    from shenpi.config import server

    _refuse_open_desk(host)
    server.serve(host, port)


@shenpi.command()
def work() -> None:
    """只运行后台任务 / do the background work only: exchange, documents, timers."""
    django.setup()
    from shenpi.config import worker

    worker.run_until_stopped()


@shenpi.command(context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """任何 Django 管理命令 / any management command of Django."""
    _manage(*arguments)


@shenpi.group()
def ledger() -> None:
    """办件账本 / the ledger of acts."""


@shenpi.group()
def catalogue() -> None:
    """事项目录 / the catalogue of items."""


@shenpi.group()
def supervision() -> None:
    """电子监察 / electronic supervision."""


@shenpi.group()
def exchange() -> None:
    """区域间的消息 / messages between the zones."""


@shenpi.group()
def notices() -> None:
    """短信、邮件和提醒 / messages to people."""


@shenpi.group()
def payments() -> None:
    """在线缴费 / paying online."""


def _manage(*arguments: str) -> None:
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    try:
        execute_from_command_line(["shenpi", *arguments])
    except DatabaseError:
        if not _unmigrated():
            raise
        click.echo(
            "数据库还没有建立，或者需要升级：请先运行 shenpi migrate / "
            "the database is not made yet, or is out of date: run shenpi migrate first",
            err=True,
        )
        sys.exit(1)


def _unmigrated() -> bool:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:  # no database at all: what was raised first says so
        return False


def _pass_on(group: click.Group, name: str, command: str, words: str) -> None:
    """Give a management command a name of its own; its options and its help stay its own."""

    def run(arguments: tuple[str, ...]) -> None:
        _manage(command, *arguments)

    everything = click.Argument(["arguments"], nargs=-1, type=click.UNPROCESSED)
    group.add_command(
        click.Command(name, callback=run, params=[everything], help=words, context_settings=PASS_ON)
    )


_pass_on(shenpi, "migrate", "migrate", "建立或升级数据库 / create or upgrade the database.")
_pass_on(
    shenpi,
    "grant",
    "database_grant",
    "给应用的数据库角色授权 / grant the application's database role its rights.",
)
_pass_on(shenpi, "demo", "make_demo", "生成演示数据 / make demonstration data by running the real acts.")
_pass_on(shenpi, "cards", "casework_cards", "核对办件索引 / compare the index of cases with the cases.")
_pass_on(ledger, "verify", "ledger_verify", "核对哈希链 / check every case's hash chain.")
_pass_on(
    catalogue, "import", "import_catalogue", "导入事项 CSV / import items from CSV, with a report by row."
)
_pass_on(
    catalogue,
    "publish",
    "publish_catalogue",
    "向新的公众端发送事项 / send the catalogue to a new public zone.",
)
_pass_on(
    supervision,
    "import",
    "supervision_import",
    "导入自建系统的事件日志 / import a foreign system's event log (XES, OCEL 2.0).",
)
_pass_on(supervision, "export", "supervision_export", "导出事件日志 / export an event log (XES, OCEL 2.0).")
_pass_on(
    supervision, "verify", "supervision_verify", "核对监察记录 / verify the seals of supervision's records."
)
_pass_on(supervision, "figures", "supervision_figures", "各系统的监察数字 / the figures of the systems.")
_pass_on(exchange, "key", "exchange_key", "本机公钥 / this installation's public key, for its peers.")
_pass_on(exchange, "status", "exchange_status", "积压和失败的消息 / what waits and what is stuck.")
_pass_on(notices, "status", "notices_status", "短信和邮件的发送情况 / what became of SMS and e-mail.")
_pass_on(notices, "retry", "notices_retry", "重发失败的消息 / try failed messages again.")
_pass_on(payments, "status", "payments_status", "在线缴费订单的情况 / what became of online payments.")
_pass_on(payments, "reconcile", "payments_reconcile", "与支付平台对账 / compare with the payment platform.")
_pass_on(exchange, "replay", "exchange_replay", "重发失败的消息 / try stuck messages again.")
_pass_on(
    supervision,
    "recount",
    "supervision_recount",
    "重新计数，核对汇总 / compare the tallies with a full count.",
)


def _refuse_open_desk(host: str) -> None:
    """Keep development and demonstration, where anyone may sign in as anyone, on this machine.

    Raises UnsafeSettings.
    """
    from django.conf import settings

    if settings.SHENPI_MODE in ("production", "practice") or host == "localhost":
        return
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise UnsafeSettings(
            "SHENPI_MODE",
            f"{settings.SHENPI_MODE} 模式只能在本机地址提供服务，不能用 {host}",
            f"mode {settings.SHENPI_MODE} serves on loopback only, not on {host}",
        )

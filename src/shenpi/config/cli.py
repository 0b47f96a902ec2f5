"""The command `shenpi`: the server, the worker and the housekeeping, over Django's management commands."""

import ipaddress
import os
import sys

import click
import django

from shenpi import __version__
from shenpi.config.environment import UnsafeSettings

PASS_ON = {"ignore_unknown_options": True, "help_option_names": []}
UNSAFE = 2  # exit code


def main() -> None:
    """Set Django up and run the command; an unsafe setting ends with one line and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shenpi.config.settings")
    try:
        django.setup()
        shenpi()
    except UnsafeSettings as refusal:
        click.echo(f"不能启动 / refusing to start: {refusal}", err=True)
        sys.exit(UNSAFE)


@click.group()
@click.version_option(__version__)
def shenpi() -> None:
    """网上审批和电子监察系统 / online approval and electronic supervision."""


@shenpi.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """启动网站和后台任务 / serve the zones' sites, with the background work beside them."""
    from shenpi.config import server

    _refuse_open_desk(host)
    server.serve(host, port)


@shenpi.command()
def work() -> None:
    """只运行后台任务 / do the background work only: exchange, documents, timers."""
    from shenpi.config import worker

    worker.run_until_stopped()


@shenpi.command(context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def migrate(arguments: tuple[str, ...]) -> None:
    """建立或升级数据库 / create or upgrade the database."""
    _manage("migrate", *arguments)


@shenpi.command(context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def demo(arguments: tuple[str, ...]) -> None:
    """生成演示数据 / make demonstration data by running the real acts."""
    _manage("make_demo", *arguments)


@shenpi.command(context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """任何 Django 管理命令 / any other management command of Django."""
    _manage(*arguments)


@shenpi.group()
def ledger() -> None:
    """办件账本 / the ledger of acts."""


@ledger.command(context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def verify(arguments: tuple[str, ...]) -> None:
    """核对哈希链 / check every case's hash chain."""
    _manage("ledger_verify", *arguments)


@shenpi.group()
def exchange() -> None:
    """各区之间的交换 / the exchange between zones."""


@exchange.command(context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def key(arguments: tuple[str, ...]) -> None:
    """本机公钥 / our public key, for the peers files of other machines."""
    _manage("exchange_key", *arguments)


@exchange.command(context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def status(arguments: tuple[str, ...]) -> None:
    """待处理和失败的消息 / what waits, what is stuck, which lines work."""
    _manage("exchange_status", *arguments)


@exchange.command(context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def replay(arguments: tuple[str, ...]) -> None:
    """重新处理已放弃的消息 / give messages that were given up new attempts."""
    _manage("exchange_replay", *arguments)


@shenpi.group()
def catalogue() -> None:
    """事项目录 / the catalogue of items."""


@catalogue.command("import", context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def import_(arguments: tuple[str, ...]) -> None:
    """导入事项 CSV / import items from a CSV file, with a report by row."""
    _manage("import_catalogue", *arguments)


def _manage(*arguments: str) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["shenpi", *arguments])


def _refuse_open_desk(host: str) -> None:
    """Keep development and demonstration, where anyone may sign in as anyone, on this machine.

    Raises UnsafeSettings.
    """
    from django.conf import settings

    if settings.SHENPI_MODE == "production" or host == "localhost":
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

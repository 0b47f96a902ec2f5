"""Make the demonstration: the county's catalogue and people, and ninety days of its life (`shenpi demo`)."""

import argparse

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from shenpi.apps.casework import queries
from shenpi.sites.demo import making

INTERRUPTED = 130
"""What a shell calls the end by Ctrl-C."""


class Command(BaseCommand):
    """What was stopped goes on with the same command; a larger --cases makes a larger county."""

    help = "make demonstration data by the real acts under a simulated clock"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, default=400)
        parser.add_argument("--seed", type=int, default=20261123)
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where there are cases already"
        )

    def handle(self, *, cases: int, seed: int, if_empty: bool, **options: object) -> None:
        if settings.SHENPI_MODE == "production":
            raise CommandError(
                "SHENPI_MODE=production：真实办理的系统不生成演示数据 / no demonstration data here"
            )
        plan = making.unfinished()
        if plan is not None:
            self.stderr.write(
                f"接着生成上次没有完成的 {plan.cases} 件演示数据 / going on with what was stopped"
            )
        elif not queries.any_case():
            plan = making.begun(cases, seed)
        elif if_empty:
            return
        else:
            raise CommandError(
                f"已有办件，不再生成。另选一个 SHENPI_DATA_DIR，或先删除 {settings.SHENPI_DATA_DIR} / "
                "there are cases already: choose another SHENPI_DATA_DIR, or delete this one"
            )
        try:
            making.make(plan)
        except KeyboardInterrupt:
            self.stderr.write(
                "\n已停下，数据完整；再运行一次同样的命令就接着生成 / stopped; the same command goes on"
            )
            raise SystemExit(INTERRUPTED) from None

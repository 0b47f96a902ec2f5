"""`shenpi supervision recount`: compare the pre-aggregates with a full count of cases and steps."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shenpi.apps.supervision import recounting

SHOWN = 50


class Command(BaseCommand):
    help = "重新计数，核对汇总 / count everything anew; exit 1 when a tally differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="按重新计数的结果改正 / write the tallies anew"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = recounting.differences()
        for difference in found[:SHOWN]:
            self.stderr.write(str(difference))
        if options["repair"] and found:
            recounting.repair()
            self.stdout.write(f"已改正 {len(found)} 处 / {len(found)} differences repaired")
        elif found:
            raise CommandError(
                f"汇总与重新计数有 {len(found)} 处不一致 / {len(found)} differences", returncode=1
            )
        else:
            self.stdout.write("汇总与重新计数一致 / the tallies agree with a full count")

"""`shenpi supervision verify`: follow the chain over all records and name every one that is not what it was."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shenpi.apps.supervision import sealing

FAULTS = {
    "changed": "已被改动 / changed",
    "missing": "已被拿走 / taken away",
    "unsealed": "没有封缄 / put in without a seal",
}


class Command(BaseCommand):
    help = "核对监察记录的封缄链 / verify the chain over supervision's records; exit 1 when it does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(sealing.verify())
        for broken in found:
            self.stderr.write(f"{broken.kind} {broken.row_id}: {FAULTS[broken.fault]}")
        if found:
            raise CommandError(f"{len(found)} 条记录与封缄不符 / {len(found)} records", returncode=1)
        self.stdout.write("全部监察记录与封缄相符 / every record is as it was sealed")

"""`shenpi supervision figures`: cases, events, open, closed, in time, late, deviating; of all systems or of one."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shenpi.apps.errors import Refusal
from shenpi.apps.supervision.mining.figures import Figures, figures

COLUMNS = {
    "cases": "办件 cases",
    "events": "环节记录 events",
    "open": "在办 open",
    "closed": "办结 closed",
    "closed_on_time": "按时 on time",
    "closed_late": "超期 late",
    "deviating": "偏离流程 deviating",
}


class Command(BaseCommand):
    help = "各系统的监察数字 / the figures of the systems under supervision."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--system", default="", help="只看一个系统 / one system, by name")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出 / as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            total, rows = figures(options["system"])
        except Refusal as refusal:
            raise CommandError(str(refusal.message)) from None
        if options["json"]:
            told = total.to_json() | {"systems": [{"system": name} | found.to_json() for name, found in rows]}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for name, found in rows:
            self._print(name, found)
        if len(rows) != 1:
            self._print("合计 total", total)

    def _print(self, name: str, found: Figures) -> None:
        self.stdout.write(name)
        for key, words in COLUMNS.items():
            value = getattr(found, key)
            self.stdout.write(f"  {words:<22} {'—' if value is None else value}")

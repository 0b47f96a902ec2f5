"""`shenpi supervision export`: monitored cases as an event log (XES, OCEL 2.0), or all figures as Parquet files."""

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet

from shenpi.apps import timekeeping
from shenpi.apps.errors import Refusal
from shenpi.apps.supervision.foreign import systems
from shenpi.apps.supervision.mining.exporting import traces
from shenpi.apps.supervision.models import MonitoredCase
from shenpi.core.eventlog import write_ocel, write_xes


class Command(BaseCommand):
    help = "导出监察办件的事件日志 / export monitored cases as an event log."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "output", nargs="?", type=Path, help="FILE[.gz]，默认标准输出 / default: standard output"
        )
        parser.add_argument(
            "--parquet",
            type=Path,
            metavar="DIR",
            help="改为导出 Parquet 文件和 DuckDB 查询 / Parquet files and questions for DuckDB instead",
        )
        parser.add_argument("--format", choices=("xes", "ocel"), default="xes")
        parser.add_argument("--system", default="", help="自建系统 / a foreign system, by name")
        parser.add_argument("--item", default="", help="事项编码 / an item, by code")
        parser.add_argument(
            "--from", dest="since", type=date.fromisoformat, help="收件日，含 / received from (YYYY-MM-DD)"
        )
        parser.add_argument(
            "--to", dest="until", type=date.fromisoformat, help="收件日，含 / received to, inclusive"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["parquet"]:
            self._parquet(options["parquet"])
            return
        try:
            found = traces(_cases(options))
        except Refusal as refusal:
            raise CommandError(str(refusal.message)) from None
        pieces = write_ocel(found) if options["format"] == "ocel" else write_xes(found)
        try:
            with _opened(options["output"]) as target:
                for piece in pieces:
                    target.write(piece)
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}") from None

    def _parquet(self, folder: Path) -> None:
        from shenpi.apps.supervision import analysis  # DuckDB is large, and nothing else needs it

        try:
            counts = analysis.export(folder)
        except OSError as error:
            raise CommandError(f"{folder}: {error.strerror}") from None
        self.stdout.write(", ".join(f"{name} {number}" for name, number in counts.items()))


def _cases(options: dict[str, Any]) -> QuerySet[MonitoredCase]:
    cases = MonitoredCase.objects.all()
    if options["system"]:
        cases = cases.filter(source=systems.by_name(options["system"]).source)
    if options["item"]:
        cases = cases.filter(item_code=options["item"])
    if options["since"]:
        cases = cases.filter(received_at__gte=_midnight(options["since"]))
    if options["until"]:
        cases = cases.filter(received_at__lt=_midnight(options["until"] + timedelta(days=1)))
    return cases


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timekeeping.SHANGHAI)


@contextmanager
def _opened(path: Path | None) -> Iterator[BinaryIO]:
    """Open the file to write, packed where its name ends in .gz."""
    if path is None:
        yield sys.stdout.buffer
    elif path.suffix == ".gz":
        with gzip.open(path, "wb") as packed:
            yield cast("BinaryIO", packed)
    else:
        with path.open("wb") as target:
            yield target

"""`shenpi supervision import FILE`: take in the event log of a foreign system, and say what was wrong in which row."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import translation

from shenpi.apps.errors import Refusal
from shenpi.apps.supervision.foreign import systems
from shenpi.apps.supervision.foreign.importing import import_log
from shenpi.apps.supervision.foreign.options import ZONE, Reading, names
from shenpi.apps.supervision.models import ForeignBatch, ForeignFinding, ForeignSystem
from shenpi.core.eventlog import CASE, EVENT

SHOWN = 20
"""Rows of the report that are printed; `--report` writes them all."""
_READING = ("case_name", "event_name", "timezone", "closed_by", "all_closed", "object_type")


class Command(BaseCommand):
    help = (
        "导入自建系统的事件日志（XES 或 OCEL 2.0，可为 gzip）；重复导入无害。"
        " / Import a foreign system's event log; importing it again does no harm."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="FILE.xes[.gz], FILE.json[.gz]")
        parser.add_argument(
            "--system", help="自建系统的名称，默认取文件名 / the system's name (default: the file's)"
        )
        parser.add_argument(
            "--process",
            type=Path,
            metavar="FILE.bpmn",
            help="核准的流程，默认取日志旁的同名文件 / the approved process (default: of the log's name, beside it)",
        )
        parser.add_argument("--agency", default="", help="部门名称 / the agency's name")
        parser.add_argument("--agency-code", default="")
        parser.add_argument(
            "--region", default="", help="部门所在区划的代码 / code of the agency's administrative division"
        )
        parser.add_argument("--item", default="", help="事项名称 / the item's name")
        parser.add_argument("--item-code", default="")
        parser.add_argument(
            "--case-name",
            action="append",
            metavar="ROLE=KEY",
            help=f"办件属性的名称 / a case attribute's name; roles: {', '.join(CASE)}",
        )
        parser.add_argument(
            "--event-name",
            action="append",
            metavar="ROLE=KEY",
            help=f"环节属性的名称 / an event attribute's name; roles: {', '.join(EVENT)}",
        )
        parser.add_argument("--timezone", help=f"无时区时间的时区 / zone of bare moments (default {ZONE})")
        parser.add_argument(
            "--closed-by",
            action="append",
            metavar="ACTIVITY",
            help="没有办结时间时，以此环节为办结 / without an end date a case ends with this activity",
        )
        parser.add_argument(
            "--all-closed",
            action="store_true",
            default=None,
            help="没有办结时间时，以最后一条记录为办结 / without an end date a case ends with its last event",
        )
        parser.add_argument("--object-type", help="OCEL：哪种对象是办件 / OCEL: which objects are the cases")
        parser.add_argument(
            "--daily",
            action="store_true",
            default=None,
            help="每日报送 / the system owes a batch every working day",
        )
        parser.add_argument(
            "--report", type=Path, help="问题逐行写入 CSV / write every finding to this CSV file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if connection.vendor == "sqlite" and not connection.introspection.table_names():
            self.stderr.write("新建数据库 / making a new database")
            call_command("migrate", verbosity=0)
        try:
            system = self._system(path, options)
            with path.open("rb") as source:
                bar = _Bar(self.stderr, source, path.stat().st_size)
                batch = import_log(system, source, file_name=path.name, progress=bar.show)
                bar.end()
        except Refusal as refusal:
            raise CommandError(str(refusal.message)) from None
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        self._print(batch)
        if options["report"]:
            _write(options["report"], batch)
        if batch.error:
            systems.forget_unread(system)
            raise CommandError(batch.error)

    def _system(self, path: Path, options: dict[str, Any]) -> ForeignSystem:
        name = options["system"] or path.name.partition(".")[0]
        process: Path | None = options["process"]
        if process is None and (process := _beside(path, name)):
            self.stderr.write(f"process: {process}")
        return systems.register(
            name,
            reading=_reading(name, options),
            process=process.read_bytes() if process else None,
            process_name=process.name if process else "",
            agency=options["agency"],
            agency_code=options["agency_code"],
            region=options["region"],
            item=options["item"],
            item_code=options["item_code"],
            daily=options["daily"],
        )

    def _print(self, batch: ForeignBatch) -> None:
        self.stdout.write(
            f"{batch.system.name}: cases {batch.cases} (new {batch.new_cases}), "
            f"events {batch.events} (new {batch.new_events}), cases with findings {batch.faulty_cases}, "
            f"not taken {batch.lost}"
        )
        self.stdout.write(f"  process: {batch.system.process_name or '— (--process FILE.bpmn)'}")
        counted = Counter(batch.findings.values_list("code", flat=True))
        for code, number in counted.most_common():
            self.stdout.write(f"  {code}: {number}")
        english = (translation.get_language() or "").startswith("en")
        for finding in batch.findings.order_by("-lost", "id")[:SHOWN]:
            self.stdout.write(f"  {_place(finding)}: {finding.en if english else finding.zh}")
        if batch.findings.count() > SHOWN:
            self.stdout.write(f"  … {batch.findings.count()}: --report FILE.csv")


class _Bar:
    """How far the file is read, on one line of stderr; plain lines where nobody watches."""

    def __init__(self, target: Any, source: BinaryIO, size: int) -> None:
        self.target, self.source, self.size = target, source, max(size, 1)
        self.watched = bool(getattr(target, "isatty", lambda: False)())
        self.tenth = -1

    def show(self, batch: ForeignBatch) -> None:
        share = min(self.source.tell() / self.size, 1.0)
        words = f"[{'#' * round(share * 30):<30}] {share:4.0%}  {batch.cases} cases, {batch.events} events"
        if self.watched:
            self.target.write(f"\r{words}", ending="")
        elif (tenth := int(share * 10)) != self.tenth:
            self.tenth = tenth
            self.target.write(words)

    def end(self) -> None:
        if self.watched:
            self.target.write("")


def _beside(path: Path, name: str) -> Path | None:
    """Return the process that lies beside a log under its name, for a system that has none yet."""
    found = path.with_name(f"{path.name.partition('.')[0]}.bpmn")
    known = ForeignSystem.objects.filter(name=name).exclude(process="").exists()
    return found if found.is_file() and not known else None


def _reading(name: str, options: dict[str, Any]) -> Reading | None:
    """Return the options given over those that the system keeps; None where none are given."""
    if all(options[key] in (None, "") for key in _READING):
        return None
    kept = ForeignSystem.objects.filter(name=name).values_list("reading", flat=True).first()
    reading = Reading.from_json(kept or {}).to_json()
    if options["case_name"]:
        reading["case"] |= names(options["case_name"])
    if options["event_name"]:
        reading["event"] |= names(options["event_name"])
    given = {
        "zone": options["timezone"],
        "closed_by": options["closed_by"],
        "all_closed": options["all_closed"],
        "object_type": options["object_type"],
    }
    return Reading.from_json(reading | {key: value for key, value in given.items() if value is not None})


def _place(finding: ForeignFinding) -> str:
    place = f"line {finding.line}" if finding.line else "-"
    place += f" {finding.number}" if finding.number else ""
    return f"{place} #{finding.event}" if finding.event else place


def _write(path: Path, batch: ForeignBatch) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["办件编号", "行号", "环节序号", "代码", "未接收", "说明", "explanation"])
        rows = batch.findings.order_by("id").values_list(
            "number", "line", "event", "code", "lost", "zh", "en"
        )
        writer.writerows(rows.iterator())

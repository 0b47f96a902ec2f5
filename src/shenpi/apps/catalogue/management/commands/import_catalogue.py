"""`import_catalogue [file.csv]`: bring a county's catalogue in and say what is wrong with which row."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from shenpi.apps.catalogue import acts


class Command(BaseCommand):
    help = "Bring in a catalogue of items (default: the packaged one of 广安区); idempotent."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--report", type=Path, help="write every faulty row to this CSV file")

    def handle(self, *args: Any, **options: Any) -> None:
        report = acts.import_catalogue(_read(options["file"]))
        self.stdout.write(
            f"rows {report.rows}, agencies {report.agencies}, new {report.created}, changed {report.changed}"
        )
        for finding in report.findings if options["verbosity"] > 1 else ():
            self.stdout.write(f"row {finding.row}: {finding.fault.label}: {finding.value}")
        counted = {fault: len(report.of(fault)) for fault in {finding.fault for finding in report.findings}}
        for fault, number in sorted(counted.items()):
            self.stdout.write(f"{fault.label}: {number}")
        if options["report"]:
            _write(options["report"], report)


def _read(path: Path | None) -> list[dict[str, str]] | None:
    if path is None:
        return None
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def _write(path: Path, report: acts.ImportReport) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["行号", "问题", "内容", "说明"])
        writer.writerows([f.row, f.fault.label, f.value, f.reason] for f in report.findings)

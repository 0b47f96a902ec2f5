"""Supervision as Parquet files, for analysis with DuckDB beside the running system: same questions, same numbers.

What goes out are cases, steps, signals and agencies, without anybody's name and without the numbers of private cases.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from django.db.models import Case, CharField, Exists, F, OuterRef, QuerySet, Value, When

from shenpi.apps.supervision.models import KnownAgency, MonitoredCase, MonitoredStep, Quashing, Signal

PIECE = 5000
_NULL = r"\N"
_MOMENT, _FLAG, _TEXT = "TIMESTAMP", "BOOLEAN", "VARCHAR"


def export(folder: Path) -> dict[str, int]:
    """Write a Parquet file per table and the questions into `folder`; return the number of rows by table."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    with TemporaryDirectory(dir=folder) as scratch, duckdb.connect() as database:
        for name, (rows, columns) in _tables().items():
            table = Path(scratch) / f"{name}.csv"
            counts[name] = _write(table, rows.values_list(*columns).iterator(PIECE))
            told = database.read_csv(
                str(table), header=False, columns=columns, na_values=_NULL, quotechar='"', escapechar='"'
            )
            told.write_parquet(str(folder / f"{name}.parquet"), compression="zstd")
    (folder / "questions.sql").write_text(questions(), encoding="utf-8")
    return counts


def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection on an export, with its questions ready."""
    database = duckdb.connect(config={"file_search_path": str(folder)})
    database.execute(questions())
    return database


def questions() -> str:
    """Return the questions in SQL."""
    return files(__package__).joinpath("questions.sql").read_text(encoding="utf-8")


def _tables() -> dict[str, tuple[QuerySet[Any], dict[str, str]]]:
    """Return the rows of each table and their columns with types."""
    open_number = Case(When(private=True, then=Value("")), default=F("number"), output_field=CharField())
    quashed = Exists(Quashing.objects.filter(kind="signal", record_id=OuterRef("pk")))
    return {
        "cases": (
            MonitoredCase.objects.annotate(open_number=open_number).order_by("pk"),
            _columns("case_id source open_number item_code item_name agency_code agency_name")
            | {"private": _FLAG}
            | _columns("channel state outcome")
            | _columns("received_at accepted_at decided_at closed_at due_at", _MOMENT),
        ),
        "steps": (
            MonitoredStep.objects.order_by("pk"),
            _columns("task_id case_id element role name agency_code office_code item_code")
            | {"suspended": _FLAG}
            | _columns("begun_at due_at ended_at", _MOMENT),
        ),
        "signals": (
            Signal.objects.annotate(quashed=quashed).order_by("pk"),
            _columns("id rule level subject case_id item_code agency_code office_code")
            | {"quashed": _FLAG}
            | _columns("since at raised_at", _MOMENT),
        ),
        "agencies": (KnownAgency.objects.order_by("pk"), _columns("code name region_code")),
    }


def _columns(names: str, kind: str = _TEXT) -> dict[str, str]:
    return dict.fromkeys(names.split(), kind)


def _write(path: Path, rows: Iterable[Sequence[Any]]) -> int:
    written = 0
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        for row in rows:
            writer.writerow([_plain(value) for value in row])
            written += 1
    return written


def _plain(value: Any) -> Any:
    if value is None:
        return _NULL
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value

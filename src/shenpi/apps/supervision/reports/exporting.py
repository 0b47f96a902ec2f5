"""A report as a file: CSV, XLSX, or PDF set like a document."""

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from shenpi.apps.documents.typesetting import printout
from shenpi.apps.supervision.reports.table import Row, Table

FORMULA = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def to_csv(table: Table, title: str, at: datetime) -> bytes:
    """Return the table as CSV, marked as UTF-8 for spreadsheets; text is kept from being a formula."""
    made = StringIO()
    writer = csv.writer(made)
    writer.writerow([harmless(str(column.name)) for column in table.columns])
    for row in _lines(table):
        writer.writerow(["" if cell is None else harmless(cell) for cell in row.cells])
    return ("\ufeff" + made.getvalue()).encode()


def to_xlsx(table: Table, title: str, at: datetime) -> bytes:
    """Return the table as a workbook: text stays text, numbers are numbers."""
    made = BytesIO()
    with xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"title": title, "created": at.replace(tzinfo=None)})
        sheet = book.add_worksheet(title[:31].translate(str.maketrans("[]:*?/\\", "〔〕：＊？／、")))
        head = book.add_format({"bold": True, "bg_color": "#e8edf3", "border": 1, "text_wrap": True})
        last = book.add_format({"bold": True, "top": 1})
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, str(column.name), head)
            sheet.set_column(place, place, 32 if column.kind == "text" and place == 0 else 14)
        for line, row in enumerate(_lines(table), 1):
            style = last if row is table.total else None
            for place, cell in enumerate(row.cells):
                if isinstance(cell, int | float):
                    sheet.write_number(line, place, cell, style)
                elif cell:
                    sheet.write_string(line, place, cell, style)
        sheet.freeze_panes(1, 1)
    return made.getvalue()


def to_pdf(table: Table, title: str, at: datetime) -> bytes:
    """Return the table as PDF/A, landscape, its head on every page. Raises NotPrintable, fonts.FontsMissing."""
    facts = {
        "agency": _("电子监察"),
        "made": f"{at:%Y-%m-%d %H:%M}",
        "heads": [str(column.name) for column in table.columns],
        "left": [column.kind == "text" for column in table.columns],
        "rows": [[_shown(cell) for cell in row.cells] for row in _lines(table)],
        "summed": table.total is not None,
    }
    return printout("report.typ", facts, title, at)


FORMATS: Mapping[str, tuple[str, Callable[[Table, str, datetime], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": (XLSX, to_xlsx),
    "pdf": ("application/pdf", to_pdf),
}


def harmless(value: Any) -> Any:
    """Keep a spreadsheet from taking text for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _lines(table: Table) -> Iterator[Row]:
    yield from table.rows
    if table.total is not None:
        yield table.total


def _shown(cell: Any) -> str:
    if cell is None:
        return ""
    return f"{cell:,}" if isinstance(cell, int | float) else str(cell)

"""Document numbers 机关简称+性质+〔年〕+序号+号, without gap or duplicate (issue 2; GB/T 9704 §7.2.5).

The series' row stays locked until the caller's transaction ends: a rollback gives the number back, and a
second transaction on the same series waits. Who takes numbers of several series in one transaction takes them
in the order of `kinds.KINDS`, so that two transactions never wait for each other.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from shenpi.apps import rows

ALLOCATE = (
    'INSERT INTO "documents_numberseries" AS series ("prefix", "year", "last") VALUES (%s, %s, 1) '
    'ON CONFLICT ("prefix", "year") DO UPDATE SET "last" = series."last" + 1 RETURNING "last"'
)
"""One statement for both databases; parameters from `parameters`, answers one row with the serial."""


def parameters(agency_short: str, nature: str, year: int) -> Sequence[Any]:
    """Return the parameters of `ALLOCATE`."""
    return [agency_short + nature, year]


def text(agency_short: str, nature: str, year: int, serial: int) -> str:
    """Return a number as printed, e.g. 广安区自然资许准决〔2026〕12号."""
    return f"{agency_short}{nature}〔{year}〕{serial}号"


def next_number(agency_short: str, nature: str, year: int) -> str:
    """Take the next number of a series inside the caller's transaction (it is an error to have none)."""
    if not connection.in_atomic_block:
        raise RuntimeError("a document number is taken inside the transaction that uses it")
    cursor = rows.Cursor()
    cursor.execute(ALLOCATE, parameters(agency_short, nature, year))
    [(serial,)] = cursor.fetchall()
    return text(agency_short, nature, year, serial)

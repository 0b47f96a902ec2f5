"""What a page asks of the database: Django's statements, and those that `apps.rows` sends past Django."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext

from shenpi.apps import rows

DEAREST = 12
"""Statements that a page may cost, session and account included (issue 4)."""


@contextmanager
def statements() -> Iterator[list[str]]:
    """Gather every statement of the block, but for the bounds of transactions."""
    found: list[str] = []
    send = rows.Cursor.execute

    def noted(cursor: rows.Cursor, sql: str, params: object) -> None:
        found.append(sql)
        send(cursor, sql, params)

    with CaptureQueriesContext(connection) as logged, mock.patch.object(rows.Cursor, "execute", noted):
        yield found
    asked = (each["sql"] for each in logged.captured_queries)
    found += [sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]

"""The boxes' rows: put in many at a time, and forgotten when every repetition is long past."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection

from shenpi.apps import timekeeping
from shenpi.apps.exchange.models import InboxMessage, OutboxMessage, State

KEPT = timedelta(days=30)
_PIECE = 5000
_ROWS = 200  # in one statement: far below SQLite's limit of variables


def keep(rows: Sequence[OutboxMessage] | Sequence[InboxMessage]) -> None:
    """Insert messages of one box; one that is there already stays as it is.

    `bulk_create` would pass JSON to PostgreSQL inside arrays, which costs half the time of the whole relay.
    """
    for start in range(0, len(rows), _ROWS):
        _insert(rows[start : start + _ROWS])


def purge() -> int:
    """Delete rows of messages done more than KEPT ago, a piece at a time; return how many."""
    before = timekeeping.now() - KEPT
    deleted = 0
    for box in (OutboxMessage, InboxMessage):
        old = (
            box.objects.filter(state=State.DONE, done_at__lt=before)
            .order_by("id")
            .values_list("pk", flat=True)
        )
        deleted += box.objects.filter(pk__in=list(old[:_PIECE])).delete()[0]
    return deleted


def _insert(rows: Sequence[OutboxMessage] | Sequence[InboxMessage]) -> None:
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = f"({', '.join(['%s'] * len(fields))})"
    values: list[Any] = [
        field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{meta.db_table}" ({names}) VALUES {", ".join([marks] * len(rows))} '  # noqa: S608
            "ON CONFLICT DO NOTHING",
            values,
        )

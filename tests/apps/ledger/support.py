"""Sealed events in the database, and what a superuser could do to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection, transaction

from shenpi.apps.ids import uuid7
from shenpi.apps.ledger import queries, writing
from shenpi.core.ledger import Actor, SealedEvent, seal

MOMENT = datetime(2026, 3, 2, 1, 30, 0, 120000, tzinfo=UTC)


def append(
    case_id: UUID, count: int = 1, kind: str = "step.ended", payload: dict | None = None
) -> list[SealedEvent]:
    """Append events to a case's ledger as an act does."""
    last = queries.events(case_id).last()
    seq, prev = (last.seq, bytes(last.hash)) if last else (0, None)
    sealed = []
    for number in range(seq + 1, seq + count + 1):
        event = seal(
            case_id=case_id,
            seq=number,
            type=kind,
            actor=Actor(UUID(int=7), "张丽", UUID(int=8)),
            capacity="代理",
            at=MOMENT,
            payload={"步骤": number} if payload is None else payload,
            prev_hash=prev,
        )
        prev = event.hash
        sealed.append(event)
    with connection.cursor() as cursor:
        for event in sealed:
            cursor.execute(writing.INSERT, writing.row(event, connection.vendor))
    return sealed


def new_case(count: int = 3) -> UUID:
    """Return a new case with a ledger of `count` events."""
    case_id = uuid7()
    append(case_id, count)
    return case_id


@contextmanager
def superuser() -> Iterator[None]:
    """Do what only the owner of the database can: step over the triggers."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            yield
            for _name, sql in triggers:
                cursor.execute(sql)

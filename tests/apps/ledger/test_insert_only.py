"""The database itself refuses to change the past, on both databases."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from shenpi.apps.ids import uuid7
from shenpi.apps.ledger import queries
from shenpi.apps.ledger.models import CaseEvent
from tests.apps.ledger.support import MOMENT, append, new_case

pytestmark = pytest.mark.django_db


def test_events_come_back_as_they_were_sealed() -> None:
    case_id = uuid7()
    sealed = append(case_id, 3)
    stored = list(queries.events(case_id))
    for was, found in zip(sealed, stored, strict=True):
        for name in (
            "case_id",
            "seq",
            "type",
            "actor_id",
            "actor_name",
            "capacity",
            "on_behalf_of",
            "payload",
        ):
            assert getattr(found, name) == getattr(was, name)
        assert (found.at, bytes(found.prev_hash), bytes(found.hash)) == (MOMENT, was.prev_hash, was.hash)
    assert queries.first_events({case_id})[case_id].seq == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda events: events.update(actor_name="李四"),
        lambda events: events.update(position=10**9),
        lambda events: events.delete(),
        lambda events: events.get(seq=1).delete(),
        lambda events: CaseEvent(pk=events.get(seq=1).pk, type="x").save(update_fields=["type"]),
    ],
)
def test_update_and_delete_are_refused(change) -> None:
    case_id = new_case()
    before = list(queries.events(case_id).values())
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        change(queries.events(case_id))
    assert list(queries.events(case_id).values()) == before


def test_a_sequence_number_is_given_once() -> None:
    case_id = new_case(2)
    event = queries.events(case_id).get(seq=2)
    event.position = None
    event._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save(force_insert=True)


def test_replace_does_not_get_around_the_triggers() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    case_id = new_case(2)
    with pytest.raises(IntegrityError, match="never changed"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO ledger_caseevent SELECT position, case_id, seq, 'forged', actor_id, actor_name,"
            " capacity, on_behalf_of, at, payload, prev_hash, hash FROM ledger_caseevent WHERE case_id = %s",
            [case_id.hex],
        )


@pytest.mark.postgresql
def test_truncate_is_refused_on_the_table_and_on_each_partition() -> None:
    new_case()
    for table in ("ledger_caseevent", "ledger_caseevent_2026", "ledger_caseevent_other"):
        with (
            pytest.raises(IntegrityError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"TRUNCATE {table}")


@pytest.mark.postgresql
def test_a_case_lies_in_the_partition_of_its_year_whatever_its_events_dates() -> None:
    case_id = uuid7()
    append(case_id, 2)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tableoid::regclass::text FROM ledger_caseevent WHERE case_id = %s", [case_id]
        )
        year = int(case_id.hex[:12], 16) // 31_556_952_000 + 1970
        assert cursor.fetchall() == [(f"ledger_caseevent_{year}",)]
        cursor.execute("EXPLAIN SELECT * FROM ledger_caseevent WHERE case_id = %s", [case_id])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert plan.count("ledger_caseevent_") == plan.count(f"ledger_caseevent_{year}") > 0


@pytest.mark.parametrize("column", ["hash", "prev_hash"])
def test_a_hash_has_32_bytes(column: str) -> None:
    event = queries.events(new_case(1)).get()
    event.position, event.seq = None, 2
    setattr(event, column, b"short")
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save(force_insert=True)

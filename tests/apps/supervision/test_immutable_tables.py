"""Every table of records refuses UPDATE, DELETE and TRUNCATE, on both databases, with the application's own role."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from shenpi.apps.supervision import sealing
from shenpi.apps.supervision.models import Quashing, RuleSetting, Seal, Signal
from tests.apps.supervision.sample import NOW

pytestmark = pytest.mark.django_db
TABLES = ("signal", "quashing", "rulesetting", "seal")


@pytest.fixture(autouse=True)
def rows() -> None:
    """One row in every table."""
    who = {"person_id": uuid4(), "person_name": "陈静", "at": NOW}
    made = [
        Signal(
            rule="step_due",
            level="red",
            subject="x",
            key="1",
            agency_code="A1",
            since=NOW,
            at=NOW,
            raised_at=NOW,
        ),
        Quashing(kind="signal", record_id=uuid4(), reason="重复", **who),
        RuleSetting(rule="step_due", value={"ladder": []}, reason="试行", **who),
    ]
    for row in made:
        row.save(force_insert=True)
    sealing.seal(made)


def refused(sql: str) -> None:
    with pytest.raises(DatabaseError, match="D3-068"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_changed_or_deleted(table: str) -> None:
    """D3-068: neither a row nor all of them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM supervision_{table}")
        names = [column[0] for column in cursor.description]
    for name in names:
        refused(f'UPDATE supervision_{table} SET "{name}" = "{name}"')
    refused(f"DELETE FROM supervision_{table}")
    refused(f"DELETE FROM supervision_{table} WHERE {names[0]} IS NOT NULL")


@pytest.mark.postgresql
@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_emptied(table: str) -> None:
    """D3-068: TRUNCATE passes row triggers by; a statement trigger refuses it."""
    refused(f"TRUNCATE supervision_{table}")
    refused(f"TRUNCATE supervision_{table} CASCADE")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's own")
@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_replaced(table: str) -> None:
    """D3-068: INSERT OR REPLACE deletes without asking a DELETE trigger; it is refused all the same."""
    refused(f"INSERT OR REPLACE INTO supervision_{table} SELECT * FROM supervision_{table}")


def test_rows_are_still_there() -> None:
    """What was refused changed nothing."""
    assert (Signal.objects.count(), Quashing.objects.count(), Seal.objects.count()) == (1, 1, 3)

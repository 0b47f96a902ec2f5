"""Warning records cannot be changed by anybody who reaches the database through the application's own role."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from shenpi.apps.supervision.models import WarningRecord
from shenpi.apps.supervision.recording import record_red_steps
from tests.apps.supervision.sample import HOUR, NOW, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> WarningRecord:
    step(due=-HOUR)
    record_red_steps(NOW)
    return WarningRecord.objects.get()


def refused(sql: str, *params: object) -> None:
    """Run raw SQL that the database must refuse for the reason of D3-068."""
    with pytest.raises(DatabaseError, match="D3-068"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.mark.parametrize("column", [field.column for field in WarningRecord._meta.concrete_fields])
def test_no_column_can_be_updated(record: WarningRecord, column: str) -> None:
    """D3-068: 「自动生成警示记录，并不得更改」, column by column."""
    refused(f'UPDATE supervision_warningrecord SET "{column}" = "{column}"')
    assert WarningRecord.objects.get().person_name == "王芳"


def test_no_row_can_be_deleted(record: WarningRecord) -> None:
    """D3-068: nothing disappears."""
    refused("DELETE FROM supervision_warningrecord")
    refused("DELETE FROM supervision_warningrecord WHERE step_name = %s", record.step_name)
    assert WarningRecord.objects.count() == 1


def test_the_orm_is_refused_too(record: WarningRecord) -> None:
    """D3-068: the application cannot do what it must not do, even by mistake."""
    record.person_name = "别人"
    with pytest.raises(DatabaseError, match="D3-068"), transaction.atomic():
        record.save()
    with pytest.raises((DatabaseError, ProtectedError), match="D3-068"), transaction.atomic():
        record.delete()
    assert WarningRecord.objects.get().person_name == "王芳"


@pytest.mark.postgresql
def test_the_table_cannot_be_emptied(record: WarningRecord) -> None:
    """D3-068: TRUNCATE passes row triggers by; a statement trigger refuses it."""
    refused("TRUNCATE supervision_warningrecord")
    refused("TRUNCATE supervision_warningrecord CASCADE")
    assert WarningRecord.objects.count() == 1


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's own")
@pytest.mark.parametrize("same", ["id", "task_id"])
def test_a_row_cannot_be_replaced(record: WarningRecord, same: str) -> None:
    """D3-068: INSERT OR REPLACE deletes without asking a DELETE trigger; it is refused all the same."""
    columns = [f'"{field.column}"' for field in WarningRecord._meta.concrete_fields]
    other = '"task_id"' if same == "id" else '"id"'
    values = [f"'{uuid4().hex}'" if column == other else column for column in columns]
    refused(
        f"INSERT OR REPLACE INTO supervision_warningrecord ({', '.join(columns)})"
        f" SELECT {', '.join(values)} FROM supervision_warningrecord"
    )
    assert WarningRecord.objects.get().pk == record.pk

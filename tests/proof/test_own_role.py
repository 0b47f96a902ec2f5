"""The role that the servers sign in with: the whole course of a case with it, and no way to change a record."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from shenpi.apps import timekeeping
from shenpi.apps.exchange import pumping
from shenpi.apps.ledger.models import CaseEvent
from shenpi.apps.supervision import recording, sealing, signals
from shenpi.apps.supervision.models import Signal, WarningRecord
from tests.support import county as counties

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
ROLE = "shenpi_serving"
KEPT = [
    "ledger_caseevent",
    "organisation_organisationevent",
    "supervision_filerreading",
    "supervision_matterentry",
    "supervision_quashing",
    "supervision_rulesetting",
    "supervision_seal",
    "supervision_signal",
    "supervision_warningrecord",
]


@pytest.fixture
def serving() -> Iterator[str]:
    """Grant as the owner, as an installation does, and act as the other role until the test is over."""
    said = StringIO()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        call_command("database_grant", ROLE, stdout=said)
        cursor.execute("DISCARD TEMP")
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        yield said.getvalue()
        cursor.execute("RESET ROLE")


def refused(sql: str) -> None:
    """Run what the rights alone must refuse: no trigger is asked."""
    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_a_case_runs_its_course_and_nothing_on_record_can_be_changed(serving: str) -> None:
    """D3-068, D10-084: not by UPDATE, DELETE or TRUNCATE, nor by taking the triggers away first."""
    county = counties.build()
    case = county.receive("committed")
    county.accept(case)
    pumping.settle()
    with timekeeping.at(timekeeping.now() + timedelta(days=60)):
        recording.sweep()
        signals.sweep()
    assert WarningRecord.objects.filter(case_id=case.pk).exists()
    assert CaseEvent.objects.filter(case_id=case.pk).count() >= 2
    assert Signal.objects.filter(case_id=case.pk).exists()
    assert list(sealing.verify()) == []
    assert all(table in serving for table in KEPT)
    for table in (*KEPT, "ledger_caseevent_2026"):
        with connection.cursor() as cursor:
            column = connection.introspection.get_table_description(cursor, table)[0].name
        refused(f'UPDATE {table} SET "{column}" = "{column}"')
        for change in (
            "DELETE FROM {}",
            "TRUNCATE {}",
            "DROP TABLE {}",
            "ALTER TABLE {} DISABLE TRIGGER ALL",
        ):
            refused(change.format(table))
    refused("DROP TRIGGER supervision_signal_fixed ON supervision_signal")
    refused("SET session_replication_role = replica")


@pytest.mark.parametrize("role", ["no_such_role", "shenpi"])
def test_no_unknown_role_and_not_the_owner(role: str) -> None:
    """Who owns the tables could take the triggers away: no rights are granted to such a role."""
    with pytest.raises(CommandError):
        call_command("database_grant", role)

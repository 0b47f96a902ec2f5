"""An installation from before the tallies and the seals is brought up to date when all of its tables are there."""

from datetime import UTC, datetime
from importlib import import_module
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from shenpi.apps.supervision import sealing
from shenpi.apps.supervision.models import CaseTally, MonitoredCase, PersonTally, Quashing, Seal
from shenpi.apps.supervision.recounting import differences
from tests.apps.supervision.sample import NOW, step


@pytest.mark.django_db
def test_who_worked_before_is_counted_too() -> None:
    """The migration that brought the tally of people counts the steps that had ended, as a recount does."""
    for at in (
        NOW,
        NOW,
        datetime(2026, 10, 31, 16, 0, tzinfo=UTC),
    ):  # the last is November's first hour in China
        step(person_id=UUID(int=7), ended_at=at)
    PersonTally.objects.all().delete()
    migration = import_module("shenpi.apps.supervision.migrations.0011_people")
    with connection.cursor() as cursor:
        migration.fill(None, SimpleNamespace(connection=connection, execute=cursor.execute))
    assert PersonTally.objects.get().number == 3
    assert differences() == []


@pytest.mark.django_db
def test_a_migration_of_another_app_leaves_a_half_migrated_supervision_alone() -> None:
    """Before, `migrate` of an older database failed after the first app: the tables to be filled were not there."""
    MonitoredCase.objects.create(case_id=uuid4(), source="urn:x", received_at=NOW, agency_code="A1")
    Quashing.objects.create(kind="signal", record_id=uuid4(), reason="重复", at=NOW)
    [last] = MigrationLoader(connection).graph.leaf_nodes("supervision")
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied(*last)
    call_command("migrate", "sessions", verbosity=0)
    assert (Seal.objects.count(), CaseTally.objects.count()) == (0, 0)
    recorder.record_applied(*last)
    call_command("migrate", "sessions", verbosity=0)
    assert (Seal.objects.count(), CaseTally.objects.count()) == (1, 1)
    assert differences() == []
    assert list(sealing.verify()) == []

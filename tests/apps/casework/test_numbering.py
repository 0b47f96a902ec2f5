"""Case numbers on PostgreSQL: drawn without waiting for the disc, and only they."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from shenpi.apps.casework import numbering
from shenpi.core.identifiers import CaseNumber

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def hurried():
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        return cursor.fetchone()[0] != "off"


@pytest.fixture
def durable(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET synchronous_commit")


@pytest.mark.postgresql
def test_nothing_but_a_number_goes_without_waiting_for_the_disc(durable):
    first = CaseNumber.parse(numbering.next_case_number(MONDAY))
    assert hurried()
    with transaction.atomic():
        second = CaseNumber.parse(numbering.next_case_number(MONDAY))
        assert hurried()
    assert second.serial == first.serial + 1

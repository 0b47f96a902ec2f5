"""The ledger is found out to be changed, and a row that is not what its ledger says; an old ledger is understood."""

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from shenpi.apps import timekeeping
from shenpi.apps.casework import replay
from shenpi.apps.casework.models import Case, Delivery, Task
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.ledger.models import CaseEvent
from shenpi.apps.ledger.verification import verify
from shenpi.core.ledger import FaultKind
from shenpi.core.ledger.canonical import canonical
from shenpi.core.ledger.event import event_hash
from tests.proof.undoing import undone
from tests.support import county as counties
from tests.support.county import County

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def county() -> County:
    return counties.build(("committed",))


def change(case: Case, seq: int, assignment: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        key = Case._meta.pk.get_db_prep_value(case.pk, connection)
        cursor.execute(
            f"UPDATE ledger_caseevent SET {assignment} WHERE case_id = %s AND seq = %s", [*values, key, seq]
        )
        assert cursor.rowcount == 1


def reword(case: Case, seq: int) -> tuple[int, FaultKind]:
    """Change what an event says."""
    found = ledger.events(case.pk).get(seq=seq)
    change(
        case,
        seq,
        "payload = %s",
        CaseEvent._meta.get_field("payload").get_db_prep_save(spoilt(found), connection),
    )
    return seq, FaultKind.ALTERED


def rename(case: Case, seq: int) -> tuple[int, FaultKind]:
    """Put the act on somebody else."""
    change(case, seq, "actor_name = %s", "冯某")
    return seq, FaultKind.ALTERED


def redate(case: Case, seq: int) -> tuple[int, FaultKind]:
    """Bring a late act back into its limit."""
    change(case, seq, "at = %s", "2026-02-27 01:00:00")
    return seq, FaultKind.ALTERED


def remove(case: Case, seq: int) -> tuple[int, FaultKind]:
    """Let an event disappear; that the last one is gone shows by the case's own row."""
    with connection.cursor() as cursor:
        key = Case._meta.pk.get_db_prep_value(case.pk, connection)
        cursor.execute("DELETE FROM ledger_caseevent WHERE case_id = %s AND seq = %s", [key, seq])
    return seq, FaultKind.MISSING


def forge(case: Case, seq: int) -> tuple[int, FaultKind]:
    """Change an event and make its hash fit: then the next one, or the case's own row, does not fit it."""
    found = ledger.events(case.pk).get(seq=seq)
    reword(case, seq)
    body = hashlib.sha256(canonical(spoilt(found))).digest()
    names = ("case_id", "seq", "type", "actor_id", "actor_name", "capacity", "on_behalf_of", "at")
    parts = {name: getattr(found, name) for name in names}
    change(case, seq, "hash = %s", event_hash(**parts, payload_hash=body, prev_hash=bytes(found.prev_hash)))
    return (seq, FaultKind.ALTERED) if seq == case.event_seq else (seq + 1, FaultKind.WRONG_LINK)


def spoilt(found: CaseEvent) -> dict[str, Any]:
    return {**found.payload, "remark": "事后添加"}


@contextmanager
def without_triggers() -> Iterator[None]:
    """Be the database's superuser inside the block, and take everything back afterwards."""
    with undone(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_caseevent'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        yield


@pytest.mark.parametrize("tamper", [reword, rename, redate, remove, forge])
def test_a_tampered_event_is_named(
    county: County, tamper: Callable[[Case, int], tuple[int, FaultKind]]
) -> None:
    """Whoever gets past the triggers is found out: case, event and kind of fault are named."""
    with timekeeping.at(MONDAY):
        whole, case = county.receive("committed"), county.receive("committed")
        county.accept(case)
        county.examine_all(case)
        county.decide(case)
    case.refresh_from_db()
    assert list(verify()) == []
    for seq in range(1, case.event_seq + 1):
        with without_triggers():
            expected = tamper(case, seq)
            assert [(fault.case_id, fault.seq, fault.kind) for fault in verify()] == [(case.pk, *expected)]
            assert list(verify(whole.pk)) == []
            told = io.StringIO()
            with pytest.raises(CommandError):
                call_command("ledger_verify", "--no-progress", stdout=told)
            assert f"{case.pk}: 第 {expected[0]} 号事件" in told.getvalue()
    assert list(verify()) == []


def test_a_tampered_row_is_named(county: County) -> None:
    """The rows are what people see: one that was changed past the acts differs from its ledger."""
    case = county.receive("committed")
    Case.objects.filter(pk=case.pk).update(state="completed")
    Task.objects.filter(case=case).delete()
    case.materials.filter(key="plan").update(sha256="f" * 64)  # D3-032: frozen materials never change
    faults = replay.differences(Case.objects.get(pk=case.pk))
    assert [fault.partition(":")[0] for fault in faults] == ["state", "open_tasks", "materials"]


def test_what_was_served_before_deliveries_had_ids_is_found_by_way_and_moment(county: County) -> None:
    """A database of the first days is upgraded as it is: its ledger says how and when, and so must the row."""
    with timekeeping.at(MONDAY):
        case = county.receive("committed")
        county.accept(case)
        county.examine_all(case)
        county.decide(case, "refuse", reason="不符合规划", basis="第五十七条")
        county.finish(case)
    served = ledger.events(case.pk).get(type="document.served")
    told = {key: said for key, said in served.payload.items() if key != "delivery"}
    field, row = CaseEvent._meta.get_field("payload"), Delivery.objects.filter(case=case)
    with without_triggers():
        change(case, served.seq, "payload = %s", field.get_db_prep_save(told, connection))
        assert replay.differences(Case.objects.get(pk=case.pk)) == []
        for wrong in ({"served_at": MONDAY + timedelta(days=1)}, {"method": "left"}, {"state": "failed"}):
            with undone():
                row.update(**wrong)
                (fault,) = replay.differences(Case.objects.get(pk=case.pk))
                assert fault.startswith("deliveries:")

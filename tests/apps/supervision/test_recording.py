"""Red lights go on record once, to the person and the office that held the task."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from shenpi.apps.supervision.models import MonitoredStep, WarningRecord
from shenpi.apps.supervision.recording import record_red_steps
from tests.apps.supervision.sample import HOUR, NOW, case, step


@pytest.mark.django_db
def test_an_overdue_open_step_is_recorded_once() -> None:
    """D3-068: each red light creates a record by itself; a second sweep adds nothing."""
    late = step(due=-HOUR, capacity="授权")
    assert record_red_steps(NOW) == 1
    assert record_red_steps(NOW + HOUR) == 0
    record = WarningRecord.objects.get()
    assert record.task_id == late.task_id
    assert record.case_number == late.case.number
    assert (record.person_id, record.person_name, record.capacity) == (late.person_id, "王芳", "授权")
    assert (record.office_name, record.agency_name) == ("食品科", "市场监督管理局")
    assert (record.turned_red_at, record.recorded_at) == (NOW - HOUR, NOW)
    assert record.limit == "P5WD"


@pytest.mark.django_db
def test_only_what_ran_over_is_recorded() -> None:
    """D3-067: red after the limit, not at it; a resting clock (D3-042) and an end in time leave no record."""
    step(due=timedelta(0))
    step(due=HOUR)
    step(due=None)
    step(due=-HOUR, ended_at=NOW - HOUR)
    step(due=-HOUR, begun_at=None)
    assert record_red_steps(NOW) == 0
    assert record_red_steps(NOW + timedelta(microseconds=1)) == 1


@pytest.mark.django_db
def test_a_step_that_ended_late_unseen_is_recorded() -> None:
    """D3-068: the sweep was away while the step was red; the record is written all the same."""
    step(due=-2 * HOUR, ended_at=NOW - HOUR)
    assert record_red_steps(NOW) == 1
    assert WarningRecord.objects.get().turned_red_at == NOW - 2 * HOUR


@pytest.mark.django_db
def test_a_rebuilt_projection_records_nothing_twice() -> None:
    """D3-068: the record, not the projection, says what was recorded."""
    late = step(due=-HOUR)
    record_red_steps(NOW)
    MonitoredStep.objects.update(recorded_at=None)
    assert record_red_steps(NOW) == 0
    late.refresh_from_db()
    assert late.recorded_at == NOW
    assert WarningRecord.objects.count() == 1


@pytest.mark.django_db
def test_the_year_is_the_local_year_of_turning_red() -> None:
    """Requirements 11.5 (11): calendar year in Asia/Shanghai of the moment the light turned red."""
    step(due_at=datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC))
    step(due_at=datetime(2026, 12, 31, 16, 0, tzinfo=UTC))
    record_red_steps(datetime(2027, 1, 4, tzinfo=UTC))
    assert sorted(WarningRecord.objects.values_list("year", flat=True)) == [2026, 2027]


@pytest.mark.django_db
def test_the_limit_bounds_one_sweep() -> None:
    """A sweep takes the oldest first and no more than asked."""
    for hours in range(5):
        step(case(number=f"N{hours}"), due=-(hours + 1) * HOUR)
    assert record_red_steps(NOW, limit=3) == 3
    assert set(WarningRecord.objects.values_list("case_number", flat=True)) == {"N4", "N3", "N2"}
    assert record_red_steps(NOW, limit=3) == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_no_double_record() -> None:
    """D3-068 with two workers at once: every red step one record, the workers' counts add up."""
    for number in range(40):
        step(case(number=f"N{number}"), due=-HOUR)
    start, written = threading.Barrier(3), []

    def work() -> None:
        try:
            start.wait(timeout=120)
            while found := record_red_steps(NOW, limit=7):
                written.append(found)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _worker in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=300)
    record_red_steps(NOW)
    assert WarningRecord.objects.count() == 40
    assert sum(written) <= 40
    assert WarningRecord.objects.values("task_id").distinct().count() == 40


@pytest.mark.django_db
@pytest.mark.postgresql
def test_the_sweep_has_its_index() -> None:
    """The sweep reads the few unrecorded steps, not the history of all steps."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT 1 FROM supervision_monitoredstep WHERE begun_at IS NOT NULL AND recorded_at IS NULL"
            " AND (ended_at IS NULL OR ended_at > due_at) AND due_at < now()"
        )
        assert "step_unrecorded" in "\n".join(row[0] for row in cursor.fetchall())

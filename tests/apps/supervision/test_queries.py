"""Counts, lists and records: one definition of the lights, everywhere and on both databases."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext, override_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from shenpi.apps import timekeeping
from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.supervision import consequences, queries
from shenpi.apps.supervision.models import MonitoredStep, WarningRecord
from shenpi.apps.supervision.recording import record_red_steps
from shenpi.core.worktime import Light
from tests.apps.supervision.sample import HOUR, NOW, case, step

TICK = timedelta(microseconds=1)
EDGES = [at + tick for at in (0 * HOUR, 24 * HOUR, 72 * HOUR) for tick in (-TICK, 0 * TICK, TICK)]
DUE = st.none() | st.sampled_from(EDGES) | st.timedeltas(-60 * HOUR, 90 * HOUR)
READINGS = st.sampled_from([("hours", 0), ("working_day", 0), ("working_day", 4), ("working_day", 5)])
"""How D3-066 is read, and how many days after a Monday: on Friday the working day ahead is Monday."""


def expected(found: MonitoredStep, now: datetime) -> str:
    """Return the light of an open step by the core's own definition."""
    return Light.GREEN if found.due_at is None and not found.suspended else _light(found.due_at, now)


def _light(due_at: datetime | None, now: datetime) -> Light:
    return Light.of(due_at, now, timekeeping.soon(now) - now)


class SameLightsTest(TestCase):
    """D3-064 to D3-067: SQL counts what `core.worktime.Light` says, step by step."""

    @settings(deadline=None, max_examples=60)
    @given(
        st.lists(st.tuples(DUE, st.sampled_from("ABC"), st.booleans(), st.booleans()), max_size=12), READINGS
    )
    def test_counts_and_lists_agree_with_the_core(
        self, drawn: list[tuple[Any, ...]], reading: tuple[str, int]
    ) -> None:
        with override_settings(SHENPI_YELLOW=reading[0]):
            self._agree(drawn, timedelta(days=reading[1]))

    def _agree(self, drawn: list[tuple[Any, ...]], ahead: timedelta) -> None:
        now = NOW + ahead
        MonitoredStep.objects.all().delete()
        of = case()
        steps = [
            step(
                of,
                due=None if due is None else due + ahead,
                agency_code=agency,
                suspended=due is None and flag,
                ended_at=NOW if ended else None,
            )
            for due, agency, flag, ended in drawn
        ]
        lit = Counter((one.agency_code, expected(one, now)) for one in steps if one.ended_at is None)
        counted = {
            (row.code, light): getattr(row, light)
            for row in queries.lights_by_agency(now)
            for light in queries.LIGHTS
            if getattr(row, light)
        }
        assert counted == dict(lit)
        total = queries.lights(now)
        for light in queries.LIGHTS:
            behind = queries.steps(now, light=light).rows
            assert len(behind) == getattr(total, light)
            assert {expected(one, now) for one in behind} <= {light}


@pytest.mark.django_db
def test_a_count_reads_tallies_and_edges_alone() -> None:
    """The wall asks often: whole hours, the two edges, and the agencies' names; never all steps."""
    step(due=HOUR)
    for ask in (queries.lights, queries.lights_by_agency):
        with CaptureQueriesContext(connection) as asked:
            ask(NOW)
        assert len(asked) <= 4


@pytest.mark.django_db
def test_the_worst_agency_comes_first() -> None:
    """Journey 5: counts by department, names with them."""
    step(due=9 * 24 * HOUR, agency_code="A", agency_name="教育局")
    step(due=HOUR, agency_code="B", agency_name="林业局")
    step(due=-HOUR, agency_code="C", agency_name="公安局")
    assert [(row.name, row.total) for row in queries.lights_by_agency(NOW)] == [
        ("公安局", 1),
        ("林业局", 1),
        ("教育局", 1),
    ]


@pytest.mark.django_db
def test_lists_narrow_to_agency_and_office() -> None:
    """Journey 5: the list behind each number is that number's list."""
    here = step(due=HOUR, agency_code="A", office_code="A-1")
    step(due=HOUR, agency_code="A", office_code="A-2", office_name="许可科")
    step(due=HOUR, agency_code="B", office_code="B-1")
    assert [one.pk for one in queries.steps(NOW, agency="A", office="A-1").rows] == [here.pk]
    assert queries.lights(NOW, agency="A").yellow == 2
    assert queries.offices("A") == [("A-1", "食品科"), ("A-2", "许可科")]


@pytest.mark.django_db
def test_paging_walks_every_row_once() -> None:
    """Pages by key lose and repeat nothing, equal due moments and missing ones included."""
    of = case()
    made = [step(of, due=due) for due in [HOUR, HOUR, HOUR, None, None, -HOUR, 2 * HOUR] * 3]
    seen: list[Any] = []
    mark = ""
    while True:
        page = queries.page(MonitoredStep.objects.all(), "due_at", mark, size=4)
        seen += page.rows
        if not (mark := page.next):
            break
    assert sorted(one.pk for one in seen) == sorted(one.pk for one in made)
    due = [one.due_at for one in seen]
    assert due == sorted(due, key=lambda moment: (moment is None, moment or NOW))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "mark",
    ["x", "_", "2026-11-23_", f"2026-11-23T00:00:00_{UUID(int=7)}", f"昨天_{UUID(int=7)}", "_" * 500, "\x00"],
)
def test_a_bad_mark_is_refused_in_words(mark: str) -> None:
    """Bad input: a broken address of a page is answered with what to do, never with an error."""
    with pytest.raises(Invalid) as refused:
        queries.steps(NOW, after=mark)
    assert "第一页" in str(refused.value.message)


@pytest.mark.django_db
def test_a_resting_clock_has_no_due_moment() -> None:
    """D3-042: the database itself keeps `suspended` and `due_at` apart."""
    with pytest.raises(IntegrityError):
        step(due=HOUR, suspended=True)


@pytest.mark.django_db
def test_records_of_a_year_with_how_late() -> None:
    """Journey 5: who, which step, limit, how late; filtered by year."""
    open_still = step(due=-HOUR)
    ended = step(due=-2 * HOUR, ended_at=NOW - HOUR)
    step(due=-400 * 24 * HOUR)
    record_red_steps(NOW)
    this_year = queries.records(2026).rows
    assert [(one.task_id, one.ended_at) for one in this_year] == [
        (open_still.pk, None),
        (ended.pk, NOW - HOUR),
    ]
    assert queries.years() == [2026, 2025]
    assert len(queries.records(2025).rows) == 1
    assert len(queries.records(person=ended.person_id).rows) == 1
    assert queries.record(this_year[0].pk).ended_at is None
    with pytest.raises(NotFound):
        queries.record(uuid4())


@pytest.mark.django_db
def test_yearly_counts_by_person_and_office() -> None:
    """D3-069 to D3-071: counted per calendar year, per person and per office."""
    one, other = uuid4(), uuid4()
    for number in range(3):
        step(due=-(number + 1) * HOUR, person_id=one, person_name="王芳")
    step(due=-HOUR, person_id=other, person_name="赵敏")
    step(due=-HOUR, person_id=None, person_name="")
    step(due=-400 * 24 * HOUR, person_id=one)
    record_red_steps(NOW)
    assert [(row["person"], row["red"]) for row in queries.red_by_person(2026)] == [("王芳", 3), ("赵敏", 1)]
    assert [(row["office"], row["red"]) for row in queries.red_by_office(2026)] == [("食品科", 5)]
    assert list(queries.red_by_person(2026, agencies=["B"])) == []


@pytest.mark.django_db
def test_a_record_that_late_news_disproves_stays_but_does_not_count() -> None:
    """D3-068, D3-069: the record cannot be undone; nobody pays for a message that came late."""
    late = step(due=-HOUR)
    record_red_steps(NOW)
    MonitoredStep.objects.filter(pk=late.pk).update(ended_at=NOW - 2 * HOUR)
    assert WarningRecord.objects.count() == 1
    assert list(queries.red_by_person(2026)) == []
    assert list(queries.red_by_office(2026)) == []


@pytest.mark.parametrize(
    ("red", "person", "office"), [(0, 0, 0), (1, 0, 0), (2, 1, 0), (3, 2, 0), (4, 2, 0), (5, 2, 1), (9, 2, 1)]
)
def test_thresholds(red: int, person: int, office: int) -> None:
    """D3-069: two, no merit; D3-070: three, transfer; D3-071: five for an office, no merit."""
    assert len(consequences.of_person(red)) == person
    assert len(consequences.of_office(red)) == office


@pytest.mark.django_db
@pytest.mark.postgresql
def test_open_steps_are_found_by_their_partial_indexes() -> None:
    """Lean indexes: the lists read open steps only, however long the history."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    for filters, index in (
        ({}, "open_step_by_due"),
        ({"agency": "A"}, "open_step_by_"),
    ):  # few rows: either serves
        with CaptureQueriesContext(connection) as asked:
            queries.steps(NOW, light="red", **filters)
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + asked[0]["sql"])
            assert index in "\n".join(row[0] for row in cursor.fetchall())

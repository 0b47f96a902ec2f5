"""Document numbers: as printed, without gap, without duplicate (issue 2; GB/T 9704 §7.2.5)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import ConnectionHandler, connection, transaction

from shenpi.apps.documents import issuing, kinds, numbers
from shenpi.apps.documents.models import NumberSeries
from shenpi.apps.documents.samples import CASE, COMMON, FACTS, ISSUED
from shenpi.config import environment

WORKERS, EACH = 4, 50
SERIES = ("广安区自然资", "许准决", 2026)


def in_parallel(work: Callable[[int], list[str | None]]) -> list[str]:
    """Let the workers take their numbers at the same time and return all that were not rolled back."""
    with ThreadPoolExecutor(WORKERS) as pool:
        return [number for taken in pool.map(work, range(WORKERS)) for number in taken if number]


def expected(count: int) -> list[str]:
    return sorted(numbers.text(*SERIES, serial) for serial in range(1, count + 1))


@pytest.mark.django_db(transaction=True)
def test_numbers_under_concurrency_on_the_suites_database() -> None:
    """Every fifth transaction is rolled back; its number is given to somebody else."""

    def work(worker: int) -> list[str | None]:
        taken: list[str | None] = []
        for turn in range(EACH):
            with transaction.atomic():
                number = numbers.next_number(*SERIES)
                if turn % 5 == worker:
                    transaction.set_rollback(True)
                    number = None
            taken.append(number)
        connection.close()
        return taken

    assert sorted(in_parallel(work)) == expected(WORKERS * EACH * 4 // 5)


@pytest.fixture
def series_url(postgres_url: str, django_db_blocker: pytest.FixtureRequest) -> str:
    """A PostgreSQL database that holds the table of number series and nothing else."""
    with django_db_blocker.unblock():
        bare = ConnectionHandler({"default": environment.database(postgres_url)})["default"]
        with bare.schema_editor() as editor:
            editor.create_model(NumberSeries)
        bare.close()
    return postgres_url


def test_numbers_under_concurrency_on_postgresql(series_url: str) -> None:
    """Four connections take fifty numbers each, and roll back every fifth transaction."""

    def work(worker: int) -> list[str | None]:
        taken: list[str | None] = []
        with psycopg.connect(series_url) as own:
            for turn in range(EACH):
                (serial,) = own.execute(numbers.ALLOCATE, numbers.parameters(*SERIES)).fetchone()
                if turn % 5 == worker:
                    own.rollback()
                    taken.append(None)
                else:
                    own.commit()
                    taken.append(numbers.text(*SERIES, serial))
        return taken

    assert sorted(in_parallel(work)) == expected(WORKERS * EACH * 4 // 5)


@pytest.mark.django_db
def test_each_agency_nature_and_year_has_its_own_series() -> None:
    taken = [
        numbers.next_number("广安区自然资", "许准决", 2026),
        numbers.next_number("广安区自然资", "许准决", 2026),
        numbers.next_number("广安区自然资", "许不准决", 2026),
        numbers.next_number("广安区自然资", "许准决", 2027),
        numbers.next_number("广安区住建", "许准决", 2026),
    ]
    assert taken == [
        "广安区自然资许准决〔2026〕1号",
        "广安区自然资许准决〔2026〕2号",
        "广安区自然资许不准决〔2026〕1号",
        "广安区自然资许准决〔2027〕1号",
        "广安区住建许准决〔2026〕1号",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_number_needs_the_transaction_that_uses_it() -> None:
    with pytest.raises(RuntimeError):
        numbers.next_number(*SERIES)
    assert not NumberSeries.objects.exists()


@pytest.mark.django_db
def test_a_document_is_numbered_in_the_year_of_shanghai() -> None:
    """At 17:00 UTC on 31 December it is already the new year in Shanghai."""
    eve = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    document = issuing.prepare("grant_decision", case_id=CASE, agency_short="甲", data=COMMON, at=eve)
    assert document.number == "甲许准决〔2027〕1号"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", kinds.KINDS)
def test_every_kind_can_be_issued_and_kept(kind: str) -> None:
    document = issuing.prepare(
        kind, case_id=CASE, agency_short="广安区自然资", data={**COMMON, **FACTS[kind]}, at=ISSUED
    )
    document.save()
    document.refresh_from_db()
    assert document.state == "pending"
    assert bool(document.number) == (kind not in ("receipt_voucher", "service_proof"))


@pytest.mark.django_db
def test_a_refusal_without_reason_is_not_issued() -> None:
    """Licence Law art. 38.2: a refusal gives its reasons; no number is spent on one that does not."""
    with pytest.raises(ValueError, match="reason"):
        issuing.prepare(
            "refusal_decision", case_id=CASE, agency_short="甲", data={**COMMON, "reason": ""}, at=ISSUED
        )
    assert not NumberSeries.objects.exists()

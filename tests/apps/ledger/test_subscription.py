"""Readers take every event once; on PostgreSQL in spite of late commits and rolled-back positions."""

from collections.abc import Iterator
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction

from shenpi.apps.ids import uuid7
from shenpi.apps.ledger import subscription, writing
from shenpi.apps.ledger.models import Subscriber
from shenpi.core.ledger import Actor, seal
from tests.apps.ledger.support import MOMENT, append, new_case


def take(limit: int = 100, name: str = "test") -> list[tuple[UUID, int]]:
    with transaction.atomic():
        return [(event.case_id, event.seq) for event in subscription.take(name, limit=limit)]


@pytest.mark.django_db
def test_each_reader_takes_each_event_once_in_order() -> None:
    case = new_case(5)
    assert subscription.pending("test")
    assert take(limit=2) == [(case, 1), (case, 2)]
    assert take(limit=9) == [(case, 3), (case, 4), (case, 5)]
    assert not subscription.pending("test")
    assert take() == []
    assert len(take(name="other")) == 5
    append(case)
    assert take() == [(case, 6)]


@pytest.mark.django_db
def test_what_fails_after_reading_is_read_again() -> None:
    case = new_case(1)
    with transaction.atomic():
        assert len(subscription.take("test", limit=9)) == 1
        transaction.set_rollback(True)
    assert take() == [(case, 1)]


@pytest.mark.django_db(transaction=True)
def test_reading_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        subscription.take("test", limit=1)


@pytest.mark.django_db
def test_looking_for_news_is_one_query(django_assert_num_queries) -> None:
    new_case()
    take()
    with django_assert_num_queries(1):
        assert not subscription.pending("test")


@pytest.fixture
def other_connections(transactional_db) -> Iterator[list[psycopg.Connection]]:
    """Two more connections to the suite's database, each with a transaction of its own."""
    given = connection.get_connection_params()
    keys = ("dbname", "user", "password", "host", "port")
    parameters = {key: given[key] for key in keys if key in given}
    opened = [psycopg.connect(**parameters) for _ in range(2)]
    yield opened
    for other in opened:
        other.close()


def write(other: psycopg.Connection) -> UUID:
    event = seal(
        case_id=uuid7(), seq=1, type="case.received", actor=Actor(None, "系统"), capacity="system", at=MOMENT,
        payload={},
    )  # fmt: skip
    other.execute(writing.INSERT, writing.row(event, "postgresql"))
    return event.case_id


@pytest.mark.postgresql
def test_a_transaction_that_commits_late_is_not_skipped(other_connections: list[psycopg.Connection]) -> None:
    slow, quick = other_connections
    late, early = write(slow), write(quick)
    quick.commit()
    assert take() == [(early, 1)]
    assert Subscriber.objects.get(pk="test").gaps
    assert take() == []
    slow.commit()
    assert subscription.pending("test")
    assert take() == [(late, 1)]
    assert take() == []
    assert not Subscriber.objects.get(pk="test").gaps


@pytest.mark.postgresql
def test_nor_when_it_took_its_number_late_and_its_position_early(
    other_connections: list[psycopg.Connection],
) -> None:
    """Order by transaction number alone, or "below the oldest running transaction", would lose this one."""
    old, young = other_connections
    old.execute("SELECT pg_current_xact_id()")
    late = write(young)
    early = write(old)
    old.commit()
    assert take() == [(early, 1)]
    young.commit()
    assert take() == [(late, 1)]


@pytest.mark.postgresql
def test_a_rolled_back_position_is_given_up_and_a_long_transaction_holds_up_nobody(
    other_connections: list[psycopg.Connection],
) -> None:
    failing, busy = other_connections
    busy.execute("SELECT pg_current_xact_id()")
    write(failing)
    failing.rollback()
    following = new_case(1)
    assert take() == [(following, 1)]
    assert Subscriber.objects.get(pk="test").gaps
    busy.commit()
    take()
    assert not Subscriber.objects.get(pk="test").gaps

"""One process with all zones: the same messages travel in the database, take effect once, and nothing is lost."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from shenpi.apps import exchange, timekeeping
from shenpi.apps.exchange import acts, consumers, keeping, pumping, queries, relay
from shenpi.apps.exchange.models import InboxMessage, OutboxMessage, State
from shenpi.apps.ledger.models import Subscriber
from shenpi.core.contracts import ContractBroken
from tests.apps.exchange.samples import case, record, withdrawal
from tests.core.contracts.samples import MOMENT

pytestmark = pytest.mark.django_db


class Seen(list[dict[str, Any]]):
    """A consumer that remembers, and refuses while it is told to."""

    refuses: str | None = None

    def __call__(self, message: dict[str, Any]) -> None:
        if self.refuses in (message["subject"], "all"):
            raise ValueError("not now")
        self.append(message)

    def course(self, case_id: UUID) -> list[int]:
        return [message["data"]["seq"] for message in self if message["subject"] == str(case_id)]


@pytest.fixture
def public() -> Seen:
    seen = Seen()
    consumers.register("shenpi.case.*", "public", seen)
    return seen


def test_each_zone_gets_each_event_once_in_order(public: Seen) -> None:
    supervision = Seen()
    consumers.register("shenpi.case.*", "supervision", supervision)
    first, second = case(3), case(1)
    assert pumping.pump() > 0
    for seen in (public, supervision):
        assert seen.course(first) == [1, 2, 3, 4]
        assert seen.course(second) == [1, 2]
    assert pumping.pump() == 0
    assert len(public) == 6
    assert not InboxMessage.objects.exclude(state=State.DONE).exists()
    assert {str(content) for content in InboxMessage.objects.values_list("message", flat=True)} == {"{}"}


def test_nothing_new_costs_two_queries(public: Seen, django_assert_num_queries) -> None:
    case(1)
    pumping.pump()
    with django_assert_num_queries(2):
        assert pumping.pump() == 0


def test_an_event_told_again_is_the_same_message(public: Seen) -> None:
    case(2)
    pumping.pump()
    Subscriber.objects.all().delete()
    pumping.pump()
    assert len(public) == 3


def test_many_at_once() -> None:
    calls: list[list[int]] = []
    consumers.register_many(
        "shenpi.case.*", "public", lambda all_: calls.append([m["data"]["seq"] for m in all_])
    )
    case(4)
    pumping.pump()
    assert calls == [[1, 2, 3, 4, 5]]


def test_patterns_choose_types_and_zones() -> None:
    exact, elsewhere = Seen(), Seen()
    consumers.register("shenpi.case.received", "public", exact)
    consumers.register("shenpi.case.*", "internal", elsewhere)
    case(2)
    pumping.pump()
    assert [m["type"] for m in exact] == ["shenpi.case.received"]
    assert elsewhere == []


def test_a_refused_message_stays_and_holds_up_no_other(public: Seen) -> None:
    bad, good = case(1), case(1)
    public.refuses = str(bad)
    with timekeeping.at(MOMENT):
        pumping.pump()
        assert public.course(good) == [1, 2]
        assert public.course(bad) == []
        stuck = queries.stuck_incoming()
        assert [(row.subject, row.attempts, row.error) for row in stuck] == [
            (str(bad), 1, "ValueError: not now")
        ] * 2
        pumping.pump()
        assert stuck.first().attempts == 1, "not before its time"
    public.refuses = None
    with timekeeping.at(MOMENT + timedelta(seconds=3)):
        pumping.pump()
    assert public.course(bad) == [1, 2]
    assert not queries.stuck_incoming()


def test_a_request_that_nobody_acts_on_is_not_lost_silently() -> None:
    exchange.send(withdrawal())
    pumping.pump()
    assert queries.stuck_incoming().get().error == "NobodyActs: shenpi.application.withdrawal_requested"


def test_what_a_refusing_consumer_wrote_is_undone(public: Seen) -> None:
    def writes_then_fails(message: dict[str, Any]) -> None:
        Subscriber.objects.create(name=message["id"])
        raise LookupError("later")

    consumers.register("shenpi.case.*", "public", writes_then_fails)
    case()
    pumping.pump()
    assert set(Subscriber.objects.values_list("name", flat=True)) == {"exchange"}
    assert queries.stuck_incoming().get().error == "LookupError: later"


def test_after_eight_attempts_a_person_is_asked_and_replay_helps(public: Seen) -> None:
    bad = case()
    public.refuses = "all"
    moment = MOMENT
    for _ in range(8):
        with timekeeping.at(moment):
            pumping.pump()
        moment += timedelta(hours=2)
    (dead,) = [queue for queue in queries.queues() if queue.zone == "public"]
    assert (dead.direction, dead.waiting, dead.dead) == ("in", 0, 1)
    with timekeeping.at(moment):
        pumping.pump()
    assert queries.stuck_incoming().get().attempts == 8
    public.refuses = None
    call_command("exchange_status")
    call_command("exchange_replay")
    pumping.pump()
    assert public.course(bad) == [1]
    assert not queries.queues()


def test_consuming_may_record_and_the_next_round_tells_it(public: Seen) -> None:
    def receive(message: dict[str, Any]) -> None:
        record(UUID(message["subject"]), "case.received", _RECEIVED)

    consumers.register("shenpi.application.withdrawal_requested", "internal", receive)
    message = withdrawal()
    exchange.send(message)
    pumping.settle()
    assert public.course(UUID(message["subject"])) == [1]


def test_sending_the_same_message_twice_is_sending_it_once() -> None:
    seen = Seen()
    consumers.register("shenpi.application.withdrawal_requested", "internal", seen)
    message = withdrawal()
    for _ in range(2):
        exchange.send(message)
        pumping.settle()
    assert seen == [message]


def test_sending_what_breaks_the_contract_is_refused() -> None:
    with pytest.raises(ContractBroken, match=r"data\.reason"):
        exchange.send(withdrawal(reason="长" * 2001))
    assert not InboxMessage.objects.exists()


def test_an_event_that_cannot_be_told_is_kept_and_holds_up_nobody(
    public: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = case()
    record(bad, "case.decided", {"opened": []})
    good = case()
    pumping.pump()
    assert public.course(good) == [1]
    assert public.course(bad) == [1]
    kept = OutboxMessage.objects.get()
    assert (kept.state, kept.subject, kept.type) == (State.DEAD, str(bad), "shenpi.case.decided")
    assert "outcome" in kept.error
    assert acts.replay() == 1, "still untold: kept again"
    assert OutboxMessage.objects.get().state == State.DEAD
    monkeypatch.setattr(relay, "from_case_event", lambda event, first: iter([("public", withdrawal())]))
    acts.replay()
    assert not OutboxMessage.objects.exists()


def test_done_rows_are_forgotten_after_thirty_days(public: Seen) -> None:
    with timekeeping.at(MOMENT):
        case()
        pumping.pump()
    with timekeeping.at(MOMENT + timedelta(days=29)):
        assert keeping.purge() == 0
        case()
    with timekeeping.at(MOMENT + timedelta(days=31)):
        assert keeping.purge() == 2
    assert InboxMessage.objects.count() == 0


def test_zones_that_are_not_served_here_wait(public: Seen, settings) -> None:
    settings.SHENPI_ZONES = frozenset({"internal"})
    case_id = case()
    pumping.pump()
    assert public == []
    settings.SHENPI_ZONES = frozenset({"public"})
    record(case_id, "case.withdrawn", {"reason": "", "opened": []})
    pumping.pump()
    assert public.course(case_id) == [1], "the public zone's process does not read the ledger"


_RECEIVED = {
    "number": "1", "item_code": "1", "item_name": "事项", "agency_code": "1", "agency": "机关", "private": False,
    "received_at": "2026-03-02T01:30:00Z",
}  # fmt: skip


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_zone_is_worked_on_by_one_process_at_a_time(public: Seen) -> None:
    import psycopg

    given = connection.get_connection_params()
    keys = ("dbname", "user", "password", "host", "port")
    with psycopg.connect(**{key: given[key] for key in keys if key in given}) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s, hashtext('public'))", [0x5348454E])
        case()
        pumping.pump()
        assert public == []
        other.rollback()
        pumping.pump()
        assert len(public) == 1

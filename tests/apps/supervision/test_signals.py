"""Signals go on record once, at the level and moment that the settings say, and stay what they are."""

import threading
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from shenpi.apps import timekeeping
from shenpi.apps.supervision import sealing, signals
from shenpi.apps.supervision.models import MonitoredCase, Quashing, RuleSetting, Seal, Signal
from shenpi.apps.supervision.projection import project
from shenpi.core import contracts
from tests.apps.supervision.messages import PERSON, Story
from tests.apps.supervision.sample import NOW

DUE = NOW + timedelta(days=7)
VOUCHER = [{"id": str(uuid4()), "kind": "receipt_voucher"}]


def told(name: str = "case", **step: Any) -> Story:
    """A case whose one open step falls due at DUE."""
    story = Story(name)
    opened = {"name": f"审查 {name}", "due_at": contracts.moment(DUE)} | step
    story.received(
        opened=[opened], documents=VOUCHER, answer_due_at=contracts.moment(DUE + timedelta(days=90))
    )
    with timekeeping.at(NOW):
        project(story.messages)
    return story


def raised() -> list[tuple[str, str]]:
    return list(Signal.objects.order_by("at", "pk").values_list("rule", "level"))


@pytest.mark.django_db
def test_signals_climb_and_are_written_once() -> None:
    """D10-046, D10-047: a warning, a yellow and a red card, each once, to the holder, however often one looks."""
    told()
    moments = (NOW, DUE - timedelta(hours=23), DUE, DUE + timedelta(seconds=1), DUE + timedelta(days=4))
    counts = []
    for moment in moments:
        signals.look(moment)
        signals.look(moment)
        counts.append(Signal.objects.count())
    assert counts == [0, 1, 1, 2, 3]
    assert raised() == [("step_due", "warning"), ("step_due", "yellow"), ("step_due", "red")]
    card = Signal.objects.get(level="yellow")
    assert (card.person_id, card.person_name, card.office_name) == (PERSON, "王芳", "食品科")
    assert (card.since, card.at, card.raised_at) == (DUE, DUE, DUE + timedelta(seconds=1))


@pytest.mark.django_db
def test_nobody_looks_before_it_is_time() -> None:
    """A case is looked at when a message changed it or when time may have made a difference, not else."""
    told()
    assert signals.look(NOW) == 1
    assert signals.look(NOW) == 0
    assert MonitoredCase.objects.get().look_at == DUE - timedelta(hours=24)
    assert signals.look(DUE) == 1


@pytest.mark.django_db
def test_a_late_message_quashes_what_it_disproves() -> None:
    """A card stays and carries why it does not count: the step had ended in time, the message came late."""
    story = told()
    signals.look(DUE + timedelta(hours=1))
    assert ("step_due", "yellow") in raised()
    before = raised()
    project([story.tell("case.step.ended", ended="审查 case")])
    signals.look(DUE + timedelta(days=9))
    assert raised() == before
    quashed = Quashing.objects.get()
    assert quashed.record_id == Signal.objects.get(level="yellow").pk
    assert (quashed.person_id, quashed.reason) == (None, signals.DISPROVED)


@pytest.mark.django_db
def test_an_extension_granted_afterwards_excuses_nothing() -> None:
    """行政许可法 art. 42: a card raised before the extension was granted stands."""
    story = told()
    signals.look(DUE + timedelta(hours=1))
    story.at = DUE + timedelta(days=1)
    moved = {
        "task_id": story.messages[0]["data"]["opened"][0]["task_id"],
        "due_at": contracts.moment(DUE + timedelta(days=20)),
    }
    extended = story.tell("case.extension.granted", extension="P10WD", approver="李强", rescheduled=[moved])
    project([extended, story.tell("case.step.ended", ended="审查 case")])
    signals.look(DUE + timedelta(days=30))
    assert not Quashing.objects.exists()


@pytest.mark.django_db
def test_settings_are_data_per_agency_and_item() -> None:
    """The issue: rules per item and agency; the closest scope counts, and of one scope the latest."""

    def decide(value: dict[str, Any], minutes: int, **scope: str) -> None:
        at = NOW + timedelta(minutes=minutes)
        RuleSetting.objects.create(
            rule="step_due", value=value, reason="试行", person_id=PERSON, person_name="陈静", at=at, **scope
        )

    decide({"ladder": [["red", "PT0H"]]}, 1, agency_code="A1")
    decide({"ladder": [], "enabled": False}, 2)
    told("ours")
    other = Story("theirs", agency_code="A2", item_code="511602-0002")
    other.received(opened=[{"name": "审查", "due_at": contracts.moment(DUE)}], documents=VOUCHER)
    project(other.messages)
    signals.look(DUE + timedelta(hours=1))
    found = Signal.objects.filter(rule="step_due").values_list("agency_code", "level")
    assert list(found) == [("A1", "red")]
    decide({"ladder": [["anomaly", "PT0H"]]}, 3, agency_code="A1", item_code="511602-0001")
    told("third")
    signals.look(DUE + timedelta(hours=1))
    assert Signal.objects.order_by("-pk").first().level == "anomaly"


@pytest.mark.django_db(transaction=True)
def test_two_workers_record_nothing_twice() -> None:
    """Workers at once: every card once, under a chain that holds."""
    for number in range(24):
        told(f"case {number}")
    start = threading.Barrier(3)

    def work() -> None:
        try:
            start.wait(timeout=120)
            while signals.look(DUE + timedelta(hours=1), limit=5):
                pass
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _worker in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=300)
    signals.look(DUE + timedelta(hours=1), limit=100)
    cards = Signal.objects.filter(rule="step_due", level="yellow")
    assert cards.count() == cards.values("subject").distinct().count() == 24
    assert list(sealing.verify()) == []


@pytest.mark.django_db
def test_a_killed_worker_loses_and_doubles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What dies between the signals and the mark of the look leaves neither."""
    told()

    def die(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sealing, "seal", die)
        with pytest.raises(KeyboardInterrupt):
            signals.look(DUE + timedelta(hours=1))
    assert not Signal.objects.exists()
    signals.look(DUE + timedelta(hours=1))
    assert raised() == [("step_due", "yellow")]


@pytest.mark.django_db
def test_the_chain_names_what_a_superuser_changed() -> None:
    """The issue: the verifier names a record that somebody changed, took away or slipped in behind the triggers."""
    for name in ("a", "b", "c", "d"):
        told(name)
    signals.look(DUE + timedelta(hours=1))
    call_command("supervision_verify")
    changed, gone, kept, _last = Signal.objects.order_by("pk")
    disarm()
    Signal.objects.filter(pk=changed.pk).update(person_name="别人")
    Signal.objects.filter(pk=gone.pk).delete()
    Signal.objects.bulk_create([slipped := Signal(**{**values_of(kept), "id": uuid4(), "key": "x"})])
    assert {(fault.fault, fault.row_id) for fault in sealing.verify()} == {
        ("changed", str(changed.pk)),
        ("missing", str(gone.pk)),
        ("unsealed", str(slipped.pk)),
    }
    with pytest.raises(CommandError, match="3 records"):
        call_command("supervision_verify")


def values_of(signal: Signal) -> dict[str, Any]:
    return {field.attname: getattr(signal, field.attname) for field in Signal._meta.concrete_fields}


def disarm() -> None:
    """Do what only a superuser can: take the triggers off (the test's transaction puts them back)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            return
        for name in ("fixed", "kept", "not_replaced"):
            cursor.execute(f"DROP TRIGGER supervision_signal_{name}")


@pytest.mark.django_db
def test_old_records_are_sealed_when_the_chain_begins() -> None:
    """An upgraded installation's records come under seal; afterwards nothing is sealed by itself."""
    told()
    signals.look(DUE + timedelta(hours=1))
    before = Seal.objects.count()
    sealing.begin_chain()
    assert Seal.objects.count() == before == 1

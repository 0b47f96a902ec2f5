"""Fees: notified the same day, and never lapsed while the applicant's declaration waits for the window."""

from datetime import UTC, datetime, timedelta

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, replay, sweeps
from shenpi.apps.casework.models import Case, Task, Timer
from shenpi.apps.documents.models import Document
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.ledger.models import CaseEvent
from tests.support import county as counties

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""09:00 in Shanghai."""


@pytest.fixture
def county():
    return counties.build(("committed",))


@pytest.fixture
def asked(county):
    """A granted case whose fee is asked for."""
    with timekeeping.at(MONDAY):
        case = county.receive("committed")
        county.accept(case)
        county.examine_all(case)
        county.decide(case)
        acts.notify_payment(case.id, county.task(case, "notify_payment").id, by=county["clerk"])
    return case


def reload(case):
    return Case.objects.get(pk=case.pk)


def declare(case, moment):
    with timekeeping.at(moment):
        acts.note_declaration(case.id, receipt_number="川财1", declared_at=moment)


def sweep(moment):
    with timekeeping.at(moment):
        return sweeps.sweep()


def test_the_notice_is_due_the_same_day(county):
    """D3-054: 于当日通知申请人."""
    with timekeeping.at(MONDAY):
        case = county.receive("committed")
        county.accept(case)
        county.examine_all(case)
        county.decide(case)
    task = Task.objects.get(case=case, act="notify_payment")
    assert task.limit == "P0WD"
    assert timekeeping.local(task.due_at).isoformat() == "2026-03-02T17:30:00+08:00"


def test_a_declared_fee_does_not_lapse(asked, county):
    """D3-054, D3-057: it waits for the window, however long, and is then recorded."""
    due = reload(asked).payment.due_at
    declare(asked, due - timedelta(days=1))
    assert sweep(due + timedelta(days=30)) == 0
    assert reload(asked).state == "awaiting_payment"
    assert acts.lapse_payment(Timer.objects.get(case=asked)) is False
    acts.record_payment(
        asked.id, county.task(asked, "record_payment").id, by=county["clerk"], receipt_number="川财1"
    )
    assert replay.differences(reload(asked)) == []


def test_the_payer_gets_a_voucher(asked, county):
    """D3-055: numbered, with the basis, the sum and who took note of it, and the fiscal receipt if there is one."""
    acts.record_payment(
        *(asked.id, county.task(asked, "record_payment").id),
        by=county["clerk"],
        receipt_number="POS-1",
        fiscal_number=" 川财 0009 ",
    )
    fee = reload(asked).context["fee"]
    voucher = Document.objects.get(case_id=asked.pk, kind="payment_voucher")
    stated = {"name": fee["kind"], "amount": fee["amount"], "basis": fee["basis"]}
    assert voucher.data["items"] == [stated]
    assert (voucher.data["amount"], voucher.data["receipt_number"]) == (fee["amount"], "POS-1")
    assert (voucher.data["collected_by"], voucher.data["fiscal_number"]) == (
        county["clerk"].name,
        "川财 0009",
    )
    assert "缴凭" in voucher.number
    told = CaseEvent.objects.get(case_id=asked.pk, type="payment.recorded").payload
    assert [each["kind"] for each in told["documents"]] == ["grant_decision", "payment_voucher"]
    assert replay.differences(reload(asked)) == []


def test_a_declaration_after_the_limit_stops_nothing(asked):
    due = reload(asked).payment.due_at
    declare(asked, due + timedelta(hours=1))
    assert sweep(due + timedelta(hours=2)) == 1
    assert reload(asked).outcome == "refused"


def test_a_rejected_declaration_lets_the_limit_run_on_later_by_the_time_of_checking(asked, county):
    due = reload(asked).payment.due_at
    declare(asked, due - timedelta(days=1))
    task = county.task(asked, "record_payment")
    with timekeeping.at(due + timedelta(days=3)):
        with pytest.raises(Invalid):
            acts.reject_declaration(asked.id, task.id, by=county["clerk"], reason=" ")
        acts.reject_declaration(asked.id, task.id, by=county["clerk"], reason="票据号码不存在。")
        with pytest.raises(Refusal):
            acts.reject_declaration(asked.id, task.id, by=county["clerk"], reason="再次。")
    fee = reload(asked).payment
    assert (fee.declared_at, fee.declared_number) == (None, "")
    assert fee.due_at >= due + timedelta(days=4)
    assert county.task(asked, "record_payment").due_at == fee.due_at
    assert sweep(fee.due_at - timedelta(minutes=1)) == 0
    declare(asked, fee.due_at - timedelta(minutes=1))
    assert sweep(fee.due_at + timedelta(days=9)) == 0, "declared anew"
    assert replay.differences(reload(asked)) == []


def test_without_a_declaration_it_lapses(asked):
    assert sweep(reload(asked).payment.due_at + timedelta(minutes=1)) == 1
    assert reload(asked).state == "decided"
    assert replay.differences(reload(asked)) == []

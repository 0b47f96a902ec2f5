"""Supervision beside the approval system: what it knows from messages is what the approval system did."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.exchange import pumping
from shenpi.apps.supervision import queries, signals
from shenpi.apps.supervision.models import OPEN, MonitoredCase, MonitoredStep, Signal, WarningRecord
from shenpi.apps.supervision.recording import record_red_steps
from tests.support import county as counties

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
FOR_THE_APPLICANT = ("await_supplement", "record_payment")


@pytest.fixture
def county() -> Iterator[counties.County]:
    with timekeeping.at(MONDAY):
        yield counties.build()


def agree() -> None:
    """Pump, then compare the open steps of both sides, row by row."""
    pumping.settle()
    open_here = {
        task.id: (task.name, task.holder_id, None if task.act in FOR_THE_APPLICANT else task.due_at)
        for task in Task.objects.all()
    }
    known = {
        step.task_id: (step.name, step.person_id, step.due_at) for step in MonitoredStep.objects.filter(OPEN)
    }
    assert known == open_here
    states = dict(Case.objects.values_list("id", "state"))
    assert dict(MonitoredCase.objects.values_list("case_id", "state")) == states


def test_every_act_is_known_at_once(county: counties.County) -> None:  # D10-023, D10-036
    """D1-027, D10-050: after every act of the granting path both systems agree, to the end."""
    case = county.receive()
    agree()
    county.accept(case)
    agree()
    county.examine_all(case)
    agree()
    county.decide(case)
    agree()
    acts.notify_payment(case.id, county.task(case, "notify_payment").id, by=county["clerk"])
    agree()
    task = county.task(case, "record_payment")
    acts.record_payment(case.id, task.id, by=county["clerk"], receipt_number="1")
    agree()
    county.finish(case)
    agree()
    told = queries.case_file(case.id)
    assert (told.case.state, told.case.outcome) == ("completed", "granted")
    assert all(step.ended_at for step in told.steps)
    assert told.case.due_at == Case.objects.get(pk=case.id).promised_due_at


def test_an_orderly_case_raises_no_signal(county: counties.County) -> None:
    """The issue: no false alarm; the granting path and a refusal, looked at after every act by all rules."""
    case = county.receive()
    county.accept(case)
    quiet()
    county.examine_all(case)
    quiet()
    county.decide(case)
    acts.notify_payment(case.id, county.task(case, "notify_payment").id, by=county["clerk"])
    quiet()
    task = county.task(case, "record_payment")
    acts.record_payment(case.id, task.id, by=county["clerk"], receipt_number="1")
    county.finish(case)
    quiet()


def test_our_own_papers_say_that_they_are_sealed(county: counties.County) -> None:
    """D10-032: judged like a foreign system's; a paper that is printed without the seal is found out."""
    case = county.receive()
    county.accept(case)
    quiet()
    told = [paper for event in queries.case_file(case.id).events for paper in event.data.get("documents", ())]
    assert [(paper["kind"], paper["sealed"]) for paper in told] == [
        ("receipt_voucher", True),
        ("acceptance_notice", True),
    ]
    bare = county.receive()
    with patch("shenpi.apps.documents.kinds.sealed", lambda kind: kind == "receipt_voucher"):
        county.accept(bare)
    pumping.settle()
    signals.sweep()
    found = Signal.objects.get()
    assert (found.rule, found.case_id, found.words) == ("unsealed_document", bare.id, "acceptance_notice")


def quiet() -> None:
    """Pump, let the rules look, and expect that they found nothing."""
    pumping.settle()
    signals.sweep()
    assert list(Signal.objects.values_list("rule", "level", "words")) == []


def test_correction_and_withdrawal_are_known(county: counties.County) -> None:
    """D3-029, D3-033: the applicant's time lights nothing; a withdrawn case leaves no open step."""
    case = county.receive()
    task = county.task(case, "examine_formally")
    acts.request_correction(case.id, task.id, by=county["clerk"], faults={"plan": "缺少比例尺"})
    agree()
    assert queries.lights(MONDAY + timedelta(days=90)).paused == 1
    acts.withdraw(case.id, by=None, reason="不办了")
    agree()
    assert queries.lights(MONDAY).total == 0


def test_the_late_office_alone_is_recorded(county: counties.County) -> None:
    """D3-068, requirements 11.5 (10): at a parallel join the record goes to the late office and its holder."""
    case = county.receive()
    county.accept(case)
    for office in ("land", "farm"):
        acts.examine(
            case.id, county.task(case, "examine", office).id, by=county[f"{office}.h"], verdict="agree"
        )
        acts.review(
            case.id, county.task(case, "review", office).id, by=county[f"{office}.head"], verdict="agree"
        )
    late = county.task(case, "examine", "law")
    pumping.settle()
    assert record_red_steps(late.due_at) == 0
    assert record_red_steps(late.due_at + timedelta(seconds=1)) == 1
    record = WarningRecord.objects.get()
    assert (record.task_id, record.person_id) == (late.id, county["law.h"].id)
    assert (record.step_name, record.limit, record.turned_red_at) == (late.name, late.limit, late.due_at)
    assert record.office_name == late.office.name

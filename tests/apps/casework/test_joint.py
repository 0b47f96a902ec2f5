"""并联审批 across agencies: one filing, one window, one decision, other agencies' opinions in their time (art. 26)."""

from datetime import UTC, datetime, timedelta

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, queries, replay, sweeps, tray
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.catalogue.models import Item
from shenpi.apps.catalogue.publication import objections
from shenpi.apps.errors import NotAllowed
from shenpi.apps.exchange.translation import from_case_event
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.ledger.verification import verify
from shenpi.apps.organisation.queries import holdings
from shenpi.core.worktime import Limit, Unit
from tests.support import county as counties

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
AGENCIES = {"police": "区公安分局", "fire": "区消防大队"}


@pytest.fixture(autouse=True)
def monday():
    with timekeeping.at(MONDAY):
        yield


@pytest.fixture
def county():
    """The county with two more agencies, asked by its item on the joint process; a third has nothing to do with it."""
    built = counties.build(())
    counties.neighbours(built, {**AGENCIES, "other": "区文广旅局"})
    return built


def accepted(county, **options):
    county.items = counties.build_items(
        county, ("joint",), fee=False, co=("farm", *AGENCIES), options=options
    )
    case = county.receive("joint")
    county.accept(case)
    return Case.objects.get(pk=case.pk)


def answer(county, case, agency, verdict="agree"):
    why = {"reason": "出口不足", "basis": "消防法第十五条"} if verdict == "disagree" else {}
    for act, suffix in (("examine", "h"), ("review", "head")):
        task = county.task(case, act, agency)
        getattr(acts, act)(case.id, task.id, by=county[f"{agency}.{suffix}"], verdict=verdict, **why)


def finish_own(county, case):
    for office in ("land", "farm"):
        for act, suffix in (("examine", "h"), ("review", "head")):
            task = county.task(case, act, office)
            getattr(acts, act)(case.id, task.id, by=county[f"{office}.{suffix}"], verdict="agree")


def later(working_days):
    due = timekeeping.calendar().due(MONDAY, Limit(working_days, Unit.WORKING_DAYS))
    return timekeeping.at(due + timedelta(minutes=1))


def acts_open(case):
    return sorted(Task.objects.filter(case=case).values_list("act", "office__agency__name"))


def whole(case):
    assert replay.differences(Case.objects.get(pk=case.pk)) == []
    assert not list(verify(case.pk))


def test_own_offices_and_other_agencies_are_asked_at_once_and_joined(county):
    """D10-074, D7-013, D3-038: nobody waits for another, and the leader decides when all have answered."""
    case = accepted(county)
    assert acts_open(case) == [
        ("examine", "区公安分局"),
        ("examine", "区消防大队"),
        ("examine", "区自然资源局"),
        ("examine", "区自然资源局"),
    ]
    mine = holdings(county["police.h"], timekeeping.now())
    assert [task.case_id for task in tray.tasks(mine, timekeeping.now()).tasks] == [case.pk]
    answer(county, case, "police")
    finish_own(county, case)
    assert acts_open(case) == [("examine", "区消防大队")]
    answer(county, case, "fire", "disagree")
    assert acts_open(case) == [("decide", "区自然资源局")]
    county.decide(case)
    county.finish(case)
    whole(case)


def test_who_is_asked_reads_the_file_and_nobody_else(county):
    """D1-021, D6-028: the agencies that handle a case together share its file."""
    case = accepted(county)
    Item.objects.filter(pk=county.items["joint"].item_id).update(is_private=True)
    case.refresh_from_db()
    asked, stranger = (holdings(county[who], timekeeping.now()) for who in ("fire.h", "other.h"))
    assert queries.content_for(asked, case.pk) == case
    assert queries.find(asked, "前锋建材") == [case.pk]
    with pytest.raises(NotAllowed):
        queries.case_for(stranger, case.pk)
    assert queries.find(stranger, "前锋建材") == []


def test_a_late_agency_is_urged_and_supervision_learns_whose_step_it_is(county):
    """Issue 4: a missing co-agency escalates; by default its silence is not consent."""
    case = accepted(county)
    answer(county, case, "police")
    finish_own(county, case)
    with later(8):
        sweeps.sweep()
        assert acts_open(case) == [("examine", "区消防大队")], "still to be answered"
        urged = ledger.events(case.pk).last()
        assert urged.type == "agencies.urged"
        assert [each["agency"] for each in urged.payload["silent"]] == ["区消防大队"]
        answer(county, case, "fire")
        assert acts_open(case) == [("decide", "区自然资源局")]
    first, dispatched = ledger.events(case.pk).first(), ledger.events(case.pk).get(type="case.dispatched")
    told = [
        (step["office"], step.get("agency_code"))
        for zone, message in from_case_event(dispatched, first)
        if zone == "supervision"
        for step in message["data"]["opened"]
    ]
    assert sorted(told, key=str) == [
        ("业务科", "fire"),
        ("业务科", "police"),
        ("用途管制股", None),
        ("耕地保护股", None),
    ]
    assert any(zone == "supervision" for zone, _message in from_case_event(urged, first))
    whole(case)


def test_where_the_item_says_so_silence_is_consent(county):
    """Issue 4: tacit consent is a switch; nobody signs for the silent agency, and the record names it."""
    case = accepted(county, tacit_consent=True, co_agency_limit={"amount": 3, "unit": "working_days"})
    answer(county, case, "police", "disagree")
    finish_own(county, case)
    with later(3):
        sweeps.sweep()
        deemed = ledger.events(case.pk).last()
        assert deemed.type == "agencies.deemed_agreed"
        assert [each["agency"] for each in deemed.payload["silent"]] == ["区消防大队"]
        assert [step["step"] for step in deemed.payload["closed"]] == ["协办部门承办人审查"]
        assert acts_open(case) == [("decide", "区自然资源局")]
    whole(case)


def test_no_timer_speaks_when_all_have_answered(county):
    case = accepted(county)
    finish_own(county, case)
    for agency in AGENCIES:
        answer(county, case, agency)
    with later(8):
        assert sweeps.sweep() == 0
    assert ledger.events(case.pk).last().type == "step.ended"


def test_other_agencies_need_a_process_that_asks_them(county):
    """A version that names offices of other agencies cannot go out on a process that would leave them out."""
    items = counties.build_items(county, ("parallel", "joint"), fee=False, co=("farm", "fire"))
    assert "co_offices" in dict(objections(items["parallel"]))
    assert "co_offices" not in dict(objections(items["joint"]))

"""退回 by one step or several (D10-039): drawn, reasoned, always held by somebody, and with the time used counted."""

from datetime import UTC, datetime, timedelta

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, replay, returning
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.errors import Invalid, NotAllowed
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Post
from tests.support import county as counties

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
WHY = "请补充说明与规划的关系。"


@pytest.fixture
def county():
    return counties.build()


@pytest.fixture
def examined(county):
    """Return a function that brings a case on a process before the leader."""

    def bring(process):
        if process not in county.items:
            county.items |= counties.build_items(county, (process,), fee=False)
        with timekeeping.at(MONDAY):
            case = county.receive(process)
            county.accept(case)
            county.examine_all(case)
        return case

    return bring


def held(case):
    """The open steps by act and office; every one of them has a holder or an office's pool."""
    tasks = list(Task.objects.filter(case=case).select_related("office"))
    assert all(task.holder_id or task.office_id for task in tasks)
    return sorted((task.act, task.office.code) for task in tasks)


def back(county, case, act="decide", **chosen):
    task = county.task(case, act)
    due = Case.objects.get(pk=case.pk).promised_due_at
    with timekeeping.at(MONDAY + timedelta(days=2)):
        acts.send_back(case.id, task.id, by=county["leader"], reason=WHY, **chosen)
    fresh = Case.objects.get(pk=case.pk)
    assert fresh.promised_due_at == due, "time used stays counted"
    assert replay.differences(fresh) == []
    return held(case)


@pytest.mark.parametrize(
    ("process", "act", "way", "opened"),
    [
        ("committed", "decide", "send_back_handle", [("examine", "land")]),
        ("parallel", "decide", "send_back_dispatch", [("dispatch", "window")]),
        ("land", "joint_review", "send_back_dispatch", [("dispatch", "window")]),
    ],
)
def test_a_leader_returns_a_case_by_one_step_or_several(county, examined, process, act, way, opened):
    case = examined(process)
    fresh = Case.objects.get(pk=case.pk)
    assert way in {each.verdict for each in returning.ways(fresh, county.task(case, act))}
    assert back(county, case, act, way=way) == opened


def test_only_the_office_in_question_is_asked_again(county, examined):
    case = examined("parallel")
    assert len(back(county, case)) == 3
    county.examine_all(case)
    assert back(county, case, offices=[county.offices["farm"].id]) == [("examine", "farm")]
    county.examine_all(case)
    county.decide(case)
    assert Case.objects.get(pk=case.pk).state == "decided"


def test_returned_to_the_dispatch_other_offices_may_be_named(county, examined):
    case = examined("parallel")
    back(county, case, way="send_back_dispatch")
    task = county.task(case, "dispatch")
    acts.dispatch(case.id, task.id, by=county["clerk"], lead=county.offices["law"].id)
    assert held(case) == [("examine", "law")]


def test_no_office_is_named_in_which_nobody_would_handle_the_case(county, examined):
    """D3-038: a step that nobody holds would wait for ever."""
    case = examined("parallel")
    back(county, case, way="send_back_dispatch")
    task = county.task(case, "dispatch")
    Post.objects.filter(office=county.offices["law"], role="handler").delete()
    with pytest.raises(Invalid) as refused:
        acts.dispatch(case.id, task.id, by=county["clerk"], lead=county.offices["law"].id)
    assert refused.value.code == "empty_office"
    assert county.offices["law"].name in str(refused.value.message)
    offered = organisation.business_offices(case.agency_id, MONDAY)
    assert county.offices["law"] not in offered
    assert county.offices["land"] in offered


def test_no_return_without_reason_or_to_where_nothing_leads(county, examined):
    case = examined("parallel")
    task = county.task(case, "decide")
    for changes, field in (
        ({"reason": " "}, "reason"),
        ({"way": "send_back_serve"}, "way"),
        ({"way": "grant"}, "way"),
        ({"offices": [0]}, "offices"),
    ):
        with pytest.raises(Invalid) as refused:
            acts.send_back(case.id, task.id, by=county["leader"], **{"reason": WHY, **changes})
        assert field in refused.value.fields
    assert held(case) == [("decide", "chief")]


def test_only_who_holds_the_step_returns_it(county, examined):
    case = examined("committed")
    with pytest.raises(NotAllowed):
        acts.send_back(case.id, county.task(case, "decide").id, by=county["land.h"], reason=WHY)

"""The executive meeting's desk: its secretary sees what awaits it, makes the agenda and writes the minutes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, replay
from shenpi.apps.casework.models import Case
from shenpi.apps.errors import NotAllowed, Stale
from shenpi.apps.organisation.models import Person, Post
from tests.support import county as counties

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SESSION = {"held_on": "2026-03-05", "held_hour": "09:30", "place": "三楼会议室"}


@pytest.fixture
def county():
    county = counties.build()
    person = Person.objects.create(username="secretary", name="段晓岚", kind="staff")
    chief = county.offices["chief"]
    Post.objects.create(person=person, office=chief, role="secretary", valid_from=counties.LONG_AGO)
    county.people["secretary"] = person
    return county


@pytest.fixture
def case(county):
    """A case that the leader has put before the executive meeting."""
    with timekeeping.at(MONDAY):
        case = county.receive()
        county.accept(case)
        called = {"body": "executive", "ground": "major", "matter": "是否符合规划"}
        acts.call_meeting(case.pk, by=county["leader"], **called)
    return case


def text(answer):
    return answer.content.decode()


def test_from_what_awaits_the_meeting_to_its_minutes(at_desk, county, case, do):
    """D3-050, D3-051: on one list with its question and limit; arranged, moved, held, and off the list."""
    page = reverse("work_meetings")
    with timekeeping.at(MONDAY):
        shown = text(at_desk("secretary").get(page))
        assert "待排议程（1 件）" in shown
        assert "是否符合规划" in shown
        wrong = at_desk("secretary").post(page, {"held_on": "x", "cases": [str(case.pk)]})
        assert wrong.status_code == 422
        assert 'id="arrange-held_on-error"' in text(wrong)
        assert f'value="{case.pk}" checked' in text(wrong)
        past = at_desk("secretary").post(page, SESSION | {"held_on": "2026-03-01", "cases": [str(case.pk)]})
        assert past.status_code == 422
        for said in (SESSION | {"place": "二楼"}, SESSION):
            assert at_desk("secretary").post(page, said | {"cases": [str(case.pk)]}).status_code == 302
        shown = text(at_desk("leader").get(page))
        assert "待排议程（0 件）" in shown
        assert "三楼会议室" in shown
        assert "二楼" not in shown
        assert at_desk("land.h").get(page).status_code == 403
        assert "召开会议并记录" in text(at_desk("secretary").get(reverse("work_tray")))
    with timekeeping.at(MONDAY + timedelta(days=3, hours=3)):
        assert "会议时间已到" in text(at_desk("secretary").get(page))
        assert 'value="2026-03-05"' in text(at_desk("secretary").get(reverse("work_case", args=[case.pk])))
        minutes = {"held_on": "2026-03-05", "attendees": "局领导", "summary": "符合。", "conclusion": "grant"}
        held = do(at_desk("secretary"), case, "record_meeting", "record_meeting", **minutes)
        assert held.status_code == 302
        assert "是否符合规划" not in text(at_desk("secretary").get(page))
    found = Case.objects.get(pk=case.pk)
    assert found.context["meeting"]["conclusion"] == "grant"
    assert replay.differences(found) == []


def test_the_desk_asks_as_often_for_three_cases_as_for_one(
    at_desk, county, case, django_assert_max_num_queries
):
    """Issue 4, work places: at most 12 statements a page, for secretary and leader, waiting and arranged."""
    page, said = reverse("work_meetings"), {"held_at": MONDAY + timedelta(days=3), "place": "三楼"}
    with timekeeping.at(MONDAY):
        acts.arrange_meeting(case.pk, by=county["secretary"], **said)
        for _more in range(2):
            other = county.receive()
            county.accept(other)
            called = {"body": "executive", "ground": "major", "matter": "是否符合规划"}
            acts.call_meeting(other.pk, by=county["leader"], **called)
        for who in ("secretary", "leader"):
            client = at_desk(who)
            with django_assert_max_num_queries(12):
                shown = text(client.get(page))
            assert "待排议程（2 件）" in shown


def test_the_agenda_is_the_secretary_s_and_only_for_what_awaits_the_meeting(county, case):
    said = {"held_at": MONDAY + timedelta(days=3), "place": "三楼"}
    with timekeeping.at(MONDAY):
        with pytest.raises(NotAllowed):
            acts.arrange_meeting(case.pk, by=county["leader"], **said)
        other = county.receive()
        county.accept(other)
        acts.call_meeting(other.pk, by=county["leader"], body="joint", ground="routine", matter="会审")
        with pytest.raises(Stale):
            acts.arrange_meeting(other.pk, by=county["secretary"], **said)
        task = county.task(other, "record_meeting")
        assert task.holder == county["land.h"], "the joint review is the host office's to record"

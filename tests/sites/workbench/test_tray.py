"""The work list: whose tasks lie in it, how it is filtered and paged, and what it costs."""

from datetime import timedelta

import pytest
from django.urls import reverse

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Task
from shenpi.apps.organisation import acts as organisation
from shenpi.apps.organisation.models import Agency, Office, Person, Post, ServiceCentre, Window
from shenpi.sites.common import context
from tests.support.cost import DEAREST, statements
from tests.support.county import LONG_AGO

pytestmark = pytest.mark.django_db


def tray(client, **asked):
    return client.get(reverse("work_tray"), asked)


def shown(page):
    return [task.case_id for task in page.context["tasks"]]


def test_a_filter_by_act_stays_until_it_is_let_go(at_desk, county):
    received, accepted = county.receive(), county.receive()
    county.accept(accepted)
    acts.examine(
        accepted.id, county.task(accepted, "examine", "land").id, by=county["land.h"], verdict="agree"
    )
    third = county.receive()
    acts.accept(
        third.id,
        county.task(third, "examine_formally").id,
        by=county["clerk"],
        in_jurisdiction=True,
        complete=True,
        legal_form=True,
    )
    client = at_desk("clerk")
    assert set(shown(tray(client))) == {received.pk, third.pk}
    assert shown(tray(client, act="dispatch")) == [third.pk]
    again = tray(client)
    assert shown(again) == [third.pk]
    assert "分办" in again.content.decode()
    assert "显示全部待办" in again.content.decode()
    assert set(shown(tray(client, all="1"))) == {received.pk, third.pk}
    assert set(shown(tray(client))) == {received.pk, third.pk}


def test_lights_count_within_the_act_that_is_shown(at_desk, county):
    """D3-066, D3-067: three shapes, three colours, three numbers."""
    late, soon, calm = (county.receive() for _ in range(3))
    now = timekeeping.now()
    for case, due in ((late, -timedelta(days=2)), (soon, timedelta(hours=20)), (calm, timedelta(days=3))):
        Task.objects.filter(case=case).update(due_at=now + due)
    client = at_desk("clerk")
    assert tray(client).context["lights"] == {"red": 1, "yellow": 1, "green": 1}
    assert shown(tray(client)) == [late.pk, soon.pk, calm.pk]
    for light, case in (("red", late), ("yellow", soon), ("green", calm)):
        assert shown(tray(client, light=light)) == [case.pk]


def test_a_task_without_a_limit_comes_last_and_is_not_late(at_desk, county):
    timeless, timed = county.receive(), county.receive()
    Task.objects.filter(case=timeless).update(due_at=None)
    client = at_desk("clerk")
    page = tray(client)
    assert shown(page) == [timed.pk, timeless.pk]
    assert page.context["lights"] == {"red": 0, "yellow": 0, "green": 2}


def test_pages_follow_each_other_without_gap_or_repetition(at_desk, county):
    """Keyset over the due moment; five of the forty-five have none."""
    cases = [county.receive() for _ in range(45)]
    Task.objects.filter(case__in=cases[:5]).update(due_at=None)
    client, seen, asked = at_desk("clerk"), [], {}
    for _page in range(3):
        page = tray(client, **asked)
        seen += shown(page)
        asked = {"after": page.context["next"]}
    assert page.context["next"] == ""
    assert len(seen) == 45
    assert set(seen) == {case.pk for case in cases}


@pytest.mark.parametrize(
    "asked",
    [
        {"after": "x"},
        {"after": "~"},
        {"after": "2026-11-23T00:00:00~nothing"},
        {"after": "2026-11-23T00:00:00~01a20728-8b76-71a5-8df2-0cae1d0dfd1f"},
        {"light": "violet", "act": "abdicate"},
        {"act": "<script>"},
    ],
)
def test_a_damaged_address_begins_at_the_top(at_desk, county, asked):
    case = county.receive()
    page = tray(at_desk("clerk"), **asked)
    assert page.status_code == 200
    assert shown(page) == [case.pk]


def test_clerks_see_the_tasks_of_every_office_their_window_serves(client, county):
    """D10-022: a counter of the service centre takes in for several agencies."""
    centre = ServiceCentre.objects.create(code="hall", name="区政务服务中心")
    served = Window.objects.create(centre=centre, number="1", name="综合窗口")
    served.offices.set([county.offices["window"]])
    other = Window.objects.create(centre=centre, number="2", name="社保窗口")
    agency = Agency.objects.create(code="2", name="区行政审批局", full_name="区行政审批局", short_name="审批")
    counter = Office.objects.create(agency=agency, code="counter", name="综合窗口科", kind="window")
    case = county.receive()
    for username, window, sees in (("serves", served, [case.pk]), ("serves.not", other, [])):
        person = Person.objects.create(username=username, name="宋晓梅", kind="staff")
        Post.objects.create(
            person=person, office=counter, role="acceptor", window=window, valid_from=LONG_AGO
        )
        client.force_login(person)
        assert shown(tray(client)) == sees


def test_a_delegate_sees_the_principal_s_tasks_and_whose_they_are(at_desk, county):
    """D3-022 to D3-025: those already there, and the top line says under which delegation until when."""
    case = county.receive()
    county.accept(case)
    before = tray(at_desk("farm.h"))
    assert len(before.context["tasks"]) == 1
    end = timekeeping.now() + timedelta(days=3)
    lent = organisation.delegate(by=county["land.h"], delegate=county["farm.h"], ends_at=end, reason="出差")
    page = tray(at_desk("farm.h"))
    assert {task.office for task in page.context["tasks"]} == {"用途管制股", "耕地保护股"}
    assert shown(tray(at_desk("farm.h"), q="前锋建材")) == [case.pk, case.pk]
    tray(at_desk("farm.h"), all="1")
    text = page.content.decode()
    assert "代 王磊 办理（授权）" in text
    assert f"{timekeeping.local(end):%H:%M}" in text
    organisation.revoke_delegation(by=county["land.h"], delegation=lent)
    after = tray(at_desk("farm.h"))
    assert len(after.context["tasks"]) == 1
    assert "王磊" not in after.content.decode()


def test_the_top_line_says_who_for_which_post(at_desk, county):
    line = tray(at_desk("land.head")).content.decode()
    for words in ("陈刚", "区自然资源局", "用途管制股", "科室负责人"):
        assert words in line


def test_the_rail_shows_the_duties_one_has(at_desk, county):
    assert reverse("work_choose") in tray(at_desk("clerk")).content.decode()
    assert reverse("work_choose") not in tray(at_desk("leader")).content.decode()


@pytest.fixture
def named(monkeypatch):
    """A county whose name was read already; a process reads it once."""
    monkeypatch.setattr(context, "_place", lambda: "广安区")


@pytest.mark.usefixtures("named")
def test_the_tray_costs_the_same_for_one_task_and_for_twenty(at_desk, county):
    for _ in range(20):
        county.accept(county.receive())
    end = timekeeping.now() + timedelta(days=3)
    organisation.delegate(by=county["land.h"], delegate=county["farm.h"], ends_at=end, reason="出差")
    client = at_desk("farm.h")
    with statements() as sent:
        page = tray(client)
    assert len(sent) <= DEAREST, "\n".join(sent)
    assert len(page.context["tasks"]) == 20


@pytest.mark.usefixtures("named")
def test_the_case_page_costs_no_more_with_a_long_course(at_desk, county):
    case = county.receive()
    county.accept(case)
    county.examine_all(case)
    client = at_desk("leader")
    client.get(reverse("work_case", args=[case.id]))  # the process is compiled once
    with statements() as sent:
        page = client.get(reverse("work_case", args=[case.id]))
    assert len(sent) <= DEAREST, "\n".join(sent)
    assert len(page.context["my_tasks"]) == 1
    assert len(page.context["opinions"]) == 8

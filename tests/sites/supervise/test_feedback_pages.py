"""Pages of complaints and ratings, and how far a department's own supervisor sees (D10-076)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from shenpi.apps.exchange import pumping
from shenpi.apps.feedback import acts as people
from shenpi.apps.organisation.models import Agency, Office, Person, Post
from shenpi.apps.organisation.roles import Role
from shenpi.apps.oversight import acts as ours
from shenpi.apps.supervision.models import FilerReading, Matter, MonitoredCase, Signal, WarningRecord
from tests.apps.supervision.sample import NOW

pytestmark = pytest.mark.django_db


def post_of(role: str, agency: Agency) -> Client:
    office, _made = Office.objects.get_or_create(agency=agency, code=f"{agency.code}-01", name="食品科")
    person = Person.objects.create_user(username=f"{role}.{agency.code}", name="陈静", kind=Person.Kind.STAFF)
    Post.objects.create(person=person, office=office, role=role, valid_from=NOW - timedelta(days=9))
    browser = Client()
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.fixture
def market(county) -> Agency:
    return Agency.objects.create(
        code="A1", name="市场监督管理局", full_name="市场监督管理局", short_name="市监"
    )


@pytest.fixture
def inspector(market: Agency) -> Client:
    return post_of(Role.INSPECTOR, market)


def complain(agency: str, **given: object) -> Matter:
    words = people.Words("没有一次性告知。", "refusal", agency_code=agency, agency=agency, **given)
    made = people.file("complaint", uuid4(), words, by=None)
    pumping.settle()
    return Matter.objects.get(pk=made.feedback.pk)


def test_the_bureau_handles_a_complaint(supervisor: Client, market: Agency) -> None:
    """D7-005: taken up, found, followed up by an order; the name only for a reason."""
    matter = complain("A1", name="王芳", phone="139")
    page = reverse("supervise:matter", args=[matter.pk])
    assert "投诉" in supervisor.get(reverse("supervise:feedback")).content.decode()
    assert "王芳" not in supervisor.get(page).content.decode()
    assert supervisor.post(reverse("supervise:filer", args=[matter.pk]), {"reason": ""}).status_code == 422
    look = supervisor.post(reverse("supervise:filer", args=[matter.pk]), {"reason": "核实"})
    assert "王芳" in look.content.decode()
    assert FilerReading.objects.count() == 1
    assert supervisor.post(page, {"act": "take_up", "text": ""}).status_code == 422
    for act in ("take_up", "substantiate"):
        assert supervisor.post(page, {"act": act, "text": "属实。"}).status_code == 302
    up = reverse("supervise:follow_up", args=[matter.pk])
    refused = supervisor.post(up, {"kind": "violation", "title": "甲题", "text": "乙文", "basis": "丙法"})
    assert refused.status_code == 422
    for typed in ("甲题", "乙文", "丙法"):  # in its own form, once
        assert refused.content.decode().count(typed) == 1
    told = {"level": "red", "rule": "complaint_acceptance", "key": "1", "words": "诉〔2026〕1号"}
    times = dict.fromkeys(("since", "at", "raised_at"), NOW)
    about = Signal.objects.create(subject=f"matter:{matter.pk}", agency_code="A1", **told, **times)
    for shown in (reverse("supervise:signals"), reverse("supervise:signal", args=[about.pk])):
        text = supervisor.get(shown).content.decode()
        assert f'<a href="{page}">诉〔2026〕1号</a>' in text
        assert "matter:" not in text
    order = supervisor.post(up, {"kind": "order", "title": "改正", "text": "三日内改正。"})
    assert "改正" in supervisor.get(order.url).content.decode()
    assert "改正" in supervisor.get(page).content.decode()


def test_an_own_supervisor_sees_its_agency_alone(inspector: Client, market: Agency, county) -> None:
    """D10-076: lists show the own agency whatever is asked; what concerns others is not there."""
    own, other = complain("A1"), complain("A2")
    assert own.handler_code == "A1"
    theirs = MonitoredCase.objects.get(number="N-YELLOW")
    theirs.agency_code = "A2"
    theirs.save(update_fields=["agency_code"])
    for name in ("steps", "cases", "records", "signals", "matters", "feedback", "evaluation", "merit"):
        shown = inspector.get(reverse(f"supervise:{name}"), {"agency": "A2"})
        assert shown.status_code == 200, name
        assert "N-YELLOW" not in shown.content.decode(), name
        assert f'"{reverse("supervise:rules")}"' not in shown.content.decode(), "a link that would be refused"
    assert "N-RED" in inspector.get(reverse("supervise:steps")).content.decode()
    for name in ("wall", "rules", "mining"):
        assert inspector.get(reverse(f"supervise:{name}")).status_code == 403, name
    assert inspector.get(reverse("supervise:matter", args=[other.pk])).status_code == 404
    assert (
        inspector.get(reverse("supervise:record", args=[WarningRecord.objects.get().pk])).status_code == 200
    )
    past = people.Words("请客吃饭。", "discipline", agency_code="A1", agency="A1")
    grave = people.file("complaint", uuid4(), past, by=None).feedback
    pumping.settle()
    leader = post_of(Role.LEADER, market)
    for reader, matter in ((inspector, grave), (leader, grave), (leader, own)):
        assert reader.get(reverse("supervise:matter", args=[matter.pk])).status_code == 404
    assert "违纪" not in inspector.get(reverse("supervise:feedback")).content.decode()
    assert leader.get(reverse("supervise:feedback")).status_code == 403
    page = reverse("supervise:matter", args=[own.pk])
    assert inspector.post(page, {"act": "take_up", "text": "受理。"}).status_code == 302
    assert inspector.post(reverse("supervise:follow_up", args=[own.pk])).status_code == 403


def test_an_own_supervisor_of_two_agencies_sees_both(inspector: Client, market: Agency, county) -> None:
    """D10-076: lists that show one agency offer the other; the rest show both, and nothing of a third."""
    for code, name in (("A2", "林业局"), ("A3", "水务局")):
        of = Agency.objects.create(code=code, name=name, full_name=name, short_name=name)
        Office.objects.create(agency=of, code=f"{code}-01", name="监察室")
    second = Office.objects.get(code="A2-01")
    person = Person.objects.get(username="inspector.A1")
    Post.objects.create(person=person, office=second, role=Role.INSPECTOR, valid_from=NOW - timedelta(days=9))
    mine = [complain("A1"), complain("A2")]
    third = complain("A3")
    for name in ("steps", "records", "signals", "cases", "reports"):
        page = inspector.get(reverse(f"supervise:{name}")).content.decode()
        assert '<option value="A2">' in page, name
        assert "水务局" not in page, name
        assert 'value="A3"' not in page, name
        assert "全部部门" not in page, name
    steps = reverse("supervise:steps")
    assert "N-RED" in inspector.get(steps).content.decode()
    assert "N-YELLOW" in inspector.get(steps, {"agency": "A2"}).content.decode()
    assert "N-RED" in inspector.get(steps, {"agency": "A3"}).content.decode(), "bound to what is one's own"
    heard = inspector.get(reverse("supervise:feedback")).content.decode()
    assert all(reverse("supervise:matter", args=[matter.pk]) in heard for matter in mine)
    assert reverse("supervise:matter", args=[third.pk]) not in heard
    for matter in mine:
        assert inspector.get(reverse("supervise:matter", args=[matter.pk])).status_code == 200
    assert inspector.get(reverse("supervise:matter", args=[third.pk])).status_code == 404


def test_a_clerk_registers_and_asks_for_a_rating(market: Agency) -> None:
    """The slip shows the code; the visitor's link opens the rating page."""
    clerk = post_of(Role.ACCEPTOR, market)
    page = reverse("work_visitor")
    typed = {"kind": "complaint", "text": "排队太久。", "category": "attitude"}
    refused = clerk.post(page, typed)
    assert refused.status_code == 422
    assert "排队太久。" in refused.content.decode()
    assert "查询码" in clerk.post(page, typed | {"agency_code": "A1"}).content.decode()
    assert Matter.objects.get().channel == "window"
    shown = clerk.post(reverse("work_visit_rating"), {"item": "食品经营许可"})
    assert "<svg" in shown.content.decode()
    code = ours.open_visit(by=Person.objects.get(username="acceptor.A1"))
    pumping.settle()
    visit = reverse("portal_rate_visit", args=[code])
    assert "非常满意" in Client().get(visit).content.decode()
    assert Client().post(visit, {"grade": "4"}).status_code == 302

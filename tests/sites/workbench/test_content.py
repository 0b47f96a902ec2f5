"""Everybody may follow a case's running; its content belongs to its agency and to supervision."""

import pytest
from django.urls import reverse

from shenpi.apps.casework import queries
from shenpi.apps.casework.models import Task
from shenpi.apps.organisation.models import Agency, Office, Person, Post, ServiceCentre, Window
from tests.support import county as counties

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return counties.build()


def somebody(role, username):
    agency, _new = Agency.objects.get_or_create(
        code="other", defaults={"name": "另一机关", "full_name": "另一机关", "short_name": "另"}
    )
    office, _new = Office.objects.get_or_create(
        code="other.office", defaults={"agency": agency, "name": "某股"}
    )
    person = Person.objects.create(username=username, name=username, kind="staff")
    Post.objects.create(person=person, office=office, role=role, valid_from=counties.LONG_AGO)
    return person


def test_another_agency_sees_the_running_and_not_the_content(client, county):
    """D3-017 against D6-028 and D1-021: steps, times and holders yes; applicant, materials and documents no."""
    case = county.receive()
    county.accept(case)
    client.force_login(somebody("handler", "other.h"))
    page = client.get(reverse("work_case", args=[case.id]))
    text = page.content.decode()
    assert page.status_code == 200
    assert "承办人审查" in text
    closed = reverse("work_case_messages", args=[case.id])
    for hidden in (case.applicant["name"], "平面图", "受理通知书", closed):
        assert hidden not in text
    assert client.post(reverse("work_reveal", args=[case.id])).status_code == 403


def test_offices_that_approve_read_or_sign_as_far_as_their_part_goes(at_desk, county, do):
    """D3-018: 「主办、协办处室的工作人员，根据审批权限的不同，分别享有查阅、审签的权限」."""
    case = county.receive()
    county.accept(case)
    page = reverse("work_case", args=[case.id])
    for office in ("land", "farm"):  # the lead and a co-office, each for its own examination
        text = at_desk(f"{office}.h").get(page).content.decode()
        assert case.applicant["name"] in text
        assert text.count("签署审查意见</summary>") == 1
        assert 'href="#h-opinions"' in text
    for reader in (
        "land.head",
        "leader",
    ):  # their turn has not come: they read and are offered nothing to sign
        text = at_desk(reader).get(page).content.decode()
        assert case.applicant["name"] in text
        assert "签署审查意见</summary>" not in text
        assert "签发决定</summary>" not in text
    before = Task.objects.filter(case=case).count()
    assert do(at_desk("farm.h"), case, "examine", "examine", "land", verdict="agree").status_code == 403
    assert Task.objects.filter(case=case).count() == before
    assert do(at_desk("farm.h"), case, "examine", "examine", "farm", verdict="agree").status_code == 302


def test_the_name_under_an_opinion_is_the_account_s_own(client, at_desk, county, do):
    """D3-020: 「签署网上审批意见实行实名制」: nobody signs unknown, or under a name that a form brings along."""
    case = county.receive()
    county.accept(case)
    said = {"verdict": "agree", "text": "符合条件。", "person_name": "郑国华", "by": str(county["leader"].pk)}
    answer = do(client, case, "examine", "examine", "land", **said)
    assert answer.url.startswith("/accounts/login/")
    assert Task.objects.filter(case=case, act="examine").count() == 3
    do(at_desk("land.h"), case, "examine", "examine", "land", **said)
    signed = queries.opinions(case)[-1]
    assert (signed.person_id, signed.person_name) == (county["land.h"].pk, "王磊")
    assert "王磊" in client.get(reverse("work_case", args=[case.id])).content.decode()


def test_a_shared_window_reads_what_it_receives(client, county):
    """D1-024: a clerk whose counter serves the agency's window works on its cases, and so reads them."""
    case = county.receive()
    clerk = somebody("acceptor", "shared.clerk")
    centre = ServiceCentre.objects.create(code="hall", name="政务服务中心")
    window = Window.objects.create(centre=centre, number="3", name="综合窗口")
    window.offices.add(county.offices["window"])
    Post.objects.filter(person=clerk).update(window=window)
    client.force_login(clerk)
    text = client.get(reverse("work_case", args=[case.id])).content.decode()
    assert case.applicant["name"] in text
    assert "形式审查" in text


def test_supervision_reads_everything(client, county):
    """D3-072."""
    case = county.receive()
    client.force_login(somebody("supervisor", "eye"))
    assert case.applicant["name"] in client.get(reverse("work_case", args=[case.id])).content.decode()


def test_an_account_without_a_password_may_set_one(client, county):
    """The page before leads here; it must exist."""
    client.force_login(county["clerk"])
    county["clerk"].set_unusable_password()
    county["clerk"].save()
    client.force_login(county["clerk"])
    page = client.get(reverse("account_change_password"), follow=True)
    assert page.status_code == 200
    assert "设置密码" in page.content.decode()


def test_lists_mask_the_applicant_for_other_agencies_and_do_not_find_by_name(client, county):
    """D6-028: a name may be neither read nor guessed by those to whom the content is closed."""
    case = county.receive()
    name = case.applicant["name"]
    client.force_login(somebody("handler", "other.h"))
    newest = client.get(reverse("work_cases")).content.decode()
    assert "广*********司" in newest
    assert name not in newest
    assert str(case.pk) not in client.get(reverse("work_cases"), {"q": name[:5]}).content.decode()
    assert str(case.pk) in client.get(reverse("work_cases"), {"q": case.number}).content.decode()
    client.force_login(county["land.h"])
    assert name in client.get(reverse("work_cases"), {"q": name[:5]}).content.decode()

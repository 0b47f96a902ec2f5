"""What an applicant undertakes online, and never types twice: commitment, later delivery, profile, earlier filing."""

from datetime import timedelta

import pytest
from django.test import Client

from shenpi.apps import timekeeping
from shenpi.apps.applications.models import Application, Draft
from shenpi.apps.casework import acts as casework
from shenpi.apps.casework import replay, sweeps
from shenpi.apps.casework.models import Case, CaseMaterial
from shenpi.apps.documents.models import Document
from shenpi.apps.exchange import pumping
from shenpi.apps.exchange.models import InboxMessage
from tests.support import county as counties
from tests.support.public_zone import pdf

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def county():
    return counties.build(("committed",))


def offer(county, **plan):
    rows = [row | (plan if row["key"] == "plan" else {}) for row in county.items["committed"].materials]
    schema = {
        "type": "object",
        "properties": {
            "project": {"type": "string", "title": "项目名称", "maxLength": 60},
            "owner": {"type": "string", "title": "业主", "maxLength": 60, "x-profile": "name"},
        },
    }
    counties.revised(county, "committed", materials=rows, form_schema=schema)


def file(client: Client, kind: str) -> Application:
    """File for the item with the application's form, undertaking `kind` for the plan."""
    url = client.post("/items/test-committed/apply/").url
    client.post(f"{url}sections/1/", {"project": "厂房扩建", "owner": "王芳"})
    client.post(f"{url}materials/application/", {"file": pdf("application.pdf")})
    assert "请上传“平面图”" in text(client.get(f"{url}check/"))
    client.post(f"{url}materials/plan/undertake/", {"kind": kind})
    assert client.post(f"{url}check/", {"declared": "1"}).status_code == 302
    pumping.settle()
    return Application.objects.get()


def test_a_commitment_replaces_a_material(client, county):
    """告知承诺: offered by the item alone, taken back at will, carried to the office with its letter."""
    offer(county, commitment="平面图应与现场一致。")
    url = client.post("/items/test-committed/apply/").url
    page = text(client.get(f"{url}materials/"))
    assert "平面图应与现场一致。" in page
    assert client.post(f"{url}materials/application/undertake/", {"kind": "commitment"}).status_code == 409
    client.post(f"{url}materials/plan/undertake/", {"kind": "commitment"})
    assert "您已承诺" in text(client.get(f"{url}materials/"))
    client.post(f"{url}materials/plan/undertake/", {"kind": ""})
    assert Draft.objects.get().undertakings == {}
    application = file(client, "commitment")
    case = Case.objects.get(pk=application.pk)
    assert CaseMaterial.objects.get(case=case, key="plan").form == "commitment"
    assert Document.objects.filter(case_id=case.pk, kind="commitment_letter").exists()
    assert replay.differences(case) == []


def test_what_follows_is_handed_in_online_in_time(client, county):
    """容缺受理: promised with the filing, decided by the window, completed by the applicant."""
    offer(county, may_follow=True)
    application = file(client, "follow")
    case = Case.objects.get(pk=application.pk)
    assert case.context["follows"] == ["plan"]
    task = county.task(case, "examine_formally")
    casework.accept_with_gap(case.pk, task.pk, by=county["clerk"], missing=["plan"], promised=True)
    pumping.settle()
    assert "去补交" in text(client.get(f"/my/{case.pk}/"))
    page = client.post(f"/my/{case.pk}/gap/")
    assert page.status_code == 422
    assert 'href="#file-plan"' in text(page)
    client.post(f"/my/{case.pk}/gap/", {"file-plan": pdf("平面图.pdf", pages=2)})
    assert not InboxMessage.objects.exclude(state="done").exists()
    assert CaseMaterial.objects.get(case=case, key="plan").round == 2
    assert "去补交" not in text(client.get(f"/my/{case.pk}/"))
    assert client.get(f"/my/{case.pk}/gap/").status_code == 302


def test_what_was_promised_and_did_not_come_ends_the_case(client, county):
    """The applicant reads that and why; a later commitment is not relied on, and the filing comes all the same."""
    offer(county, may_follow=True)
    application = file(client, "follow")
    case = Case.objects.get(pk=application.pk)
    task = county.task(case, "examine_formally")
    casework.accept_with_gap(case.pk, task.pk, by=county["clerk"], missing=["plan"], promised=True)
    with timekeeping.at(county.task(case, "await_gap").due_at + timedelta(minutes=1)):
        sweeps.sweep()
        pumping.settle()
        page = text(client.get(f"/my/{case.pk}/"))
        assert "终止办理" in page
        Application.objects.all().delete()
        offer(county, commitment="平面图应与现场一致。")
        again = file(client, "commitment")
        assert not CaseMaterial.objects.filter(case_id=again.pk, key="plan").exists()


def test_the_profile_and_an_earlier_filing_answer_first(client, county):
    """D1-009: nobody types what the profile or an earlier filing says."""
    offer(county, may_follow=True)
    application = file(client, "follow")
    url = client.post("/items/test-committed/apply/").url
    assert 'value="王芳"' in text(client.get(f"{url}sections/1/"))
    assert "厂房扩建" not in text(client.get(f"{url}sections/1/"))
    client.post(f"{url}discard/")
    url = client.post(f"/my/{application.pk}/again/").url
    assert "厂房扩建" in text(client.get(f"{url}sections/1/"))

"""A holder's certificate online, through both zones: standing, renewal, change, what a stranger learns of it."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shenpi.apps.applications.models import Application, PublicCertificate
from shenpi.apps.casework import acts as casework
from shenpi.apps.casework import replay
from shenpi.apps.casework.models import Case
from shenpi.apps.documents.models import Certificate, Document
from shenpi.apps.documents.rendering import render_pending
from shenpi.apps.exchange import pumping
from shenpi.apps.exchange.models import InboxMessage
from shenpi.apps.organisation.models import Person
from tests.apps.applications.test_mandates import OTHER, entrust, make_agent
from tests.support import county as counties
from tests.support.public_zone import make_applicant, make_item, pdf

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


def settle() -> None:
    pumping.settle()
    assert not InboxMessage.objects.exclude(state="done").exists()


@pytest.fixture
def county():
    return counties.build(("committed",), fee=False)


@pytest.fixture
def certificate(client, county) -> Certificate:
    """The certificate of an application filed through the pages."""
    url = client.post("/items/test-committed/apply/").url
    client.post(f"{url}sections/1/", {"project": "厂房扩建"})
    for place, material in enumerate(("application", "plan"), 1):
        client.post(f"{url}materials/{material}/", {"file": pdf(f"{material}.pdf", pages=place)})
    client.post(f"{url}check/", {"declared": "1"})
    settle()
    case = Case.objects.get()
    decided(county, case)
    render_pending()  # the holder sees a certificate once there is its paper
    settle()
    return Certificate.objects.get()


def decided(county, case) -> None:
    county.accept(case)
    county.examine_all(case)
    county.decide(case)
    county.finish(case)


def test_an_agent_renews_for_the_holder_who_shows_him_the_number(county, certificate):
    """D2-015; 行政许可法 arts 29, 50: the holder's own certificate, under a mandate that speaks of its item."""
    agent, desk = make_agent(), Client()
    desk.force_login(agent, backend="django.contrib.auth.backends.ModelBackend")
    long = {"begins_on": "2020-01-01", "ends_on": "2099-12-31"}
    holder = entrust(agent, **long).mandate
    other = entrust(agent, OTHER, **long).mandate
    make_item("TEST-2", "药品经营许可")
    narrow = entrust(agent, **long, items="TEST-2").mandate
    number = certificate.document.number.replace("〔", "(").replace("〕", ") ")
    assert desk.get(f"/certificates/{certificate.pk}/").status_code == 404, "only under a mandate"
    asked = {"certificate": number}
    assert "没有找到这位居民的这份证照" in text(desk.get(f"/agent/mandates/{other.pk}/", asked))
    assert desk.get(f"/agent/mandates/{other.pk}/certificates/{certificate.pk}/").status_code == 404
    page = desk.get(f"/agent/mandates/{narrow.pk}/", asked).url
    assert "委托书没有写这个事项" in text(desk.get(page))
    refused = desk.post(f"{page}renewal/", {"statement": "继续使用", "token": str(uuid4())})
    assert refused.status_code == 409
    page = desk.get(f"/agent/mandates/{holder.pk}/", asked).url
    assert "正在为 王芳 代办" in text(desk.get(page))
    sent = {"statement": "继续使用", "token": str(uuid4())}
    done = [desk.post(f"{page}renewal/", sent).url for _press in range(2)]
    assert done[0] == done[1]
    assert "查询码交给居民本人" in text(desk.get(done[0]))
    settle()
    case = Case.objects.get(pk=Application.objects.get(purpose="renewal").pk)
    assert (case.process.key, case.applicant["mandate"]) == ("certificate_renewal", holder.number)
    assert [row.key for row in case.materials.all()] == ["authorisation"]
    mine = Client()
    mine.force_login(Person.objects.get(username="wang"), backend="django.contrib.auth.backends.ModelBackend")
    assert mine.get(page).status_code == 404, "the agent's page is his"
    assert replay.differences(case) == []


def test_the_holder_renews_and_changes_online(client, county, certificate):
    """行政许可法 arts 49, 50; D10-012, D10-043."""
    page = f"/certificates/{certificate.pk}/"
    assert certificate.document.number in text(client.get("/certificates/"))
    assert "申请延续" in text(client.get(page))
    stranger = Client()
    stranger.force_login(make_applicant("stranger"), backend="django.contrib.auth.backends.ModelBackend")
    assert stranger.get(page).status_code == 404

    refused = client.post(f"{page}change/", {"reason": "搬迁", "token": str(uuid4())})
    assert refused.status_code == 422
    assert "请填写要变更的内容" in text(refused)

    sent = {"statement": "继续使用", "token": str(uuid4())} | uploaded(client, f"{page}renewal/")
    first, second = client.post(f"{page}renewal/", sent), client.post(f"{page}renewal/", sent)
    assert first.url == second.url
    assert "您已提出过同样的申请" in text(client.get(page))
    settle()
    case = Case.objects.get(pk=Application.objects.get(purpose="renewal").pk)
    assert (case.process.key, case.channel) == ("certificate_renewal", "online")
    assert [(row.key, row.filename) for row in case.materials.all()] == [("plan", "新平面图.pdf")]
    county.accept(case)
    settle()
    assert "视为准予延续（第五十条）" in text(client.get(f"/my/{case.pk}/"))
    county.examine_all(case)
    county.decide(case)
    county.finish(case)
    settle()
    assert replay.differences(Case.objects.get(pk=case.pk)) == []
    render_pending(30)
    settle()
    old, new = PublicCertificate.objects.order_by("valid_until", "-standing")
    assert {(old.standing, new.standing)} == {("replaced", "in_force")}
    shown = text(client.get(page))
    assert "已换发新证" in shown
    assert "准予延续行政许可决定书" in shown


def uploaded(client, address):
    """What changed since is uploaded; a missing field costs no file, a stranger's ticket brings none."""
    asked = {"token": str(uuid4()), "file-plan": pdf("新平面图.pdf", pages=3), "kept": "made-up:ticket"}
    refused = client.post(address, asked)
    assert refused.status_code == 422
    assert "新平面图.pdf" in text(refused)
    wrong = client.post(address, {**asked, "file-plan": SimpleUploadedFile("x.exe", b"MZ")})
    assert "没有上传" in text(wrong)
    return {"kept": re.search(r'name="kept" value="([^"]+)"', text(refused))[1]}


def test_a_revocation_reaches_holder_and_stranger(client, county, certificate):
    """行政许可法 art. 69: the public page of verification shows the certificate's present standing."""
    case = casework.propose_revocation(
        certificate.pk, by=county["land.h"], ground="fraud", reason="材料虚假。"
    )
    task = county.task(case, "await_statement")
    casework.record_statement(case.pk, task.pk, by=county["clerk"], statement="不知情。")
    county.examine_all(case)
    code = certificate.document.verification_code
    assert "有效期至" in text(Client().get(f"/verify/{code}"))
    said = {"verdict": "revoke", "reason": "属实", "basis": "《土地管理法》"}
    casework.revoke(case.pk, county.task(case, "revoke").pk, by=county["leader"], **said)
    settle()
    render_pending(30)
    settle()
    assert "这份证照现在无效：已撤销" in text(Client().get(f"/verify/{code}"))
    shown = text(client.get(f"/certificates/{certificate.pk}/"))
    assert "已撤销" in shown
    paper = Document.objects.get(case_id=case.pk, kind="revocation_notice")
    assert "撤销行政许可事先告知书" in shown
    assert client.get(f"/documents/{paper.pk}/").status_code == 200

"""An agent's pages (代办; D2-015): mandate, form, submission, following; the resident's page to see and revoke."""

import re

import pytest
from django.test import Client

from shenpi.apps.applications.models import Application, Mandate
from tests.apps.applications.test_mandates import OTHER, RESIDENT, entrust, file, make_agent
from tests.support.public_zone import ANSWERS, CITIZEN, make_applicant, pdf

pytestmark = pytest.mark.django_db

RECORDED = {**RESIDENT, "begins_on": "2020-01-01", "ends_on": "2099-12-31", "powers": ["receive"]}


@pytest.fixture
def agent():
    return make_agent()


@pytest.fixture
def desk(agent) -> Client:
    """A browser in which the agent is signed in."""
    return signed_in(agent)


def signed_in(person) -> Client:
    browser = Client()
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def text(answer) -> str:
    return answer.content.decode()


def lasting(agent, who=RESIDENT, **more):
    return entrust(agent, who, begins_on="2020-01-01", ends_on="2099-12-31", **more)


def test_a_refused_mandate_loses_nothing_and_is_then_recorded(desk, version):
    """What was typed and the uploaded paper come back; the slip for the resident shows the code this once."""
    answer = desk.post(
        "/agent/mandates/new/", {**RECORDED, "phone": "12", "authorisation": pdf("委托书.pdf")}
    )
    page = text(answer)
    assert answer.status_code == 422
    assert "请填写11位手机号码" in page
    assert 'value="王芳"' in page
    kept = re.search(r'name="kept" value="([^"]+)"', page)
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert kept
    assert token
    assert "委托书.pdf" in page
    sent = {**RECORDED, "kept": kept[1], "token": token[1]}
    slip = text(desk.post("/agent/mandates/new/", sent, follow=True))
    assert "查询码只在这里显示" in slip
    assert CITIZEN not in slip, "numbers are masked by default"
    assert Mandate.objects.get().filename == "委托书.pdf"


def test_filling_in_for_a_resident_is_marked_on_every_page_and_submitted_once(desk, agent, version):
    """The same form, saved as it is typed; the resident's name and number are taken from the mandate."""
    mandate = lasting(agent, powers=["receive"]).mandate
    found = text(desk.get(f"/agent/mandates/{mandate.pk}/?q=食品"))
    assert f"/agent/mandates/{mandate.pk}/apply/TEST-1/" in found
    draft = desk.post(f"/agent/mandates/{mandate.pk}/apply/TEST-1/").url
    section = {"place": ANSWERS["place"], "kind": "inn", "area": "120"}
    saved = desk.post(f"{draft}sections/1/", section, headers={"HX-Request": "true"})
    assert "已保存" in text(saved)
    desk.post(f"{draft}sections/2/", {"staff.0.name": "李雷", "staff.0.number": CITIZEN})
    desk.post(f"{draft}materials/licence/", {"file": pdf()})
    for page in (draft, f"{draft}sections/1/", f"{draft}materials/", f"{draft}check/"):
        assert "正在为 王芳 代办" in text(desk.get(page)), page
    assert "罗玉芬（官盛镇人民政府便民服务中心）" in text(desk.get(f"{draft}check/"))
    for _press in range(2):
        done = desk.post(f"{draft}check/", {"declared": "1"})
    application = Application.objects.get()
    assert done.url == f"/my/{application.pk}/submitted/"
    assert "请把办件编号和查询码交给居民本人" in text(desk.get(done.url))
    case = text(desk.get(f"/my/{application.pk}/"))
    assert "罗玉芬（官盛镇人民政府便民服务中心）" in case
    assert "撤回申请" not in case, "the mandate does not give this power"
    filed = text(desk.get(f"/my/{application.pk}/filed/"))
    assert CITIZEN not in filed, "an agent reads numbers masked"
    assert "为 王芳 代办" in text(desk.get("/agent/"))


def test_strangers_get_nothing_of_a_mandate(desk, agent, version):
    """Every page of a mandate is its agent's alone; an applicant has no business here."""
    mandate = lasting(agent).mandate
    pages = [f"/agent/mandates/{mandate.pk}/{part}" for part in ("", "paper/", "end/", "apply/TEST-1/")]
    other, wang = signed_in(make_agent("agent2", "吴小林")), signed_in(make_applicant())
    for page in pages:
        method = "post" if page.endswith(("end/", "TEST-1/")) else "get"
        assert getattr(other, method)(page).status_code == 404, page
        assert getattr(wang, method)(page).status_code == 403, page
        assert getattr(Client(), method)(page).status_code == 302, page
    assert wang.get(f"/my/mandates/{mandate.pk}/").status_code == 404
    assert desk.get("/my/").status_code == desk.get("/certificates/").status_code == 403


def test_the_resident_sees_and_revokes_without_an_account(agent, version):
    recorded = lasting(agent)
    file(agent, version, recorded.mandate)
    slip = {"number": recorded.mandate.number, "code": recorded.code}
    nobody = Client()
    refused = nobody.post("/mandates/", {**slip, "code": "AAAAAAAA"})
    assert refused.status_code == 422
    assert "罗玉芬" not in text(refused)
    shown = text(nobody.post("/mandates/", slip))
    assert "罗玉芬" in shown
    assert "食品经营许可" in shown
    assert "加入我的账号" not in shown
    assert "居民撤销" in text(nobody.post("/mandates/", {**slip, "end": "1"}))
    desk = signed_in(agent)
    assert desk.get(f"/my/{Application.objects.get().pk}/").status_code == 404
    assert "委托终止后，居民的办件不再对您显示" in text(desk.get(f"/agent/mandates/{recorded.mandate.pk}/"))


def test_the_resident_takes_it_into_the_account(client, agent, version):
    """The case stands in 我的办件 with who filed it; the agent's other residents stay out of sight."""
    recorded = lasting(agent)
    application = file(agent, version, recorded.mandate)
    file(agent, version, lasting(agent, OTHER).mandate)
    slip = {"number": recorded.mandate.number, "code": recorded.code}
    assert "加入我的账号" in text(client.post("/mandates/", slip))
    page = text(client.post("/mandates/", {**slip, "take": "1"}, follow=True))
    assert f"/my/{application.pk}/" in page
    mine = text(client.get("/my/"))
    assert "由 罗玉芬（官盛镇人民政府便民服务中心） 代办" in mine
    assert "李桂兰" not in mine
    assert "撤回申请" in text(client.get(f"/my/{application.pk}/")), "the resident's own rights stand"
    client.post(f"/my/mandates/{recorded.mandate.pk}/", {"end": "1"})
    assert Mandate.objects.get(pk=recorded.mandate.pk).ended_by_resident

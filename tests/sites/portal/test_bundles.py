"""One filing for several items through both zones (一件事; issue 4, kinds of case; D1-009): pages, cases, progress."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from shenpi.apps.applications.models import Application, Progress
from shenpi.apps.casework import replay
from shenpi.apps.casework.models import Case
from shenpi.apps.documents.models import Document
from shenpi.apps.exchange import pumping
from shenpi.apps.exchange.models import InboxMessage
from tests.apps.applications.test_mandates import entrust, make_agent
from tests.sites.portal.test_in_browser import looked_at, sign_in
from tests.support import county as counties
from tests.support.browser import go_on, screenshot
from tests.support.public_zone import make_applicant, pdf

GUIDE = "/together/build/"


@pytest.fixture
def county(db):
    county = counties.build()
    counties.bundle("parallel", "committed")
    return county


def text(answer) -> str:
    return answer.content.decode()


def filed(client: Client, start: str = f"{GUIDE}apply/") -> str:
    """File for both items on one draft and return the address of the bundle's page."""
    url = client.post(start).url
    client.post(f"{url}sections/1/", {"project": "厂房扩建"})
    for place, material in enumerate(("plan", "parallel_application", "committed_application"), 1):
        client.post(f"{url}materials/{material}/", {"file": pdf(f"{material}.pdf", pages=place)})
    done = client.post(f"{url}check/", {"declared": "1"}).url
    assert client.post(f"{url}check/", {"declared": "1"}).url == done, "the second press files nothing"
    return done


def test_an_agent_files_all_of_it_under_a_mandate_that_speaks_of_all_of_it(county):
    """D2-015: the same form and pages; each case names agent and mandate and has its paper."""
    agent, desk = make_agent(), Client()
    desk.force_login(agent, backend="django.contrib.auth.backends.ModelBackend")
    both, one = (
        entrust(agent, begins_on="2020-01-01", ends_on="2099-12-31", items=items).mandate
        for items in ("test-parallel\ntest-committed", "test-parallel")
    )
    starts = [f"/agent/mandates/{each.pk}/together/build/" for each in (both, one)]
    assert [start in text(desk.get(f"/agent/mandates/{both.pk}/")) for start in starts] == [True, False]
    assert starts[1] not in text(desk.get(f"/agent/mandates/{one.pk}/"))
    refused = desk.post(starts[1])
    assert refused.status_code == 409
    assert "委托书没有写这个事项" in text(refused)
    page = filed(desk, starts[0])
    assert "正在为 王芳 代办" in text(desk.get(page))
    assert page.split("?")[0] in text(desk.get("/agent/"))
    for case in Case.objects.all():
        assert (case.applicant["name"], case.applicant["mandate"]) == ("王芳", both.number)
        assert case.materials.get(key="authorisation").filename == "委托书.pdf"
    assert Application.objects.filter(mandate=both).count() == 2


def test_one_filing_becomes_cases_of_their_own_under_one_number(client, county):
    """Each with its own number, process and limit; the shared answer and file in each; one code opens them all."""
    assert "比分别申请少交 1 项" in text(client.get(GUIDE))
    page = filed(client)
    number = page.split("/")[-2]
    shown = text(client.get(page))
    code = re.findall(r'class="number-big">([^<]+)<', shown)[1]
    cases = list(Case.objects.select_related("bundled", "process").order_by("id"))
    assert [case.process.key for case in cases] == ["parallel", "committed"]
    assert [case.bundled.number for case in cases] == [number, number]
    assert len({number, *(case.number for case in cases)}) == 3
    assert [case.form for case in cases] == [{"project": "厂房扩建"}] * 2
    plans = [case.materials.get(key="plan") for case in cases]
    assert plans[0].sha256 == plans[1].sha256
    assert [sorted(case.materials.values_list("key", flat=True)) for case in cases] == [
        ["application", "plan"]
    ] * 2
    assert Document.objects.filter(kind="receipt_voucher").count() == 2
    for case in cases:
        assert replay.differences(case) == []

    county.accept(cases[1])
    county.examine_all(cases[1])
    county.decide(cases[1], "refuse", reason="不符合规划。", basis="城乡规划法")
    county.finish(cases[1])
    pumping.settle()
    assert not InboxMessage.objects.exclude(state="done").exists()
    shown = text(client.get(page))
    assert "部分办结" in shown
    assert "2 个事项，已办结 1 个" in shown
    assert Progress.objects.get(pk=cases[0].pk).state == "received"
    asked = text(Client().post("/query/", {"number": number, "code": code}))
    assert "建设用地一件事" in asked
    assert all(case.item_version.item.name in asked for case in cases)
    assert "厂房扩建" not in asked
    alone = text(Client().post("/query/", {"number": cases[0].number, "code": code}))
    assert "建设用地审批（parallel）" in alone
    assert Client().post("/query/", {"number": number, "code": "ABCDEFGH"}).status_code == 422


def test_a_bundle_is_its_filers_and_all_or_nothing(client, county):
    """Nobody else sees it (D10-043); what is missing for one item stops all; the draft is found again (D1-016)."""
    url = client.post(f"{GUIDE}apply/").url
    assert client.post(f"{GUIDE}apply/").url == url
    client.post(f"{url}sections/1/", {"project": "厂房扩建"})
    client.post(f"{url}materials/plan/", {"file": pdf("plan.pdf")})
    answer = client.post(f"{url}check/", {"declared": "1"})
    assert answer.status_code == 422
    assert "请上传“申请表”" in text(answer)
    assert not Application.objects.exists()
    page = filed(client)
    other = Client()
    other.force_login(make_applicant("li", name="李四"), backend="django.contrib.auth.backends.ModelBackend")
    assert other.get(page).status_code == 404
    for nothing in ("0000000000000", "x"):
        assert client.get(f"/my/together/{nothing}/").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_two_items_in_one_go_on_a_phone(county, phone: Page):
    """From the front page to both cases: one form, one place for the shared plan, one number."""
    make_applicant()
    phone.goto("/")
    go_on(phone.get_by_role("link", name="建设用地一件事"))
    looked_at(phone, "建设用地一件事")
    go_on(phone.get_by_role("button", name="一次申请"))
    sign_in(phone)
    go_on(phone.get_by_role("button", name="一次申请"))
    go_on(phone.get_by_role("link", name="各事项共用"))
    phone.get_by_label("项目名称").fill("厂房扩建")
    go_on(phone.get_by_role("button", name="保存，下一步"))
    looked_at(phone, "上传材料")
    for place, name in enumerate(("总平面图", "申请表", "申请表"), 1):
        upload = phone.get_by_label(name, exact=True).nth(1 if place == 3 else 0)
        upload.set_input_files(
            [{"name": "a.pdf", "mimeType": "application/pdf", "buffer": pdf(pages=place).read()}]
        )
        expect(phone.locator(".files li")).to_have_count(place)
    go_on(phone.get_by_role("link", name="下一步：核对"))
    looked_at(phone, "提交前请核对")
    phone.get_by_role("checkbox").check()
    go_on(phone.get_by_role("button", name="提交申请"))
    looked_at(phone, "申请已提交")
    screenshot(phone, "portal-bundle-phone")
    expect(phone.locator(".rows > li")).to_have_count(2)
    go_on(phone.get_by_role("link", name="建设用地审批（committed）"))
    go_on(phone.get_by_role("link", name="建设用地一件事"))
    looked_at(phone, "建设用地一件事")

"""A certificate's end as people see it: the letter comes back, a revocation is heard and decided, anybody can check."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from shenpi.apps.casework.models import Case
from shenpi.apps.documents.models import Certificate
from shenpi.apps.exchange.pumping import settle
from tests.sites.workbench.test_in_browser import looked_at
from tests.support import county as counties
from tests.support.browser import go_on, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def county() -> counties.County:
    return counties.build(("committed",), fee=False)


def test_served_by_post_then_revoked(phone: Page, county: counties.County):
    """行政许可法 arts 44, 69: every page at the phone's width, looked at by axe."""
    phone.name = "phone"
    case = county.receive("committed", materials=())
    county.accept(case)
    county.examine_all(case)
    county.decide(case)
    sign_in(phone, county["clerk"])
    phone.goto(reverse("work_case", args=[case.pk]))
    go_on(phone.get_by_role("button", name="制证"))
    phone.locator("summary", has_text="交邮寄出").click()
    phone.locator("[name=tracking]").fill("EX123456789CN")
    phone.locator("[name=address]").fill("思源大道1号")
    go_on(phone.get_by_role("button", name="交邮寄出"))
    phone.locator("summary", has_text="邮件被退回").click()
    phone.locator("[name=reason]").fill("地址不详")
    go_on(phone.get_by_role("button", name="邮件被退回"))
    expect(phone.locator("main")).to_contain_text("被退回")
    go_on(phone.get_by_role("button", name="送达", exact=True))
    expect(phone.get_by_role("link", name="打印送达回证")).to_be_visible()
    looked_at(phone, "served")

    certificate = Certificate.objects.select_related("document").get()
    sign_in(phone, county["land.h"])
    phone.goto(reverse("work_certificate", args=[certificate.pk]))
    phone.locator("summary", has_text="提请撤销").click()
    go_on(phone.get_by_role("button", name="提请撤销"))
    expect(phone.locator(".error-summary")).to_be_focused()
    phone.get_by_label("被许可人以欺骗、贿赂等不正当手段取得行政许可").check()
    phone.locator("#revocation-reason").fill("勘测报告系伪造。")
    looked_at(phone, "revocation")
    go_on(phone.get_by_role("button", name="提请撤销"))
    expect(phone.locator("main")).to_contain_text("已立案")

    revocation = Case.objects.get(channel="office")
    sign_in(phone, county["clerk"])
    phone.goto(reverse("work_case", args=[revocation.pk]))
    phone.locator("[name=text]").fill("不知情。")
    go_on(phone.get_by_role("button", name="记录陈述申辩"))
    expect(phone.locator("main")).to_contain_text("不知情。")
    county.examine_all(revocation)
    sign_in(phone, county["leader"])
    phone.goto(reverse("work_case", args=[revocation.pk]))
    phone.get_by_label("撤销该许可").check()
    phone.locator("textarea[name=reason]").first.fill("属实。")
    phone.locator("[name=basis]").first.fill("《土地管理法》第五十七条")
    go_on(phone.get_by_role("button", name="签发撤销决定"))
    expect(phone.get_by_role("link", name="打印撤销行政许可决定书")).to_be_visible()
    phone.goto(reverse("work_record", args=[revocation.pk]))
    expect(phone.locator("main")).to_contain_text("撤销行政许可事先告知书")
    looked_at(phone, "record")
    settle()  # what the decision tells the public zone
    shown = Client().get(f"/verify/{certificate.document.verification_code}").content.decode()
    assert "这份证照现在无效：已撤销" in shown

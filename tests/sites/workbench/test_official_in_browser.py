"""A penalty as people see it: opened, approved, investigated, told, heard, decided; every page looked at."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from shenpi.apps.casework.models import Case
from tests.sites.workbench.test_in_browser import looked_at, sign_in
from tests.support import county as counties

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def county() -> counties.County:
    county = counties.build(())
    own = {"item_type": "02", "accept": "land", "online": False, "at_window": False}
    county.items |= counties.build_items(county, ("penalty",), fee=False, co=("law",), **own)
    return county


def test_a_penalty_from_the_finding_to_the_decision(phone: Page, desktop: Page, county: counties.County):
    """D8-015; 行政处罚法 arts 42, 44, 45, 54, 57: the handler on the telephone, the leader at the desk."""
    phone.name, desktop.name = "phone", "desktop"
    sign_in(phone, county["land.h"])
    phone.goto(reverse("work_tray"))
    phone.get_by_role("link", name="依职权立案").click()
    phone.get_by_role("link", name="建设用地审批（penalty）").click()
    phone.get_by_role("button", name="提交").click()
    expect(phone.locator(".error-summary")).to_be_focused()
    for name, words in (
        ("applicant_name", "广安市前锋建材有限公司"),
        ("applicant_id_number", "91110108551385082Q"),
        ("applicant_address", "前锋大道9号"),
        ("found", "巡查发现未取得许可施工。"),
        ("project", "商业楼"),
    ):
        phone.locator(f"main [name={name}]").fill(words)
    looked_at(phone, "penalty-open")
    phone.get_by_label("监督检查中发现").check()
    phone.get_by_role("button", name="提交").click()
    expect(phone.locator("main")).to_contain_text("待立案")

    address = reverse("work_case", args=[Case.objects.get().pk])
    sign_in(desktop, county["leader"])
    desktop.goto(address)
    desktop.get_by_label("同意", exact=True).check()
    desktop.get_by_role("button", name="审批立案").click()
    expect(desktop.locator("main")).to_contain_text("已立案")

    phone.goto(address)
    phone.get_by_label("刘洋").first.check()
    phone.locator("main [name=facts]").fill("未取得施工许可证即开工。")
    phone.locator("main [name=evidence]").fill("现场笔录、合同。")
    phone.get_by_label("给予行政处罚", exact=True).check()
    phone.locator("main [name=violated]").fill("《建筑法》第七条")
    phone.locator("main [name=basis]").fill("《建设工程质量管理条例》第五十七条")
    phone.get_by_label("罚款", exact=True).check()
    phone.locator("main [name=fine]").fill("60000")
    looked_at(phone, "penalty-investigate")
    phone.get_by_role("button", name="调查终结").click()
    expect(phone.get_by_role("link", name="打印案件调查终结报告")).to_be_visible()

    sign_in(desktop, county["land.head"])
    desktop.goto(address)
    desktop.get_by_label("同意", exact=True).first.check()
    desktop.get_by_role("button", name="签署初审意见").click()
    phone.goto(address)
    phone.get_by_role("button", name="事先告知").click()
    phone.get_by_role("button", name="送达", exact=True).click()
    expect(phone.get_by_label("当事人要求听证")).to_be_visible()
    phone.locator("main [name=text]").fill("已经停工。")
    looked_at(phone, "penalty-state")
    phone.get_by_role("button", name="记录陈述申辩").click()
    phone.get_by_label("同意", exact=True).check()
    phone.get_by_role("button", name="签署审查意见").click()

    sign_in(desktop, county["leader"])
    desktop.goto(address)
    desktop.locator("main [name=reason]").first.fill("情节较轻。")
    desktop.locator("main [name=fine]").fill("70000")
    desktop.get_by_role("button", name="签发处罚决定").click()
    expect(desktop.locator("main")).to_contain_text("决定的处罚超出了事先告知的内容")
    desktop.locator("main [name=fine]").fill("50000")
    looked_at(desktop, "penalty-decide")
    desktop.get_by_role("button", name="签发处罚决定").click()
    expect(desktop.get_by_role("link", name="打印行政处罚决定书")).to_be_visible()
    looked_at(desktop, "penalty-decided")

"""A penalty and a seizure as people see them, from the finding to the decision; every page looked at."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from shenpi.apps import timekeeping
from shenpi.apps.casework.models import Case
from tests.sites.workbench.test_in_browser import looked_at
from tests.support import county as counties
from tests.support.browser import go_on, sign_in
from tests.support.official import report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def county() -> counties.County:
    county = counties.build(())
    own = {"item_type": "02", "accept": "land", "online": False, "at_window": False}
    county.items |= counties.build_items(county, ("penalty",), fee=False, co=("law",), **own)
    own |= {
        "item_type": "03",
        "statutory_limit": {"amount": 30, "unit": "calendar_days"},
        "promised_limit": None,
    }
    county.items |= counties.build_items(county, ("seizure",), fee=False, co=(), **own)
    return county


def test_a_penalty_from_the_finding_to_the_decision(phone: Page, desktop: Page, county: counties.County):
    """D8-015; 行政处罚法 arts 42, 44, 45, 54, 57: the handler on the telephone, the leader at the desk."""
    phone.name, desktop.name = "phone", "desktop"
    sign_in(phone, county["land.h"])
    phone.goto(reverse("work_tray"))
    go_on(phone.get_by_role("link", name="依职权立案"))
    go_on(phone.get_by_role("link", name="建设用地审批（penalty）"))
    go_on(phone.get_by_role("button", name="提交"))
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
    go_on(phone.get_by_role("button", name="提交"))
    expect(phone.locator("main")).to_contain_text("待立案")

    address = reverse("work_case", args=[Case.objects.get().pk])
    sign_in(desktop, county["leader"])
    desktop.goto(address)
    desktop.get_by_label("同意", exact=True).check()
    go_on(desktop.get_by_role("button", name="审批立案"))
    expect(desktop.locator("main")).to_contain_text("已立案")

    phone.goto(address)
    phone.get_by_label("刘洋").first.check()
    phone.locator(".panel-strong [name=facts]").fill("未取得施工许可证即开工。")
    phone.locator(".panel-strong [name=evidence]").fill("现场笔录、合同。")
    phone.get_by_label("给予行政处罚", exact=True).check()
    phone.locator(".panel-strong [name=violated]").fill("《建筑法》第七条")
    phone.locator(".panel-strong [name=basis]").fill("《建设工程质量管理条例》第五十七条")
    phone.get_by_label("罚款", exact=True).check()
    phone.locator(".panel-strong [name=fine]").fill("60000")
    looked_at(phone, "penalty-investigate")
    go_on(phone.get_by_role("button", name="调查终结"))
    expect(phone.get_by_role("link", name="打印案件调查终结报告")).to_be_visible()

    sign_in(desktop, county["land.head"])
    desktop.goto(address)
    desktop.get_by_label("同意", exact=True).first.check()
    go_on(desktop.get_by_role("button", name="签署初审意见"))
    phone.goto(address)
    go_on(phone.get_by_role("button", name="事先告知"))
    go_on(phone.get_by_role("button", name="送达", exact=True))
    expect(phone.get_by_label("当事人要求听证")).to_be_visible()
    phone.locator(".panel-strong [name=text]").fill("已经停工。")
    looked_at(phone, "penalty-state")
    go_on(phone.get_by_role("button", name="记录陈述申辩"))
    phone.get_by_label("同意", exact=True).check()
    go_on(phone.get_by_role("button", name="签署审查意见"))

    sign_in(desktop, county["leader"])
    desktop.goto(address)
    desktop.locator(".panel-strong [name=reason]").first.fill("情节较轻。")
    desktop.locator(".panel-strong [name=fine]").fill("70000")
    go_on(desktop.get_by_role("button", name="签发处罚决定"))
    expect(desktop.locator("main")).to_contain_text("决定的处罚超出了事先告知的内容")
    desktop.locator(".panel-strong [name=fine]").fill("50000")
    looked_at(desktop, "penalty-decide")
    go_on(desktop.get_by_role("button", name="签发处罚决定"))
    expect(desktop.get_by_role("link", name="打印行政处罚决定书")).to_be_visible()
    looked_at(desktop, "penalty-decided")


def test_a_seizure_from_the_approval_to_the_return(phone: Page, desktop: Page, county: counties.County):
    """D8-015; 行政强制法 arts 18, 24, 27, 28: the officer on the spot with the telephone, the leader at the desk."""
    phone.name, desktop.name = "phone", "desktop"
    address = reverse("work_case", args=[report(county, "seizure").pk])
    sign_in(desktop, county["leader"])
    desktop.goto(address)
    desktop.get_by_label("同意", exact=True).check()
    looked_at(desktop, "seizure-approve")
    go_on(desktop.get_by_role("button", name="审批行政强制措施"))

    sign_in(phone, county["land.h"])
    phone.goto(address)
    phone.get_by_label("扣押", exact=True).check()
    now = timekeeping.local(timekeeping.now())
    for name, words in (
        ("taken_on", f"{now:%Y-%m-%d}"),
        ("taken_hour", f"{now:%H:%M}"),
        ("place", "商业楼工地"),
        ("things", "施工升降机，1台，安全器过期\n钢丝绳"),
        ("reason", "防坠安全器过期。"),
        ("basis", "《安全生产法》第六十五条"),
    ):
        phone.locator(f"main [name={name}]").fill(words)
    phone.get_by_label("刘洋").first.check()
    phone.get_by_label("当事人到场并签名").check()
    go_on(phone.get_by_role("button", name="登记查封、扣押"))
    expect(phone.locator("main")).to_contain_text("请逐项写明")
    looked_at(phone, "seizure-seize")
    phone.locator("main [name=things]").fill("施工升降机，1台，安全器过期\n钢丝绳，120米")
    go_on(phone.get_by_role("button", name="登记查封、扣押"))
    expect(phone.get_by_role("link", name="打印扣押决定书")).to_be_visible()
    expect(phone.get_by_label("直接送达")).to_be_checked()
    go_on(phone.get_by_role("button", name="送达", exact=True))
    phone.get_by_label("解除查封、扣押", exact=True).check()
    phone.locator(".panel-strong [name=reason]").first.fill("安全器已经更换并检测合格。")
    go_on(phone.get_by_role("button", name="提出处理意见"))

    desktop.goto(address)
    desktop.get_by_label("其他不再需要").check()
    desktop.locator(".panel-strong [name=reason]").first.fill("隐患已经消除。")
    looked_at(desktop, "seizure-decide")
    go_on(desktop.get_by_role("button", name="签发处理决定"))
    phone.goto(address)
    go_on(phone.get_by_role("button", name="送达", exact=True))
    go_on(phone.get_by_role("button", name="登记退还"))
    expect(phone.get_by_role("link", name="打印退还财物凭证")).to_be_visible()
    looked_at(phone, "seizure-returned")

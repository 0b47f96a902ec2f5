"""The administrator words the agency's documents, looks at the sample, saves, and goes back (D10-075)."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from shenpi.apps.documents import acts, queries
from shenpi.apps.organisation.models import Post
from tests.sites.workbench.test_in_browser import looked_at
from tests.support import county as counties
from tests.support.browser import go_on, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_administrator_words_a_refusal(screen: Page, county):
    """Live sample, a character that no font has, the PDF, two versions, and the first one restored."""
    office = county.offices["law"]
    Post.objects.create(
        person=county["law.h"], office=office, role="administrator", valid_from=counties.LONG_AGO
    )
    sign_in(screen, county["law.h"])
    screen.goto(reverse("work_tray"))
    go_on(screen.get_by_role("link", name="文书用语"))
    looked_at(screen, "wordings")
    go_on(screen.get_by_role("link", name="不予行政许可决定书"))
    sample = screen.locator("#sample img")
    packaged = sample.first.get_attribute("src")
    screen.get_by_label("行政复议机关").fill("广安市广安区人民政府")
    expect(sample.first).not_to_have_attribute("src", packaged)
    screen.get_by_label("办理提示").fill("没有这个字：\ue000")
    expect(screen.locator("#sample")).to_contain_text("U+E000")
    go_on(screen.get_by_role("button", name="保存并送审"))
    expect(screen.locator(".error-summary")).to_be_focused()
    looked_at(screen, "wording-refused")
    screen.get_by_label("办理提示").fill("可以到三楼5号窗口咨询。")
    screen.get_by_label("为什么调整").fill("明确复议机关")
    with screen.context.expect_page() as opened:
        screen.get_by_role("button", name="打开 PDF 样张").click()
    assert opened.value.context
    go_on(screen.get_by_role("button", name="保存并送审"))
    expect(screen.get_by_text("已保存并送审")).to_be_visible()
    looked_at(screen, "wording")
    screen.get_by_label("行政复议机关").fill("区政府")
    screen.get_by_label("为什么调整").fill("简称")
    go_on(screen.get_by_role("button", name="保存并送审"))
    go_on(screen.get_by_role("link", name=re.compile("查看和恢复 第 1 版")))
    expect(screen.get_by_label("行政复议机关")).to_have_value("广安市广安区人民政府")
    screen.get_by_label("为什么调整").fill("恢复全称")
    go_on(screen.get_by_role("button", name="保存并送审"))
    expect(screen.get_by_text("第 3 版")).to_be_visible()
    expect(screen.get_by_label("行政复议机关")).to_have_value("广安市广安区人民政府")


def test_the_reform_office_gives_back_and_consents(screen: Page, county):
    """D10-075: what changed beside a sample; given back only with a reason, agreed in one press, by another person."""
    office = county.offices["law"]
    for person, role in ((county["law.h"], "administrator"), (county["land.head"], "reform")):
        Post.objects.create(person=person, office=office, role=role, valid_from=counties.LONG_AGO)
    said = {"contact": "政务大厅三楼"}
    acts.set_wording(county.agency, "refusal_decision", said, after=0, reason="搬迁", by=county["law.h"])
    sign_in(screen, county["land.head"])
    screen.goto(reverse("work_tray"))
    go_on(screen.get_by_role("link", name="用语审核"))
    looked_at(screen, "wording-consents")
    go_on(screen.get_by_role("link", name="不予行政许可决定书"))
    expect(screen.locator("ins")).to_have_text("政务大厅三楼")
    go_on(screen.get_by_role("button", name="退回"))
    expect(screen.locator(".error-summary")).to_be_focused()
    looked_at(screen, "wording-consent")
    go_on(screen.get_by_role("button", name="同意生效"))
    expect(screen.get_by_text("已同意，从现在起生效。")).to_be_visible()
    assert queries.wordings(county.agency.pk)["refusal_decision"].passages == said

"""What somebody typed and did not send: a session that ends, a switch of language or print, a page left behind."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.acting import PASSWORD
from tests.support.browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_nothing_typed_is_lost(desktop: Page, county):
    """Issue 2, bad input: nothing lost, and whoever leaves unsent words behind is asked first."""
    case = county.receive()
    county.accept(case)
    handler = county["land.h"]
    handler.set_password(PASSWORD)
    handler.save(update_fields=["password"])
    sign_in(desktop, handler)
    desktop.goto(reverse("work_case", args=[case.id]))
    opinion = desktop.locator("form[id^=examine-] [name=text]").first
    opinion.fill("与田𠮷祥巷的规划一致👍🏽。")
    expect(opinion).to_have_css("outline-style", "solid")  # who works by keyboard sees where he is
    desktop.get_by_role("button", name="大字版").click()
    expect(desktop.locator("html.large-print")).to_be_visible()
    expect(desktop.locator("#notices")).to_contain_text("已放回您刚才填写的内容")
    desktop.get_by_label("同意", exact=True).first.check()
    desktop.context.clear_cookies(name="sessionid")
    desktop.get_by_role("button", name="签署审查意见").first.click()
    expect(desktop.locator("#notices")).to_contain_text("登录已过期")
    for password in ("wrong", PASSWORD):
        desktop.get_by_label("用户名").fill(handler.username)
        desktop.get_by_label("密码").fill(password)
        desktop.locator("main").get_by_role("button", name="登录").click()
    expect(desktop.locator("#notices")).to_contain_text("还没有提交")
    expect(opinion).to_have_value("与田𠮷祥巷的规划一致👍🏽。")
    asked: list[str] = []
    desktop.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desktop.get_by_role("link", name="我的待办").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("我的待办")
    assert asked == ["beforeunload"]
    desktop.goto(reverse("work_case", args=[case.id]))
    expect(opinion).to_have_value("")

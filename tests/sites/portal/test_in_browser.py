"""The applicant's pages in a real browser: autosave, uploads by choosing, keyboard, phone, accessibility."""

import pytest
from playwright.sync_api import Page, expect

from shenpi.apps.applications.models import Application, Draft
from tests.support.browser import axe, go_on, no_sideways_scrolling
from tests.support.public_zone import CITIZEN, make_applicant, make_item, pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house():
    make_item()
    make_applicant()


def looked_at(page: Page, heading: str) -> None:
    """Wait until the page with this heading is there, and look at it as axe and a narrow screen do."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    axe(page)
    no_sideways_scrolling(page)


def sign_in(page: Page) -> None:
    page.get_by_label("用户名").fill("wang")
    page.get_by_label("密码").fill("correct horse battery")
    go_on(page.locator("main").get_by_role("button", name="登录"))


def test_from_search_to_confirmation_on_a_phone(house, phone: Page):
    page = phone
    page.goto("/")
    looked_at(page, "您要办什么事")
    page.get_by_role("searchbox").fill("食品")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    looked_at(page, "办事指南")
    go_on(page.get_by_role("link", name="食品经营许可"))
    looked_at(page, "食品经营许可")
    go_on(page.get_by_role("button", name="在线申请"))
    looked_at(page, "登录")
    sign_in(page)
    go_on(page.get_by_role("button", name="在线申请"))
    expect(page.locator(".task-list")).to_be_visible()
    looked_at(page, "食品经营许可")
    go_on(page.get_by_role("link", name="经营信息"))
    looked_at(page, "经营信息")

    page.get_by_label("经营场所").fill("建安中路8号")
    expect(page.locator("[data-autosave-words]")).to_contain_text("已保存")
    assert Draft.objects.get().form_data == {"place": "建安中路8号"}

    go_on(page.get_by_role("button", name="保存，下一步"))
    expect(page.locator(".error-summary")).to_be_focused()
    looked_at(page, "经营信息")
    go_on(page.get_by_role("link", name="主体业态"))
    page.get_by_label("餐饮服务").check()
    page.get_by_label("经营面积").fill("120")
    go_on(page.get_by_role("button", name="保存，下一步"))

    page.get_by_label("姓名").fill("李雷")
    page.get_by_label("身份证号码").fill(CITIZEN)
    page.get_by_role("button", name="再加一行").click()
    page.get_by_label("姓名").nth(1).fill("韩梅梅")
    looked_at(page, "人员")
    go_on(page.get_by_role("button", name="保存，下一步"))

    files = page.locator("#material-licence input[type=file]")
    files.set_input_files([{"name": "假.pdf", "mimeType": "application/pdf", "buffer": b"<html>"}])
    expect(page.locator("#material-licence .error-words").first).to_contain_text("没有上传")
    expect(page.locator(".htmx-added")).to_have_count(
        0
    )  # what was swapped in listens only once it has settled
    right = pdf()
    files.set_input_files([{"name": right.name, "mimeType": "application/pdf", "buffer": right.read()}])
    expect(page.locator("#material-licence").get_by_role("link", name="营业执照.pdf")).to_be_visible()
    looked_at(page, "上传材料")

    go_on(page.get_by_role("link", name="下一步：核对"))
    looked_at(page, "提交前请核对")
    page.get_by_label("承诺").check()
    with page.expect_navigation():
        page.get_by_role("button", name="提交申请").dblclick()
    expect(page.get_by_role("heading", name="申请已提交")).to_be_visible()
    looked_at(page, "申请已提交")
    assert Application.objects.count() == 1
    assert Application.objects.get().form_data["staff"][1] == {"name": "韩梅梅"}
    go_on(page.get_by_role("link", name="查看办理进度"))
    expect(page.locator(".course")).to_be_visible()
    looked_at(page, "食品经营许可")
    page.go_back()
    page.go_back()
    expect(page.locator("main")).to_contain_text("已经提交")


def test_what_a_broken_line_kept_back_is_saved_when_it_is_whole_again(house, desktop: Page):
    """D1-016: 「社会服务中心网络经常不稳,时常断线」."""
    page = desktop
    page.goto("/accounts/login/?next=/items/TEST-1/")
    sign_in(page)
    go_on(page.get_by_role("button", name="在线申请"))
    go_on(page.get_by_role("link", name="经营信息"))
    page.context.set_offline(True)
    page.get_by_label("经营场所").fill("断线时写的")
    expect(page.locator("[data-autosave-words]")).to_contain_text("没有保存成功")
    page.context.set_offline(False)
    expect(page.locator("[data-autosave-words]")).to_contain_text("已保存")
    assert Draft.objects.get().form_data == {"place": "断线时写的"}


def test_a_session_that_ended_while_typing_loses_nothing(house, desktop: Page):
    """Issue 2, bad input: nothing lost; the form token changes with the new session."""
    page = desktop
    page.goto("/accounts/login/?next=/items/TEST-1/")
    sign_in(page)
    go_on(page.get_by_role("button", name="在线申请"))
    go_on(page.get_by_role("link", name="经营信息"))
    page.get_by_label("经营场所").fill("先前的")
    expect(page.locator("[data-autosave-words]")).to_contain_text("已保存")
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("经营场所").fill("后来的")
    expect(page.locator("#notices")).to_contain_text("登录已过期")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="在新窗口登录").click()
    sign_in(opened.value)
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("我的办件")
    page.get_by_label("餐饮服务").check()
    expect(page.locator("[data-autosave-words]")).to_contain_text("已保存")
    expect(page.locator("#notices")).to_be_empty()
    assert Draft.objects.get().form_data == {"place": "后来的", "kind": "inn"}
    page.get_by_label("经营面积").fill("120")
    go_on(page.get_by_role("button", name="保存，下一步"))
    expect(page.get_by_role("heading", level=1)).to_have_text("人员")


def test_the_portal_is_used_by_keyboard_and_in_large_print_and_english(house, desktop: Page):
    page = desktop
    page.goto("/search/?q=食品")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="食品经营许可")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("食品经营许可")
    go_on(page.get_by_role("button", name="大字版"))
    looked_at(page, "食品经营许可")
    go_on(page.get_by_role("button", name="English"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    looked_at(page, "食品经营许可")
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()

"""The workbench as people see it, on a phone and on a desk: nothing serious for axe, nothing wider than the screen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from shenpi.apps import timekeeping
from shenpi.apps.organisation import acts as organisation
from shenpi.sites.demo.online import blank_page
from tests.support.browser import axe, go_on, no_sideways_scrolling, screenshot, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page: Page, name: str) -> None:
    axe(page)
    no_sideways_scrolling(page)
    screenshot(page, f"workbench-{name}-{page.name}")


def test_a_clerk_receives_accepts_and_prints(screen, county):
    """Journey 2, with the first attempt refused and the focus on the summary."""
    sign_in(screen, county["clerk"])
    screen.goto(reverse("work_tray"))
    looked_at(screen, "tray-empty")
    screen.goto(reverse("work_choose"))
    looked_at(screen, "choose")
    go_on(screen.get_by_role("link", name="建设用地审批（parallel）"))
    screen.get_by_label("姓名或名称").fill("田𠮷")
    screen.get_by_label("身份证号码或统一社会信用代码").fill("110105194912310021")
    screen.get_by_role("checkbox", name="申请表").check()
    plan = {"name": "总平面图（一层）.pdf", "mimeType": "application/pdf", "buffer": blank_page()}
    screen.get_by_label("平面图的扫描件").set_input_files(plan)
    go_on(screen.get_by_role("button", name="接件", exact=True))
    expect(screen.locator(".error-summary")).to_be_focused()
    expect(screen.get_by_role("checkbox", name=plan["name"])).to_be_checked()
    looked_at(screen, "receive-refused")
    screen.locator(".error-summary a").first.click()
    expect(screen.get_by_label("身份证号码或统一社会信用代码")).to_be_focused()
    screen.get_by_label("身份证号码或统一社会信用代码").fill("11010519491231002X")
    expect(screen.get_by_role("checkbox", name="申请表")).to_be_checked()
    go_on(screen.get_by_role("button", name="接件", exact=True))
    expect(screen.get_by_role("link", name="打印接件凭证")).to_be_visible()
    looked_at(screen, "received")
    screen.locator("summary", has_text="受理").first.click()
    for answer in ("属于本机关职责范围", "申请材料齐全", "符合法定形式"):
        screen.get_by_role("radio", name=answer, exact=True).check()
    go_on(screen.get_by_role("button", name="受理", exact=True))
    expect(screen.get_by_role("link", name="打印受理通知书")).to_be_visible()


def test_an_opinion_beside_the_file_under_a_delegation(screen, county):
    """Journey 3: who I am for whom, the acts first on a phone, the diagram at the present step."""
    case = county.receive()
    county.accept(case)
    end = timekeeping.now() + timedelta(days=3)
    organisation.delegate(by=county["land.h"], delegate=county["farm.h"], ends_at=end, reason="出差")
    sign_in(screen, county["farm.h"])
    screen.goto(reverse("work_tray"))
    looked_at(screen, "tray")
    screen.keyboard.press("j")
    expect(screen.locator("[data-keys-item]").first.get_by_role("link")).to_be_focused()
    with screen.expect_navigation():
        screen.keyboard.press("Enter")
    expect(screen.locator(".topline")).to_contain_text("代 王磊 办理（授权）")
    screen.locator("[data-diagram]").first.scroll_into_view_if_needed()
    expect(screen.locator(".djs-element.present").first).to_be_visible()
    act, file = screen.locator(".desk-act").bounding_box(), screen.locator(".desk-file").bounding_box()
    assert act
    assert file
    assert (act["y"] < file["y"]) if screen.name == "phone" else (act["x"] > file["x"])
    looked_at(screen, "case")
    form = screen.locator("form[id^=examine-]").first
    expect(form.get_by_label("理由")).to_be_hidden()
    form.get_by_label("不同意").check()
    form.get_by_label("理由").fill("与现行国土空间规划不一致。")
    go_on(form.get_by_role("button", name="签署审查意见"))
    expect(screen.locator(".error-summary")).to_be_focused()
    looked_at(screen, "case-refused")
    screen.goto(reverse("work_due", args=[case.id]))
    looked_at(screen, "due")


def test_the_pages_for_looking_things_up(screen, county):
    county.receive()
    sign_in(screen, county["leader"])
    for name, arguments in (
        ("work_cases", []),
        ("work_processes", []),
        ("work_process", [county.items["parallel"].process_id]),
        ("work_delegations", []),
    ):
        screen.goto(reverse(name, args=arguments))
        looked_at(screen, name)
    screen.goto(reverse("work_process", args=[county.items["parallel"].process_id]))
    screen.locator("[data-diagram]").first.scroll_into_view_if_needed()
    expect(screen.locator(".djs-element.djs-shape").first).to_be_visible()

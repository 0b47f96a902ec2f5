"""The window's day as its clerk sees it: agent, earlier case, one from before, views, bulk, messages, practice."""

import pytest
from playwright.sync_api import Page, expect

from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.notices import following
from tests.sites.workbench.walking import Walker, day
from tests.support import county as counties
from tests.support.browser import go_on
from tests.support.public_zone import CITIZEN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def county() -> counties.County:
    return counties.build(("parallel",), fee=False)


def test_a_clerk_s_day(desktop: Page, county):
    """D1-008, D1-009, D2-015, D3-038: what was typed once is not typed again, what repeats is done at once."""
    clerk = Walker(desktop, county, "desktop")
    clerk.becomes("clerk")
    an_agent_files(clerk)
    an_earlier_case_is_copied(clerk)
    one_from_before_is_entered(clerk)
    several_are_dispatched_under_a_view(clerk)
    what_came_back_is_told(clerk)


def receives(clerk: Walker) -> None:
    clerk.goes_to("/work/receive/")
    clerk.follows("建设用地审批（parallel）")


def ticks_materials(clerk: Walker) -> None:
    for key in ("application", "plan"):
        clerk.page.locator(f"[name=have-{key}]").check()


def an_agent_files(clerk: Walker) -> None:
    receives(clerk)
    clerk.fills(
        applicant_name="王秀英", applicant_id_number=CITIZEN, applicant_agent="王五", project="厂房扩建"
    )
    ticks_materials(clerk)
    clerk.presses("接件")
    clerk.reads("授权委托书")
    expect(clerk.page.locator(".error-summary")).to_be_focused()
    clerk.looks("counter-agent")
    clerk.chooses("已收取授权委托书（代办时必须）")
    clerk.presses("接件")
    clerk.reads("王五", "授权委托书")


def an_earlier_case_is_copied(clerk: Walker) -> None:
    receives(clerk)
    clerk.fills(applicant_id_number=CITIZEN)
    clerk.presses("查找以往办件，带入内容")
    clerk.looks("counter-earlier")
    go_on(clerk.page.locator("main a[href^='?like=']"))
    clerk.reads("已带入办件")
    expect(clerk.page.locator("[name=applicant_name]")).to_have_value("王秀英")
    expect(clerk.page.locator("[name=project]")).to_have_value("厂房扩建")
    ticks_materials(clerk)
    clerk.presses("接件")
    clerk.reads("打印接件凭证")
    assert Case.objects.count() == 2


def one_from_before_is_entered(clerk: Walker) -> None:
    receives(clerk)
    clerk.follows("补录已办完的办件")
    clerk.fills(source="省厅审批系统", source_number="SC-17", reason="系统切换前办理")
    clerk.fills(
        applicant_name="王秀英", applicant_id_number=CITIZEN, received_at=day(-40), completed_at=day(-9)
    )
    clerk.presses("补录")
    expect(clerk.page.locator(".error-summary")).to_be_focused()
    clerk.chooses("准予许可")
    clerk.presses("补录")
    clerk.reads("请填写受理日期", "请填写决定日期")
    clerk.looks("counter-past")
    clerk.fills(accepted_at=day(-39), decided_at=day(-10))
    clerk.presses("补录")
    clerk.reads("事后补录", "省厅审批系统", "不计入时效统计")


def several_are_dispatched_under_a_view(clerk: Walker) -> None:
    for task in Task.objects.filter(act="examine_formally"):
        answers = {"in_jurisdiction": True, "complete": True, "legal_form": True}
        acts.accept(task.case_id, task.pk, by=clerk.county["clerk"], **answers)
    clerk.goes_to("/work/?all=1")
    clerk.page.get_by_placeholder("编号、事项、申请人或环节").fill("王秀")
    go_on(clerk.page.get_by_role("button", name="筛选"))
    clerk.fills(name="王秀英的件")
    clerk.presses("保存")
    clerk.goes_to("/work/?all=1")
    go_on(clerk.page.get_by_role("link", name="王秀英的件"))
    go_on(clerk.page.get_by_role("navigation", name="按环节筛选").get_by_role("link", name="分办"))
    clerk.looks("counter-view")
    for box in clerk.page.get_by_role("checkbox").all():
        box.check()
    clerk.presses("按事项规定分办勾选的办件")
    expect(clerk.page.locator("#notices")).to_contain_text("已按事项规定分办 2 件")
    assert Task.objects.filter(act="examine").count() == 6


def what_came_back_is_told(clerk: Walker) -> None:
    """A case that its head returned lies in the handler's inbox, and leads back to the case."""
    county = clerk.county
    case = county.receive()
    county.accept(case)
    acts.examine(case.pk, county.task(case, "examine", "land").pk, by=county["land.h"], verdict="agree")
    review = county.task(case, "review", "land")
    acts.send_back(case.pk, review.pk, by=county["land.head"], reason="请补充规划意见。")
    settle()
    following.follow()
    clerk.becomes("land.h")
    clerk.goes_to("/work/")
    clerk.follows("未读消息")
    clerk.reads("退回")
    clerk.looks("counter-inbox")
    clerk.follows("查看办件")
    clerk.reads("请补充规划意见。")


def test_practice_looks_like_practice(phone: Page, county, settings):
    """D1-028: every page says so and how it is used; what is practised has no way into real figures."""
    settings.SHENPI_MODE = "practice"
    case = county.receive()
    clerk = Walker(phone, county, "phone")
    clerk.becomes("clerk")
    clerk.goes_to("/work/")
    expect(phone.locator("body")).to_contain_text("练习环境")
    phone.get_by_text("这一页怎么用").first.click()
    clerk.looks("practice-tray")
    clerk.opens(case)
    expect(phone.locator("body")).to_contain_text("练习环境")
    clerk.looks("practice-case")

"""Journeys 1 to 5 as one story: found by two characters, applied for online, examined by three offices at once,
granted, paid, served, made public, counted."""

import pytest
from playwright.sync_api import expect

from tests.browser import applying
from tests.browser.acting import Actor
from tests.browser.applying import COMPANY, ITEM, Receipt
from tests.browser.conftest import Stage
from tests.support.browser import go_on

pytestmark = [pytest.mark.browser]


@pytest.mark.parametrize("stage", ["phone", "desktop"], indirect=True)
def test_a_road_is_dug_up_by_the_book(stage: Stage):
    """D1-016, D3-021, D3-049, D10-042, D10-043."""
    applicant = stage.stranger()
    finds_and_signs_up(applicant)
    case = fills_and_submits(applicant)
    clerk = stage.enter("zhao.yong")
    accepts_and_dispatches(clerk, case)
    supervisor = stage.enter("fu.lei")
    counted = open_steps(supervisor)
    offices_give_their_opinions(stage, case)
    leader_grants(stage.enter("jia.xuemei"), case)
    stage.background()
    fee_is_paid(applicant, clerk, case)
    certificate_is_issued_served_and_published(clerk, case)
    stage.background()
    applicant_reads_the_decision(applicant, case)
    everybody_reads_the_notice(stage.stranger())
    supervisor_sees_it_done(supervisor, case, counted)


def finds_and_signs_up(applicant: Actor) -> None:
    applicant.goes_to("/")
    applicant.sees("您要办什么事")
    applicant.page.get_by_role("searchbox").fill("挖掘")
    with applicant.page.expect_navigation():
        applicant.page.keyboard.press("Enter")
    applicant.sees("办事指南")
    applicant.follows(ITEM)
    applicant.sees(ITEM)
    expect(applicant.page.locator(".guide section")).to_have_count(14)
    applicant.presses("在线申请")
    applicant.sees("登录")
    applicant.follows("注册申请人账号")
    applying.sign_up(applicant)
    applicant.sees(ITEM)  # where the account was asked for


def fills_and_submits(applicant: Actor) -> Receipt:
    page = applicant.page
    applicant.presses("在线申请")
    applicant.sees(ITEM)
    draft = page.url
    applicant.follows("工程")
    applicant.sees("工程")
    applicant.fills(project="金安大道二段燃气支管接入工程")
    expect(page.locator("[data-autosave-words]")).to_contain_text("已保存")
    page.reload()
    expect(page.locator("[name=project]")).to_have_value("金安大道二段燃气支管接入工程")
    applying.fill(applicant, "工程")
    applicant.sees("道路")
    applicant.presses("保存，下一步")
    expect(page.locator(".error-summary")).to_be_focused()
    applicant.sees("道路")
    applying.fill(applicant, "道路")
    applicant.sees("工期")
    applicant.goes_to(draft)
    applicant.sees(ITEM)  # left and resumed
    applicant.follows("工期")
    applying.fill(applicant, "工期")
    applicant.sees("承诺")
    applying.fill(applicant, "承诺")
    applicant.sees("上传材料")
    for number, material in enumerate(applying.MATERIALS, 1):
        applying.upload(applicant, material, pages=number)
    applicant.sees("上传材料")
    applicant.follows("下一步：核对")
    applicant.sees("提交前请核对")
    applicant.reads(COMPANY, "占用并挖掘", "36 米", "𠮷祥巷", "traffic.pdf")
    applicant.presses("提交申请")
    return applying.receipt(applicant)


def accepts_and_dispatches(clerk: Actor, case: Receipt) -> None:
    clerk.goes_to("/work/")
    clerk.sees("我的待办")
    clerk.takes_up(case.number, "形式审查")
    clerk.sees(ITEM)
    clerk.reads("网上申报", COMPANY)
    clerk.does("受理", "属于本机关职责范围", "申请材料齐全", "符合法定形式")
    assert "受理通知书" in clerk.paper("打印受理通知书")
    clerk.sees(ITEM)
    clerk.does("分办")
    clerk.follows("期限是怎么算的")
    clerk.sees("期限")


def offices_give_their_opinions(stage: Stage, case: Receipt) -> None:
    handlers = stage.holders("examine")
    assert len(handlers) == 3
    for handler in handlers:
        actor = stage.enter(handler)
        actor.takes_up(case.number, "承办人审查")
        actor.sees(ITEM)
        actor.does("签署审查意见", "同意", text="经审查，符合条件。")
    heads = stage.holders("review")
    assert set(heads) == {"yuan.xiulan", "peng.siyuan", "lu.yong"}
    for head in heads:
        actor = stage.enter(head)
        actor.takes_up(case.number, "负责人审核")
        actor.does("签署初审意见", "同意", text="同意按程序办理。")
        actor.sees(ITEM)


def leader_grants(leader: Actor, case: Receipt) -> None:
    leader.takes_up(case.number, "领导决定")
    leader.sees(ITEM)
    leader.reads("经审查，符合条件。")
    leader.page.locator("[data-diagram]").first.scroll_into_view_if_needed()
    expect(leader.page.locator(".djs-element.present")).to_have_count(1)
    leader.sees(ITEM)
    leader.does("签发决定", "准予许可", text="准予。")


def fee_is_paid(applicant: Actor, clerk: Actor, case: Receipt) -> None:
    clerk.takes_up(case.number, "通知缴费")
    clerk.does("通知缴费")
    clerk.sees(ITEM)
    applicant.follows("查看办理进度")
    applicant.sees(ITEM)
    applicant.reads("等您缴费", "¥1,200.00")
    applicant.fills(receipt_number="川财12345678")
    applicant.presses("我已缴费")
    applicant.reads("等收费人员核对")
    clerk.takes_up(case.number, "缴费登记")
    clerk.does("登记缴费", receipt_number="川财12345678")


def certificate_is_issued_served_and_published(clerk: Actor, case: Receipt) -> None:
    clerk.does("制证")
    clerk.does("送达", "窗口领取", recipient="李𠮷祥")
    clerk.does("公示结果")
    clerk.sees(ITEM)
    clerk.reads("已办结", "准予")


def applicant_reads_the_decision(applicant: Actor, case: Receipt) -> None:
    applicant.goes_to("/my/")
    applicant.sees("我的办件")
    applicant.follows(ITEM)
    applicant.sees(ITEM)
    applicant.reads("已办结", "作出决定：准予", "袁秀兰")
    assert COMPANY in applicant.paper("准予行政许可决定书")
    links = applicant.page.locator("a[href^='/documents/']")
    with applicant.page.expect_download() as kept:
        links.first.click()
    assert kept.value.suggested_filename.endswith(".pdf")
    for address in [str(link.get_attribute("href")) for link in links.all()]:
        assert applicant.pdf(address)


def everybody_reads_the_notice(stranger: Actor) -> None:
    stranger.goes_to("/notices/")
    stranger.sees("结果公示")
    stranger.reads(ITEM, COMPANY, "准予")


def open_steps(supervisor: Actor) -> int:
    """The wall's open steps by its figures, and the list behind them."""
    supervisor.goes_to("/supervise/")
    supervisor.sees("在办环节")
    return sum(int(figure) for figure in supervisor.page.locator(".figure-count").all_inner_texts())


def supervisor_sees_it_done(supervisor: Actor, case: Receipt, counted: int) -> None:
    assert counted == 3  # the offices' examinations, while they ran
    assert open_steps(supervisor) == 0
    supervisor.goes_to(f"/supervise/cases/?number={case.number}")
    supervisor.sees("办件")
    go_on(supervisor.page.locator("main tbody a").first)
    supervisor.sees(ITEM)
    supervisor.reads("已办结", "准予许可", "袁秀兰")

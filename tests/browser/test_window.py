"""The window: a paper filing, ticked against the list, examined, refused with reasons and both remedies."""

import re

import pytest
from playwright.sync_api import expect

from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Task
from shenpi.sites.demo.online import blank_page
from tests.browser import applying
from tests.browser.acting import Actor
from tests.browser.applying import ITEM
from tests.browser.conftest import Stage
from tests.support.browser import go_on
from tests.support.public_zone import CITIZEN

pytestmark = [pytest.mark.browser]
REASON = "开挖处新建道路交付使用未满五年。"
BASIS = "《城市道路管理条例》第三十三条"


def test_a_paper_filing_is_refused_with_reasons_and_remedies(stage: Stage):
    """D3-021, D3-026, D3-037, D3-049; 行政许可法 art. 38."""
    clerk = stage.stranger()
    clerk.sign_in("zhao.yong")
    number, code = takes_in(clerk)
    clerk.does("受理", "属于本机关职责范围", "申请材料齐全", "符合法定形式")
    clerk.does("分办")
    clerk_scans(clerk)
    handler_disagrees(stage, number)
    others_agree()
    leader_refuses(stage.enter("jia.xuemei"), number)
    stage.background()
    clerk.takes_up(number, "送达")
    refusal = clerk.paper("不予行政许可决定书")
    for words in (REASON, "第三十三条", "行政复议", "行政诉讼", "王秀英"):
        assert words in refusal
    clerk.does("送达", "窗口领取", recipient="王秀英")
    clerk.does("公示结果")
    clerk.reads("已办结")
    stage.background()
    anybody_asks_by_number_and_code(stage.stranger(), number, code)


def takes_in(clerk: Actor) -> tuple[str, str]:
    """Receive the filing; returns the case number and the query code, as the voucher tells the applicant."""
    clerk.goes_to("/work/receive/?q=挖掘")
    clerk.sees("窗口接件")
    clerk.follows(ITEM)
    clerk.sees(ITEM)
    clerk.presses("接件")
    expect(clerk.page.locator(".error-summary")).to_be_focused()
    clerk.sees(ITEM)
    clerk.fills(applicant_name="王秀英", applicant_id_number=CITIZEN, applicant_phone="13800000000")
    for ticked, written in applying.SECTIONS.values():
        clerk.chooses(*ticked)
        clerk.fills(**written)
    for material in applying.MATERIALS:
        clerk.page.locator(f"[name=have-{material}]").check()
    clerk.presses("接件")
    expect(clerk.page.locator("#notices")).to_contain_text("已接件")
    clerk.sees(ITEM)
    voucher = clerk.paper("打印接件凭证")
    number = clerk.page.locator(".cover-number").inner_text().split()[0]
    code = re.search(r"查询码([A-Z0-9]{4}-?[A-Z0-9]{4})", voucher)
    assert code, voucher
    assert "施工组织和安全防护方案" in voucher
    return number, code[1]


def clerk_scans(clerk: Actor) -> None:
    """What came on paper is scanned for the offices, each material, before they can sign."""
    form = clerk.deed("扫描导入")
    go_on(form.get_by_role("button", name="扫描导入", exact=True))
    expect(clerk.page.locator(".error-summary")).to_be_focused()
    clerk.sees(ITEM)
    for place in form.locator("input[type=file]").all():
        place.set_input_files({"name": "扫描.pdf", "mimeType": "application/pdf", "buffer": blank_page()})
    go_on(form.get_by_role("button", name="扫描导入", exact=True))
    expect(clerk.page.locator("#notices")).to_contain_text("已完成：扫描导入")


def handler_disagrees(stage: Stage, number: str) -> None:
    """A disagreement without reason and basis does not pass, and what was typed stays."""
    holder = Task.objects.get(act="examine", office__code="xzspj.build").holder
    assert holder is not None
    handler = stage.enter(holder.username)
    handler.takes_up(number, "承办人审查")
    form = handler.deed("签署审查意见")
    form.get_by_label("不同意", exact=True).check()
    form.locator("[name=text]").fill("路面尚在保护期内。")
    go_on(form.get_by_role("button", name="签署审查意见"))
    expect(handler.page.locator(".error-summary")).to_be_focused()
    handler.sees(ITEM)
    expect(form.locator("[name=text]")).to_have_value("路面尚在保护期内。")
    handler.does("签署审查意见", "不同意", reason=REASON, basis=BASIS)


def others_agree() -> None:
    """The others' part of the story, which the granting story walks in the browser."""
    said = {"reason": REASON, "basis": BASIS}
    for task in Task.objects.filter(act="examine").select_related("holder", "case"):
        acts.examine(task.case_id, task.id, by=task.holder, verdict="agree", text="同意。")
    for task in Task.objects.filter(act="review").select_related("holder", "case", "office"):
        verdict = "disagree" if task.office.code == "xzspj.build" else "agree"
        acts.review(task.case_id, task.id, by=task.holder, verdict=verdict, text="", **said)


def leader_refuses(leader: Actor, number: str) -> None:
    leader.takes_up(number, "领导决定")
    leader.sees(ITEM)
    leader.reads(REASON, BASIS)
    leader.does("签发决定", "不予许可", reason=REASON, basis=BASIS)
    leader.reads("不予")


def anybody_asks_by_number_and_code(stranger: Actor, number: str, code: str) -> None:
    stranger.goes_to("/query/")
    stranger.sees("办件查询")
    stranger.fills(number=number, code="AAAAAAAA")
    stranger.presses("查询")
    expect(stranger.page.locator(".error-summary")).to_be_focused()
    stranger.fills(number=number, code=code)
    stranger.presses("查询")
    stranger.sees(ITEM)
    stranger.reads("已办结", "不予")
    expect(stranger.page.locator("main")).not_to_contain_text("王秀英")

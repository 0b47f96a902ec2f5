"""A newcomer finds the door, enters as anybody with one click, and follows the guided path to its end (journey 7)."""

from random import Random

import pytest
from playwright.sync_api import expect

from shenpi.sites.demo import online, personas
from tests.browser.conftest import Stage
from tests.support.browser import go_on

pytestmark = [pytest.mark.browser]
ARRIVES = {
    "applicant": "您要办什么事",
    "agent": "代办",
    "secretary": "办公会议",
    "supervisor": "在办环节",
    "inspector": "投诉、咨询、评价",
    "designer": "全部流程",
    "approver": "全部流程",
    "administrator": "流程",
}
"""Where each persona's first page is not the work list."""


def test_the_door_opens_for_everybody_and_the_path_leads_to_the_end(stage: Stage):
    online.sign_up(personas.APPLICANT, Random(1), name="李晓明")
    newcomer = stage.stranger()
    page = newcomer.page
    newcomer.goes_to("/")
    expect(page.locator(".demonstration-banner")).to_contain_text("没有法律效力")
    for persona in personas.PERSONAS:
        newcomer.goes_to("/demo/")
        newcomer.sees("网上审批和电子监察")
        newcomer.presses(f"以{persona.title}身份进入")
        newcomer.sees(ARRIVES.get(persona.key, "我的待办"))

    newcomer.goes_to("/demo/")
    newcomer.follows("开始看")
    newcomer.sees("一件事怎么办成")
    newcomer.presses("替申请人提交")
    newcomer.sees("一件事怎么办成")
    go_on(page.get_by_role("button", name="我来当").first)
    newcomer.does("受理", "属于本机关职责范围", "申请材料齐全", "符合法定形式")
    newcomer.goes_to("/demo/path/")
    scenes = page.locator(".scenes > li").count()
    for _scene in range(scenes):
        if page.get_by_text("这件事办成了").count():
            break
        newcomer.presses("替我办这一步")
        newcomer.sees("一件事怎么办成")
    newcomer.reads("这件事办成了")
    newcomer.presses("以申请人身份看结果")
    newcomer.goes_to("/my/")
    newcomer.reads("已办结")

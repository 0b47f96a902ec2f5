"""The applicant changes his mind; anybody with number and code can follow it without an account."""

import pytest
from playwright.sync_api import expect

from tests.browser import applying
from tests.browser.applying import ITEM
from tests.browser.conftest import Stage

pytestmark = [pytest.mark.browser]


def test_an_application_is_withdrawn_and_its_end_is_seen_by_query(stage: Stage):
    """D3-033, D10-043."""
    applicant, stranger = stage.stranger(), stage.stranger()
    case = applying.apply(applicant)
    stranger.goes_to("/query/")
    stranger.fills(number=case.number, code=case.code.lower())
    stranger.presses("查询")
    stranger.sees(ITEM)
    stranger.reads("已接件，正在形式审查")

    applicant.follows("查看办理进度")
    applicant.sees(ITEM)
    applicant.follows("撤回申请")
    applicant.sees("撤回申请")
    applicant.fills(reason="改走架空线，不挖路了。")
    applicant.presses("撤回申请")
    applicant.sees(ITEM)
    stage.background()
    applicant.page.reload()
    applicant.reads("已撤回")
    expect(applicant.page.get_by_role("link", name="撤回申请")).to_have_count(0)
    assert "撤回" in applicant.paper("申请材料退还凭证")

    stranger.goes_to("/query/")
    stranger.fills(number=case.number, code=case.code)
    stranger.presses("查询")
    stranger.reads("已撤回")
    clerk = stage.enter("zhao.yong")
    clerk.goes_to("/work/?all=1")
    clerk.sees("我的待办")
    expect(clerk.page.locator("main")).not_to_contain_text(case.number)

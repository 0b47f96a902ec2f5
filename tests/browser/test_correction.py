"""The correction: told once and in whole, answered online, accepted; there is no second."""

import pytest
from playwright.sync_api import expect

from tests.browser import applying
from tests.browser.acting import Actor
from tests.browser.applying import ITEM, Receipt
from tests.browser.conftest import Stage

pytestmark = [pytest.mark.browser]
FAULTS = {"design": "缺少路面恢复方案。", "safety": "没有夜间警示措施。"}


@pytest.mark.parametrize("stage", ["phone", "desktop"], indirect=True)
def test_what_is_missing_is_told_once_and_supplied_online(stage: Stage):
    """行政许可法 art. 32; D3-030."""
    applicant = stage.stranger()
    case = applying.apply(applicant)
    clerk = stage.enter("zhao.yong")
    requests_correction(clerk, case)
    stage.background()
    applicant_answers(applicant)
    clerk.takes_up(case.number, "形式审查")
    clerk.sees(ITEM)
    clerk.reads("补正后收取")
    clerk.cannot("一次性告知补正")
    clerk.does("受理", "属于本机关职责范围", "申请材料齐全", "符合法定形式")
    applicant.page.reload()
    applicant.sees(ITEM)
    applicant.reads("已受理")
    applicant.page.get_by_text("到期时间是怎么算的").click()
    applicant.sees(ITEM)
    applicant.reads("第 1 日")


def requests_correction(clerk: Actor, case: Receipt) -> None:
    clerk.takes_up(case.number, "形式审查")
    clerk.does("一次性告知补正", **{f"fault-{key}": words for key, words in FAULTS.items()})
    notice = clerk.paper("打印补正告知书")
    assert all(words in notice for words in FAULTS.values())
    clerk.sees(ITEM)


def applicant_answers(applicant: Actor) -> None:
    applicant.goes_to("/my/")
    applicant.sees("我的办件")
    applicant.follows(ITEM)
    applicant.sees(ITEM)
    applicant.follows("去补正")
    applicant.sees("需要补正的全部内容")
    applicant.reads(*FAULTS.values())
    applicant.presses("开始补正")
    applicant.follows("上传材料")
    applicant.sees("上传材料")
    applicant.reads(*FAULTS.values())
    for pages, material in enumerate(FAULTS, 11):
        applying.upload(applicant, material, pages=pages)
    applicant.follows("下一步：核对")
    applicant.sees("提交前请核对")
    applicant.presses("提交补正材料")
    applicant.sees(ITEM)
    expect(applicant.page.get_by_role("link", name="去补正")).to_have_count(0)

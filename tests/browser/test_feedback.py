"""What people say: a complainant, the agency's own supervisor, a rater at the window, a leader and the figures."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from shenpi.apps.supervision.models import FilerReading
from tests.browser.acting import Actor
from tests.browser.conftest import Stage
from tests.support.browser import go_on

pytestmark = [pytest.mark.browser]
AGENCY = "自然资源和规划局"


def test_people_complain_and_rate_and_are_answered(stage: Stage):
    """D1-015, D7-005, D10-044, D10-045, D10-076, D10-081."""
    complainant = stage.stranger()
    code = complains(complainant)
    handles(stage)
    stage.background()
    is_answered(complainant, code)
    rates(stage)
    stage.background()
    reads_the_figures(stage)


def complains(complainant: Actor) -> str:
    """A citizen without an account, under her real name; the form keeps what was typed when something is missing."""
    complainant.goes_to("/complain/")
    complainant.sees("我要投诉")
    complainant.follows("网上投诉")
    complainant.sees("网上投诉")
    complainant.page.get_by_label("投诉哪个部门").select_option("zrzy")
    complainant.fills(text="两次才说缺材料。", name="赵小红")
    complainant.presses("提交投诉")
    complainant.sees("网上投诉")
    complainant.reads("请选择投诉的类别。", "实名提出的，请留下联系电话。")
    complainant.page.get_by_label("投诉什么").select_option("refusal")
    complainant.fills(phone="13900000000")
    complainant.presses("提交投诉")
    complainant.sees("不予办理、不一次性告知")
    complainant.reads("等待决定是否受理", "两次才说缺材料。")
    return complainant.page.locator(".number-big").inner_text()


def handles(stage: Stage) -> None:
    """The agency's own supervisor takes it up, looks at the name for a reason, and finds."""
    own = stage.enter("tan.wenhui")
    own.goes_to("/supervise/feedback/")
    own.sees("投诉、咨询、评价")
    own.follows("诉〔")
    own.sees("不予办理、不一次性告知")
    expect(own.page.locator("main")).not_to_contain_text("赵小红")
    own.fills(reason="电话核实")
    own.presses("查看身份")
    own.reads("赵小红", "13900000000")
    assert FilerReading.objects.get().reason == "电话核实"
    for act, text in (("take_up", "予以受理。"), ("substantiate", "属实，已责令改正。")):
        own.page.get_by_label("处理").select_option(act)
        own.page.locator("#matter-text").fill(text)
        own.presses("记载并告知对方")
        own.reads(text)
    own.goes_to("/supervise/")
    own.reads("不能使用这一页")


def is_answered(complainant: Actor, code: str) -> None:
    """By the code she opens it on another day, takes the letter with its seal, and is content."""
    complainant.page.context.clear_cookies()
    complainant.goes_to("/feedback/")
    complainant.sees("我的投诉和咨询")
    complainant.fills(code=code.lower())
    complainant.presses("查看")
    complainant.sees("不予办理、不一次性告知")
    complainant.reads("已答复", "属实，已责令改正。")
    letter = complainant.paper("投诉处理答复书")
    assert "赵小红：" in letter
    assert "诉复〔" in letter
    complainant.presses("我满意")
    complainant.reads("已办结")


def rates(stage: Stage) -> None:
    """A visitor rates the service by the code that the clerk gave her; the office reads it without a name."""
    clerk = stage.enter("zhang.wei")
    clerk.goes_to("/work/visitors/rating/")
    clerk.sees("请来访人评价")
    clerk.presses("生成评价码")
    code = clerk.page.locator(".number-big").inner_text()
    visitor = stage.stranger()
    visitor.goes_to("/rate/")
    visitor.fills(code=code)
    visitor.presses("去评价")
    visitor.sees("您满意吗？")
    visitor.chooses("不满意")
    visitor.presses("提交评价")
    visitor.reads("请写明哪里不满意，以便整改。")
    visitor.fills(text="排队一小时。")
    visitor.page.locator("details summary").click()
    visitor.fills(name="钱多多")
    visitor.presses("提交评价")
    visitor.sees("评价")
    visitor.reads("已退回整改")
    clerk.goes_to("/work/oversight/")
    clerk.sees("监察督办")
    clerk.follows("评〔")
    clerk.reads("排队一小时。")
    expect(clerk.page.locator("main")).not_to_contain_text("钱多多")
    clerk.page.locator("#answer-mend").fill("已增开窗口。")
    go_on(clerk.page.get_by_role("button", name="送交监察机构").first)
    visitor.page.reload()
    visitor.reads("已整改，请您核实", "已增开窗口。")


def reads_the_figures(stage: Stage) -> None:
    """The leader reads satisfaction and complaints, and takes a workbook home."""
    leader = stage.enter("xiao.xuemei")
    leader.goes_to("/supervise/reports/")
    leader.sees("办件量")
    leader.follows("投诉、咨询、差评")
    leader.sees("投诉、咨询、差评")
    leader.reads(AGENCY)
    leader.follows("好差评")
    leader.sees("好差评")
    with leader.page.expect_download() as kept:
        leader.page.get_by_role("link", name="XLSX").click()
    assert re.fullmatch(r"好差评 20\d\d-\d\d\.xlsx", kept.value.suggested_filename)
    with ZipFile(BytesIO(Path(kept.value.path()).read_bytes())) as packed:
        assert "非常满意" in packed.read("xl/sharedStrings.xml").decode()

"""An agent of a township (代办): two residents entrust her, she submits for one; window and resident see who filed."""

import re

import pytest

from tests.browser import applying
from tests.browser.acting import Actor
from tests.browser.conftest import Stage
from tests.support.browser import go_on
from tests.support.public_zone import CITIZEN, pdf

pytestmark = [pytest.mark.browser]
ITEM = "80周岁以上老年人高龄津贴发放"
RESIDENTS = (("周玉兰", CITIZEN), ("李桂兰", "510102194001011227"))
TRUE = "本人（本单位）承诺所填内容和提交的材料真实、合法、有效，并承担相应的法律责任。"


def test_an_agent_files_for_a_resident_who_then_revokes(stage: Stage):
    """D2-015: the record names both and the authorisation; the resident sees and ends it with a slip of paper."""
    agent = stage.enter("luo.yufen")
    slips = [records(agent, name, number) for name, number in RESIDENTS]
    for name, _number in reversed(RESIDENTS):
        begins(agent, name)
    agent.fills(household="官盛镇金盆村3组")
    agent.chooses("居家")
    agent.presses("保存，下一步")
    agent.fills(bank="四川农商银行官盛分理处（演示）", account="6217000000000000001")
    agent.presses("保存，下一步")
    agent.sees("代办人")
    agent.presses("保存，下一步")
    agent.chooses(TRUE)
    agent.presses("保存，下一步")
    for pages, material in enumerate(("application", "identity", "account"), 1):
        applying.upload(agent, material, pages=pages)
    agent.follows("下一步：核对")
    agent.sees("提交前请核对")
    agent.reads("罗玉芬（官盛镇政府便民服务中心）")
    agent.presses("提交申请")
    agent.sees("申请已提交")
    case = agent.page.locator(".number-big").first.inner_text().strip()
    stage.background()
    clerk = stage.enter("xu.wei")
    clerk.takes_up(case, "形式审查")
    clerk.sees(ITEM)
    clerk.reads("授权委托书")
    assert (
        "周玉兰（罗玉芬（官盛镇政府便民服务中心） 代办）" in clerk.page.locator("header.cover").inner_text()
    )
    revokes(stage.stranger(), *slips[0])
    agent.goes_to("/agent/")
    agent.sees("代办")
    agent.reads("为 李桂兰 代办", "已终止")
    assert case not in agent.page.locator("main").inner_text()


def records(agent: Actor, name: str, number: str) -> tuple[str, str]:
    """Record a mandate; a forgotten date comes back with everything else kept. Returns what is on the slip."""
    agent.goes_to("/agent/")
    agent.follows("登记委托")
    agent.sees("登记委托")
    agent.fills(name=name, identifier=number, phone="13900000005", items=ITEM)
    agent.chooses("代为查阅、领取文书")
    paper = pdf("委托书.pdf", pages=5)
    agent.page.locator("#authorisation").set_input_files(
        [{"name": paper.name, "mimeType": "application/pdf", "buffer": paper.read()}]
    )
    agent.presses("登记委托")
    agent.sees("登记委托")
    agent.reads("有几处需要修改", "委托书.pdf")
    agent.fills(ends_on="2099-12-31")
    agent.presses("登记委托")
    agent.sees(f"{name} 的委托")
    agent.reads(number[:6] + "********" + number[-4:], ITEM)
    shown = agent.page.locator(".number-big")
    return shown.nth(0).inner_text().strip(), shown.nth(1).inner_text().strip()


def begins(agent: Actor, name: str) -> None:
    """Begin the application for a resident, whose name and number are known."""
    agent.goes_to("/agent/")
    agent.follows(name)
    go_on(agent.page.locator("main").get_by_role("button", name=re.compile("开始填写")).first)
    agent.sees(ITEM)
    assert f"正在为 {name} 代办" in agent.page.get_by_role("complementary", name="代办").inner_text()
    agent.follows("老年人")
    assert agent.page.locator("main [name=name]").input_value() == name


def revokes(resident: Actor, number: str, code: str) -> None:
    """Look at what was done, and end it, without an account."""
    resident.goes_to("/mandates/")
    resident.sees("别人代我办")
    resident.fills(number=number, code=code)
    resident.presses("查看委托")
    resident.sees("别人代我办")
    resident.reads(ITEM, "罗玉芬")
    resident.presses("撤销委托")
    resident.reads("居民撤销")

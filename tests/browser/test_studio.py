"""The studio's story: a process drawn with a fault, the fault played, mended, proved, approved by another, lived."""

from random import Random

import pytest
from playwright.sync_api import expect

from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case
from shenpi.apps.catalogue.models import ItemVersion, ProcessVersion
from shenpi.apps.organisation.models import Person
from shenpi.sites.demo import invented
from tests.browser.acting import Actor
from tests.browser.conftest import Stage
from tests.browser.drawing import Board
from tests.support.browser import axe, go_on

pytestmark = [pytest.mark.browser]
NAME = "卫生许可并联审查"
ITEM = "公共场所卫生许可新办审批（县级）"
EXAMINATION = {"岗位": "handler", "哪个科室": "lead", "办理动作": "examine", "时限": "P5WD"}


def test_a_process_is_drawn_faulty_mended_proved_and_lived(stage: Stage) -> None:
    """Issue 3: sites/studio; D4-005."""
    designer = stage.enter("xie.minghui")
    board = begins(designer)
    draws_a_join_that_waits_for_ever(board)
    sees_it_found_and_played(board)
    mends(board)
    writes_a_scenario(board)
    hands_in(designer, board)
    approves(stage.enter("jiang.xiulan"))
    acts.receive(filing(), by=Person.objects.get(username="zhao.yong"))
    case = Case.objects.select_related("process").get()
    assert case.process == ProcessVersion.objects.get(key="hygiene")
    designer.goes_to("/studio/processes/hygiene/")
    designer.sees(NAME)
    expect(designer.page.locator("[data-label=在办]")).to_contain_text("1 件")


def begins(designer: Actor) -> Board:
    designer.goes_to("/work/")
    go_on(designer.page.get_by_role("link", name="流程设计台"))
    designer.sees("全部流程")
    designer.follows("新建流程")
    designer.sees("新建流程")
    designer.fills(name=NAME, key="Hygiene")
    designer.presses("开始画图")
    expect(designer.page.locator(".error-summary")).to_be_focused()
    designer.sees("新建流程")
    designer.fills(key="hygiene")
    designer.presses("开始画图")
    board = Board(designer.page)
    expect(designer.page.locator(".bjs-powered-by")).to_be_visible()  # the licence wants the watermark
    return board


def draws_a_join_that_waits_for_ever(board: Board) -> None:
    board.turns_to("属性")
    board.takes("顺序流 形式审查")
    board.page.get_by_role("button", name="删除这个元素").click()
    board.takes("形式审查")
    board.appends("ExclusiveGateway", 名称="分办")
    board.appends("UserTask", 名称="城建审查", **EXAMINATION)
    board.appends("ParallelGateway", 名称="会签")
    board.connects("办结")
    board.takes("分办（")
    board.appends("UserTask", 名称="公安审查", **EXAMINATION)
    board.connects("会签")


def sees_it_found_and_played(board: Board) -> None:
    findings = board.verdict("处问题")
    stuck = findings.filter(has_text="永远等不到")
    expect(stuck).to_contain_text("会签")
    expect(board.page.locator(".djs-element.fault")).not_to_have_count(0)
    axe(board.page)
    stuck.get_by_role("button", name="演示怎样出错").click()
    line = board.page.locator("[data-player-line]")
    expect(board.page.locator("[data-player=play]")).to_be_focused()
    board.page.keyboard.press("Home")
    for _step in range(40):
        if "永远等不到" in line.inner_text():
            break
        board.page.keyboard.press("ArrowRight")
    expect(line).to_contain_text("永远等不到")
    expect(board.page.locator(".token")).not_to_have_count(0)
    axe(board.page)
    board.page.keyboard.press("Escape")
    expect(board.page.locator(".player")).to_be_hidden()
    expect(board.page.locator(".token")).to_have_count(0)


def mends(board: Board) -> None:
    board.turns_to("属性")
    board.takes("分办（")
    board.tool("换成", "ParallelGateway", "replace")
    board.page.get_by_role("button", name="重新排版").click()
    board.verdict("检查都通过")
    board.page.get_by_text("已证明的").click()
    expect(board.page.locator("[data-proved]")).to_contain_text("无论办到哪一步，流程都能办结")
    board.saved()


def writes_a_scenario(board: Board) -> None:
    board.turns_to("场景")
    board.page.get_by_role("button", name="按现在的图写一个例子").click()
    expect(board.page.get_by_label("场景（JSON）")).to_have_value(r"""{
  "start": "2026-03-02 09:00",
  "case": {},
  "scenarios": [
    {
      "name": "例：顺利办结",
      "run": [
        {
          "do": "形式审查",
          "by": "acceptor"
        },
        {
          "do": "城建审查",
          "by": "handler"
        },
        {
          "do": "公安审查",
          "by": "handler"
        }
      ],
      "end": true
    }
  ]
}""")
    board.verdict("检查和场景都通过")
    axe(board.page)


def hands_in(designer: Actor, board: Board) -> None:
    board.turns_to("送审")
    designer.fills(words="两家同时审查，都办完才办结。")
    designer.presses("送审")
    designer.sees(f"送审稿：{NAME}")
    designer.reads("无论办到哪一步，流程都能办结", "例：顺利办结")
    expect(designer.page.get_by_role("button", name="核准发布")).to_have_count(0)


def filing() -> acts.Filing:
    version, rng = ItemVersion.objects.get(current_of__name=ITEM, process__isnull=False), Random(3)
    return acts.Filing(
        version_id=version.pk,
        applicant=invented.applicant(rng),
        form=invented.answers(version.form_schema, rng),
        materials=[acts.HandedIn(row["key"], row["name"]) for row in version.materials],
    )


def approves(reformer: Actor) -> None:
    reformer.goes_to("/studio/")
    reformer.sees("全部流程")
    reformer.follows("谢明慧 送审，待核准")
    reformer.sees("送审稿")
    reformer.presses("核准发布")
    reformer.sees(NAME)
    reformer.reads("发布时的检查结果", "蒋秀兰")
    reformer.follows("指定给事项使用")
    reformer.sees("指定给事项")
    item = reformer.page.get_by_label("事项", exact=True)
    item.select_option(item.locator("option", has_text=ITEM).get_attribute("value"))
    reformer.presses("发布事项的新版本")
    reformer.sees(NAME)
    reformer.reads(ITEM)

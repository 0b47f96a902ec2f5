"""A hard case as people see it: read beside the form, checked on the spot, neighbours heard, a meeting held."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case
from shenpi.apps.documents import files
from tests.sites.workbench.walking import Walker, day, holder
from tests.support import county as counties

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHECK, NEIGHBOURS, SIGN = "指派现场核查", "告知利害关系人", "签署审查意见"
MEETING = "召集会审或者提交办公会议"


@pytest.fixture
def county() -> counties.County:
    return counties.build(("parallel",), fee=False)


@pytest.fixture
def case(county) -> Case:
    """Accepted, with a plan that can be looked at."""
    picture = BytesIO()
    Image.new("RGB", (400, 300), "beige").save(picture, "PNG")
    plan = files.store_bytes(picture.getvalue(), "image/png").sha256
    handed = [
        acts.HandedIn("application", "申请表"),
        acts.HandedIn("plan", "平面图", "copy", 2, plan, "平面图.png"),
    ]
    found = county.receive(materials=handed)
    county.accept(found)
    return found


def test_from_the_spot_to_the_executive_meeting(phone: Page, desktop: Page, county, case):
    """D3-048 to D3-051; 行政许可法 arts 34.3, 36: officers on the telephone, the desk beside the file."""
    desk, outside = Walker(desktop, county, "desktop"), Walker(phone, county, "phone")
    reads_beside_the_form(desk, case)
    two_officers_check(desk, outside, case)
    neighbours_are_heard(desk, case)
    an_opinion_is_mended(desk, outside, case)
    county.examine_all(case)
    the_meeting_decides(desk, outside, case)
    everything_is_one_pdf(desk, case)


def reads_beside_the_form(desk: Walker, case: Case) -> None:
    desk.opens(case, "land.h")
    desk.page.get_by_text("在本页查看").click()
    plan = desk.page.locator("iframe[title=平面图]")
    expect(plan.content_frame.locator("img")).to_be_visible()
    shown, form = plan.bounding_box(), desk.deed(SIGN).bounding_box()
    assert shown
    assert form
    assert shown["x"] + shown["width"] <= form["x"], "not side by side"
    desk.looks("hard-viewer")


def two_officers_check(desk: Walker, outside: Walker, case: Case) -> None:
    form = desk.deed(CHECK)
    form.get_by_label("王磊").check()
    form.locator("[name=matter]").fill("核对红线。")
    desk.tries(CHECK, "两名以上")
    expect(desk.deed(CHECK).get_by_label("王磊")).to_be_checked()
    desk.deed(CHECK).get_by_label("刘洋").check()
    desk.does(CHECK)
    first = holder(case, "record_field_check")
    outside.opens(case, first)
    outside.looks("hard-check")
    outside.does("登记现场核查笔录", checked_on=day(), place="石岗村", findings="界址清楚。")
    outside.opens(case, ({"land.h", "farm.h"} - {first}).pop())
    outside.reads("界址清楚。")
    outside.does("核对笔录并签名")
    record = outside.paper("打印现场核查笔录")
    assert "王磊" in record
    assert "刘洋" in record


def neighbours_are_heard(desk: Walker, case: Case) -> None:
    desk.opens(case)
    desk.does(NEIGHBOURS, parties="赵五，石岗村12号", matter="采光")
    assert "赵五" in desk.paper("打印利害关系人告知书")
    desk.opens(case, holder(case, "hear_third_party"))
    desk.looks("hard-neighbour")
    desk.does("登记陈述申辩", heard_on=day(), statement="影响晾晒。")


def an_opinion_is_mended(desk: Walker, outside: Walker, case: Case) -> None:
    desk.opens(case, "land.h")
    desk.does(SIGN, "同意", text="符合条件。")
    desk.deed("提请修改本人意见")
    desk.does("提请修改本人意见", "同意", why="漏写条件", text="符合条件，须保留晒场。")
    outside.opens(case, "leader")
    outside.reads("漏写条件", "须保留晒场")
    outside.looks("hard-mend-consent")
    outside.does("审批意见修改", "同意")
    desk.opens(case)
    desk.reads("符合条件，须保留晒场。", "原意见（", "经 郑国华 同意修改")


def the_meeting_decides(desk: Walker, outside: Walker, case: Case) -> None:
    outside.opens(case)
    outside.does(MEETING, "办公会议", "疑难事项", matter="晒场怎样保留。")
    desk.opens(case, holder(case, "record_meeting"))
    desk.reads("晒场怎样保留。")
    desk.looks("hard-minutes")
    desk.does("登记会议纪要", "准予许可", held_on=day(), attendees="郑国华、陈刚", summary="保留晒场后准予。")
    outside.opens(case)
    outside.reads("签发须与会议决定一致")
    outside.looks("hard-bound")
    outside.deed("签发决定").get_by_label("不予许可", exact=True).check()
    outside.deed("签发决定").locator("[name=reason]").fill("影响晒场。")
    outside.deed("签发决定").locator("[name=basis]").fill("第三十六条")
    outside.tries("签发决定", "只能按会议决定签发")
    outside.does("签发决定", "准予许可")
    outside.reads("准予")


def everything_is_one_pdf(desk: Walker, case: Case) -> None:
    desk.opens(case)
    desk.follows("卷宗和归档")
    whole = desk.paper("打印全卷（PDF）")
    for words in ("卷内文件", "现场核查笔录", "界址清楚。", "集体讨论会议纪要", "须保留晒场", "影响晾晒。"):
        assert words in whole, words

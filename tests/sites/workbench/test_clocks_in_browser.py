"""Clocks that rest and run on as people see it: special procedures in and out of their plan, extension, hearing."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, sweeps
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.exchange.pumping import settle
from tests.sites.workbench.walking import Walker, day, filed_online, holder
from tests.support import county as counties

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAUSE, EXTEND = "提请特别程序（暂停计时）", "提请延长办理期限"


@pytest.fixture
def county() -> counties.County:
    return counties.build(("committed",), fee=False)


def paused_a_month_ago(county) -> Case:
    """Its special procedure was to take ten working days, and nobody said that it has ended."""
    with timekeeping.at(timekeeping.now() - timedelta(days=30)):
        case = county.receive("committed")
        county.accept(case)
        acts.request_suspension(case.pk, by=county["land.h"], procedure="testing", days=10, reason="送检。")
        task = county.task(case, "approve_suspension")
        acts.approve_suspension(case.pk, task.pk, by=county["leader"], verdict="approve")
    return case


def claimed_three_weeks_ago(county) -> Case:
    """A hearing whose day has come."""
    past = timekeeping.now() - timedelta(days=21)
    with timekeeping.at(past):
        case = county.receive("committed")
        county.accept(case)
        acts.tell_hearing_rights(case.pk, by=county["land.h"], matter="采光。")
        acts.record_claim(case.pk, county.task(case, "await_claim").pk, by=county["clerk"], claims=True)
        task = Task.objects.get(case=case, act="schedule_hearing")
        held_at = timekeeping.now() + timedelta(days=20)
        said = {"held_at": held_at, "place": "三楼会议室", "chair": county["law.head"]}
        acts.schedule_hearing(case.pk, task.pk, by=task.holder, **said)
    return case


def test_limits_rest_run_on_and_are_extended(phone: Page, desktop: Page, county):
    """行政许可法 arts 42, 45; D3-042, D10-037: asked for at the desk, consented to on the telephone."""
    desk, leader = Walker(desktop, county, "desktop"), Walker(phone, county, "phone")
    late, case = paused_a_month_ago(county), county.receive("committed")
    county.accept(case)
    sweeps.sweep()

    desk.opens(case, "land.h")
    desk.tries(PAUSE, "请选择特别程序", "所需时间为", "请写明理由")
    desk.looks("clocks-ask")
    desk.selects(PAUSE, "procedure", "expert_review")
    desk.does(PAUSE, days="10", reason="高边坡。")
    leader.opens(case, "leader")
    leader.reads("专家评审", "10个工作日", "高边坡。", "王磊")
    leader.looks("clocks-consent")
    leader.does("审批特别程序", "同意", text="同意评审。")
    leader.reads("暂停至")
    assert "10个工作日" in leader.paper("打印特别程序时间告知书")
    desk.goes_to("/work/?all=1")
    desk.reads("暂停计时")
    desk.looks("clocks-tray")
    desk.opens(case, holder(case, "conduct_suspension"))
    desk.follows("期限是怎么算的")
    desk.reads("专家评审")
    desk.looks("clocks-due")
    desk.opens(case)
    desk.does("特别程序已结束", text="专家同意。")

    desk.opens(case, "land.h")
    desk.does(EXTEND, reason="现场复杂。")
    leader.opens(case)
    leader.does("审批延期", "同意")
    assert "现场复杂" in leader.paper("打印延长办理期限告知书")
    desk.opens(case)
    desk.cannot(EXTEND)

    desk.opens(late)
    desk.reads("特别程序结束，继续计时", "期限已满")


def test_an_applicant_is_heard(phone: Page, desktop: Page, county):
    """行政许可法 arts 46 to 48: claimed on the applicant's telephone, called for and held at the desk."""
    desk, applicant = Walker(desktop, county, "desktop"), Walker(phone, county, "phone")
    case, ripe = filed_online(county), claimed_three_weeks_ago(county)
    county.accept(case)
    desk.opens(case, "land.h")
    desk.does("告知听证权利", matter="拟准予的许可涉及相邻权人的采光。", parties="赵五，石岗村12号")
    applicant.becomes("wang")
    applicant.goes_to(f"/my/{case.pk}/")
    applicant.reads("您有权要求听证", "请您答复是否要求听证")
    applicant.looks("clocks-told")
    applicant.presses("要求听证")
    applicant.reads("要求听证，暂停计时", "正在组织听证，时间、地点会提前书面通知")
    settle()
    applicant.looks("clocks-claimed")
    desk.opens(case, holder(case, "schedule_hearing"))
    desk.selects("通知听证", "chair", str(county["law.head"].pk))
    for name, words in (("held_on", day(3)), ("held_hour", "09:30"), ("place", "三楼会议室")):
        desk.deed("通知听证").locator(f"[name={name}]").fill(words)
    desk.tries("通知听证", "7 个工作日前")
    desk.looks("clocks-schedule")
    desk.does("通知听证", held_on=day(9))
    assert "三楼会议室" in desk.paper("打印听证通知书")

    desk.opens(ripe, holder(ripe, "hold_hearing"))
    desk.looks("clocks-hold")
    desk.does("登记听证笔录", attendees="李四", record="申请人陈述：保留晒场。")
    assert "保留晒场" in desk.paper("打印听证笔录")
    desk.follows("期限是怎么算的")
    desk.reads("听证")

"""Messages to people: the plan before filing, the news afterwards, an administrator who sends again what failed."""

from datetime import time

import pytest
from playwright.sync_api import expect

from shenpi.apps.notices import delivering
from shenpi.apps.notices.models import Notice
from shenpi.apps.organisation.models import Person
from tests.browser import applying
from tests.browser.conftest import Stage

pytestmark = [pytest.mark.browser]


def test_an_applicant_is_told_and_a_failed_sms_is_sent_again(stage: Stage, settings):
    """Issue 4, 10; D3-052."""
    settings.SHENPI_QUIET_HOURS = (time(), time())  # the tests run at night, too
    applicant = stage.stranger()
    applicant.goes_to("/accounts/signup/")
    applying.sign_up(applicant, organisation=False)
    applicant.sees("我的办件")
    applicant.goes_to(applying.draft(Person.objects.get(username="qianfeng")))
    applicant.page.get_by_text("什么时候通知、用什么方式").click()
    applicant.sees("提交前请核对")
    applicant.reads("短信发到 138****5678", "已作出决定")
    applicant.presses("提交申请")
    case = applying.receipt(applicant)
    stage.background()

    applicant.goes_to("/my/")
    expect(applicant.page.locator(".site-nav .unread")).to_contain_text("1")
    applicant.goes_to("/my/messages/")
    applicant.sees("我的消息")
    applicant.reads("已收到您的申请", case.number)
    applicant.presses("本页全部标为已读")
    expect(applicant.page.locator(".site-nav .unread")).to_have_count(0)
    applicant.fills(email="li.jixiang@example.cn")
    applicant.presses("保存")
    applicant.sees("我的消息")

    Notice.objects.filter(channel="sms").update(state="failed", error="号码停机")
    admin = stage.enter("cai.siyuan")
    admin.goes_to("/work/messages/out/?state=failed")
    admin.sees("消息管理")
    admin.reads("号码停机", "138****5678")
    admin.presses("再发一次")
    admin.reads("没有这样的消息")
    delivering.deliver()
    admin.goes_to("/work/messages/out/?state=sent")
    admin.reads(case.number, "已发出")

"""Special procedures, extension and changed opinions on the pages: asked for, consented to, seen."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case, Proceeding, Task
from shenpi.apps.exchange.pumping import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(county):
    found = county.receive()
    county.accept(found)
    return found


def begin(client, case, key, **posted):
    return client.post(reverse("work_begin", args=[case.pk, key]), posted)


def page(client, case):
    return client.get(reverse("work_case", args=[case.pk])).content.decode()


def test_a_special_procedure_from_the_page_of_the_handler_to_that_of_the_leader(at_desk, do, case):
    assert "提请特别程序" in page(at_desk("land.h"), case)
    asked = {"procedure": "expert_review", "days": "10", "reason": "高边坡"}
    answer = begin(at_desk("land.h"), case, "request_suspension", **asked)
    assert answer.status_code == 302
    assert "提请特别程序（暂停计时）</summary>" not in page(at_desk("land.h"), case)
    shown = page(at_desk("leader"), case)
    for words in ("审批特别程序", "专家评审", "10个工作日", "高边坡", "王磊"):
        assert words in shown
    assert do(at_desk("leader"), case, "approve_suspension", "approve_suspension").status_code == 422
    approved = do(at_desk("leader"), case, "approve_suspension", "approve_suspension", verdict="approve")
    assert approved.status_code == 302
    shown = page(at_desk("leader"), case)
    assert "暂停计时" in shown
    assert "特别程序时间告知书" in shown
    assert "暂停计时" in at_desk("land.h").get("/work/?all=1").content.decode()
    holder = Task.objects.get(case=case, act="conduct_suspension").holder.username
    ended = do(at_desk(holder), case, "conduct_suspension", "end_suspension", text="专家同意。")
    assert ended.status_code == 302
    assert "暂停至" not in page(at_desk("leader"), case)


def test_an_extension_is_asked_for_once_and_said_to_be_granted(at_desk, do, case):
    assert begin(at_desk("land.h"), case, "request_extension", reason="").status_code == 422
    assert begin(at_desk("land.h"), case, "request_extension", reason="现场复杂").status_code == 302
    assert (
        do(at_desk("leader"), case, "approve_extension", "approve_extension", verdict="approve").status_code
        == 302
    )
    shown = page(at_desk("land.h"), case)
    assert "批准延长办理期限" in shown
    assert "提请延长办理期限</summary>" not in shown
    assert begin(at_desk("land.h"), case, "request_extension", reason="再延").status_code == 409
    assert Case.objects.get(pk=case.pk).statutory_due_at > case.received_at


def test_an_opinion_is_changed_and_its_first_words_stay_beneath(at_desk, county, do, case):
    task = county.task(case, "examine", "land")
    acts.examine(case.id, task.id, by=county["land.h"], verdict="agree", text="符合条件。")
    assert "提请修改本人意见" in page(at_desk("land.h"), case)
    assert "提请修改本人意见" not in page(at_desk("farm.h"), case)
    posted = {"opinion": str(task.id), "verdict": "agree", "text": "基本符合条件。", "why": "笔误"}
    assert begin(at_desk("land.h"), case, "request_opinion_change", **posted | {"why": ""}).status_code == 422
    assert begin(at_desk("land.h"), case, "request_opinion_change", **posted).status_code == 302
    assert do(at_desk("leader"), case, "approve_opinion", "approve_opinion_change", verdict="approve")
    shown = page(at_desk("land.h"), case)
    assert "基本符合条件。" in shown
    assert "原意见（" in shown
    assert "符合条件。" in shown


@pytest.mark.parametrize("key", ["request_suspension", "request_extension", "request_opinion_change"])
@pytest.mark.parametrize(
    "posted", [{}, {"days": "9" * 30, "procedure": "x", "opinion": "x"}, {"days": "-1", "opinion": "0" * 36}]
)
def test_nonsense_comes_back_with_what_is_missing(at_desk, county, case, key, posted):
    task = county.task(case, "examine", "land")
    acts.examine(case.id, task.id, by=county["land.h"], verdict="agree", text="符合条件。")
    answer = begin(at_desk("land.h"), case, key, **posted)
    assert answer.status_code == 422
    assert "error-words" in answer.content.decode()
    assert not Proceeding.objects.exists()


def test_who_may_not_and_what_is_not_there(at_desk, case):
    asked = {"procedure": "testing", "days": "3", "reason": "检测"}
    assert begin(at_desk("clerk"), case, "request_suspension", **asked).status_code == 403
    assert begin(at_desk("land.h"), case, "request_holiday").status_code == 404
    assert (
        at_desk("land.h").get(reverse("work_begin", args=[case.pk, "request_extension"])).status_code == 302
    )
    assert "提请特别程序" not in page(at_desk("clerk"), case)


def test_a_hearing_from_its_notice_to_its_record(at_desk, county, do, case):
    """行政许可法 art. 46 to 48 on the pages of handler and window."""
    assert begin(at_desk("land.h"), case, "tell_hearing_rights", matter="").status_code == 422
    asked = {"matter": "相邻权人采光", "parties": "赵五，石岗村12号", "days": "5"}
    assert begin(at_desk("land.h"), case, "tell_hearing_rights", **asked).status_code == 302
    shown = page(at_desk("clerk"), case)
    assert "赵五" in shown
    assert "听证权利告知书" in shown
    task = Task.objects.get(case=case, act="await_claim", instance="1")
    claim = reverse("work_do", args=[case.pk, task.pk, "claim_hearing"])
    assert at_desk("clerk").post(claim).status_code == 302
    holder = Task.objects.get(case=case, act="schedule_hearing").holder.username
    asked = {"held_on": "x", "held_hour": "", "place": "", "chair": ""}
    wrong = do(at_desk(holder), case, "schedule_hearing", "schedule_hearing", **asked)
    assert wrong.status_code == 422
    for name in ("held_on", "chair"):
        assert (
            f'id="schedule_hearing-{Task.objects.get(case=case, act="schedule_hearing").pk}-{name}-error"'
            in (wrong.content.decode())
        )
    today = timekeeping.local(timekeeping.now()).date()
    day = timekeeping.calendar().add_working_days(today, 8)
    right = asked | {
        "held_on": day.isoformat(),
        "held_hour": "09:30",
        "place": "三楼会议室",
        "chair": str(county["law.head"].pk),
    }
    assert do(at_desk(holder), case, "schedule_hearing", "schedule_hearing", **right).status_code == 302
    early = do(at_desk(holder), case, "hold_hearing", "hold_hearing", attendees="李四", record="陈述。")
    assert early.status_code == 409
    shown = page(at_desk(holder), case)
    assert "三楼会议室" in shown
    with timekeeping.at(timekeeping.now() + timedelta(days=16)):
        held = do(at_desk(holder), case, "hold_hearing", "hold_hearing", attendees="李四", record="陈述。")
    assert held.status_code == 302
    assert "听证笔录" in page(at_desk(holder), case)


def test_a_public_hearing_is_announced_on_the_portal_until_it_is_over(at_desk, county, do, case):
    """行政许可法 art. 46, 48.1: ordered and appointed on the case page, read by anybody."""
    assert begin(at_desk("land.h"), case, "order_hearing", matter="采光").status_code == 422
    ordered = {"ground": "public_interest", "matter": "涉及沿线居民的采光", "parties": "赵五，石岗村12号"}
    assert begin(at_desk("land.h"), case, "order_hearing", **ordered).status_code == 302
    refused = {"ground": "no_interest", "party": "路人", "reason": "与本件无关"}
    assert begin(at_desk("land.h"), case, "refuse_claim", **refused).status_code == 302
    task = Task.objects.get(case=case, act="schedule_hearing")
    day = timekeeping.calendar().add_working_days(timekeeping.local(timekeeping.now()).date(), 8)
    chair = str(county["law.head"].pk)
    said = {"held_on": day.isoformat(), "held_hour": "09:30", "place": "三楼会议室", "chair": chair}
    done = do(at_desk(task.holder.username), case, "schedule_hearing", "schedule_hearing", **said)
    assert done.status_code == 302
    shown = page(at_desk("land.h"), case)
    for words in ("听证公告", "不予听证通知书", "依职权听证"):
        assert words in shown, words
    assert "涉及沿线居民的采光" in Client().get("/notices/").content.decode()
    acts.withdraw(case.id, by=None)
    settle()
    assert "涉及沿线居民的采光" not in Client().get("/notices/").content.decode()

"""Handling on the pages: field checks, third parties, meetings, headings, fees, grants in part, reports upward."""

import pytest
from django.urls import reverse

from shenpi.apps import timekeeping
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.documents.models import Document
from tests.support import county as counties

pytestmark = pytest.mark.django_db

RANGE = {
    "due": True,
    "amount": "0",
    "days": 15,
    "unpaid": "refuse",
    "kinds": [{"name": "复垦费", "least": "100.00", "most": "5000.00"}],
}
MINUTES = {"attendees": "郑国华、陈刚", "summary": "一致认为符合规划。"}


@pytest.fixture
def county():
    return counties.build(("parallel", "land"), fee=RANGE)


@pytest.fixture
def today():
    return timekeeping.local(timekeeping.now()).date().isoformat()


def accepted(county, process="parallel"):
    case = county.receive(process)
    county.accept(case)
    return case


def begin(client, case, key, **posted):
    return client.post(reverse("work_begin", args=[case.pk, key]), posted)


def page(client, case):
    return client.get(reverse("work_case", args=[case.pk])).content.decode()


def act(client, task, deed, **posted):
    return client.post(reverse("work_do", args=[task.case_id, task.pk, deed]), posted)


def open_task(case, name):
    return Task.objects.filter(case=case, act=name).select_related("holder").first()


def test_a_field_check_from_order_to_signatures(at_desk, county, today):
    """行政许可法 art. 34.3."""
    case = accepted(county)
    client = at_desk("land.h")
    assert "指派现场核查" in page(client, case)
    alone = begin(client, case, "order_field_check", officers=[county["land.h"].pk], matter="核对红线")
    assert alone.status_code == 422
    assert "两名以上" in alone.content.decode()
    both = [county["land.h"].pk, county["farm.h"].pk]
    assert begin(client, case, "order_field_check", officers=both, matter="核对红线").status_code == 302
    assert "核对红线" in page(client, case)
    task = open_task(case, "record_field_check")
    assert act(client, task, "record_field_check", place="", findings="").status_code == 422
    said = {"checked_on": today, "place": "石岗村", "findings": "界址清楚。"}
    assert act(client, task, "record_field_check", **said).status_code == 302
    client = at_desk("farm.h")
    shown = page(client, case)
    assert "界址清楚。" in shown
    assert "王磊" in shown
    assert act(client, open_task(case, "sign_field_check"), "sign_field_check").status_code == 302
    assert "现场核查笔录" in page(client, case)


def test_a_leader_returns_a_case_to_one_office(at_desk, county):
    """D10-039: the ways back are those that the process draws."""
    case = accepted(county)
    county.examine_all(case, fee=("复垦费", "100", 15))
    client, task = at_desk("leader"), open_task(case, "decide")
    shown = page(client, case)
    assert "承办人审查" in shown
    assert "只请下列科室重新审查" in shown
    assert act(client, task, "send_back", reason="补充", way="").status_code == 422
    farm = county.offices["farm"].pk
    said = {"reason": "请补充耕地保护意见。", "way": "send_back", "offices": [farm]}
    assert act(client, task, "send_back", **said).status_code == 302
    assert Task.objects.get(case=case).office_id == farm
    assert "请补充耕地保护意见。" in page(at_desk("farm.h"), case)


def test_third_parties_are_told_and_heard(at_desk, county, today):
    """行政许可法 art. 36."""
    case = accepted(county)
    client = at_desk("land.h")
    said = {"parties": "赵五，石岗村12号\n石岗村三组", "matter": "采光", "days": "5"}
    assert begin(client, case, "tell_third_parties", **(said | {"parties": ""})).status_code == 422
    assert begin(client, case, "tell_third_parties", **said).status_code == 302
    notices = Document.objects.filter(case_id=case.pk, kind="third_party_notice").order_by("id")
    assert [notice.data["address"] for notice in notices] == ["石岗村12号", ""]
    task = Task.objects.get(case=case, act="hear_third_party", instance="1")
    client.force_login(task.holder)
    assert "石岗村三组" in page(client, case)
    heard = act(client, task, "hear_third_party", heard_on=today, statement="不影响通行。")
    assert heard.status_code == 302


def test_a_meeting_is_called_and_its_minutes_bind(at_desk, county, today):
    """D3-049 to D3-051."""
    case = accepted(county)
    county.examine_all(case, fee=("复垦费", "200", 10))
    called = {"body": "executive", "ground": "major", "matter": "是否符合规划"}
    assert begin(at_desk("land.h"), case, "call_meeting", **called).status_code == 403
    assert (
        begin(at_desk("leader"), case, "call_meeting", body="executive", ground="routine").status_code == 422
    )
    assert begin(at_desk("leader"), case, "call_meeting", **called).status_code == 302
    task = open_task(case, "record_meeting")
    client = at_desk(task.holder.username)
    assert "意见不一致，提交办公会议" not in page(client, case)
    assert act(client, task, "record_meeting", conclusion="refuse").status_code == 422
    said = MINUTES | {"held_on": today, "conclusion": "refuse"}
    assert act(client, task, "record_meeting", **said).status_code == 302
    client = at_desk("leader")
    assert "签发须与会议决定一致" in page(client, case)
    bound = act(client, open_task(case, "decide"), "decide", verdict="grant")
    assert "只能按会议决定签发" in bound.content.decode()


def test_the_leader_grants_in_part(at_desk, county):
    case = accepted(county)
    county.examine_all(case, fee=("复垦费", "200", 10))
    client = at_desk("leader")
    task = open_task(case, "decide")
    lacking = act(client, task, "decide", verdict="grant_partly", granted="一号地块")
    assert lacking.status_code == 422
    assert "请写明不予准予的内容" in lacking.content.decode()
    said = {"granted": "一号地块", "refused": "二号地块", "reason": "基本农田", "basis": "第三十五条"}
    assert act(client, task, "decide", verdict="grant_partly", **said).status_code == 302
    shown = page(client, case)
    for words in ("部分准予", "一号地块", "二号地块"):
        assert words in shown


def test_from_the_headings_to_the_superior_s_reply(at_desk, county, today):
    """D3-040, D3-043, D3-053: the land department's process by its forms."""
    case = accepted(county, "land")
    mine = Task.objects.get(case=case, act="examine", office__code="land")
    client = at_desk("land.h")
    shown = page(client, case)
    for words in ("真实性", "技术标准符合性", "核定收费", "复垦费"):
        assert words in shown
    said = {
        "verdict": "agree",
        **dict.fromkeys(("authenticity", "legality", "feasibility", "technical"), "meets"),
    }
    fee = {"fee_kind": "复垦费", "fee_amount": "6000", "fee_days": "10"}
    outside = act(client, mine, "examine", **said, **fee)
    assert outside.status_code == 422
    assert "金额应当在公布的标准以内" in outside.content.decode()
    assert act(client, mine, "examine", **(said | {"legality": ""}), **fee).status_code == 422
    assert act(client, mine, "examine", **said, **(fee | {"fee_amount": "1200"})).status_code == 302
    assert "核定收费：复垦费 ¥1,200.00，10 日内缴清" in page(client, case)
    county.examine_all(case)
    client = at_desk("leader")
    task = open_task(case, "joint_review")
    shown = page(client, case)
    assert "提交办公会议" in shown
    assert "须报上级机关审批的" in shown
    minutes = MINUTES | {"held_on": today}
    superior = {"superior": "四川省自然资源厅"}
    assert act(client, task, "decide", verdict="grant", **superior).status_code == 422
    assert act(client, task, "decide", verdict="grant", **minutes, **superior).status_code == 302
    client = at_desk("land.h")
    assert "四川省自然资源厅" in page(client, case)
    assert act(client, open_task(case, "forward"), "forward", text="拟同意。").status_code == 302
    assert "报上级机关审批" in page(client, case) or "暂停" in page(client, case)
    task = open_task(case, "register_reply")
    assert act(client, task, "register_reply", verdict="grant").status_code == 422
    reply = {"number": "川自然资函〔2026〕3号", "replied_on": today, "verdict": "grant"}
    assert act(client, task, "register_reply", **reply).status_code == 302
    assert Case.objects.get(pk=case.pk).outcome == "granted"
    task = open_task(case, "notify_payment")
    client = at_desk("clerk")
    assert "¥1,200.00" in page(client, case)
    assert act(client, task, "notify_payment").status_code == 302


def test_only_who_stands_below_somebody_may_pass_a_decision_on(at_desk, county):
    case = accepted(county)
    county.examine_all(case, fee=("复垦费", "200", 10))
    assert "提交上一级决定" not in page(at_desk("leader"), case)

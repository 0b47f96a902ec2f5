"""A leader's day on a phone, away from the service centre: decide, convene, consent, lend the post before travel."""

from random import Random

import pytest
from playwright.sync_api import expect

from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.exchange.pumping import settle
from shenpi.core.identifiers import show_case_number
from shenpi.sites.demo import online, players, story
from tests.browser.acting import Actor
from tests.browser.conftest import Stage
from tests.support.browser import go_on

pytestmark = [pytest.mark.browser]
BEFORE = ("examine_formally", "dispatch", "examine", "review")


@pytest.mark.parametrize("stage", ["phone"], indirect=True)
def test_a_leader_s_day_on_a_phone(stage: Stage):
    """D1-004, D1-005: everything that waits for a leader is done from where he is (D3-049, D3-051)."""
    partly, major, paused = (case_before_the_leader(number) for number in range(3))
    handler = Task.objects.get(case=paused, act="decide").case.context["offices"]["lead"]
    asks_for_a_special_procedure(paused, handler)
    (name,) = set(stage.holders("decide"))
    leader = stage.stranger()
    leader.sign_in(name)
    leader.goes_to("/work/")
    leader.sees("我的待办")
    grants_in_part(leader, partly)
    convenes_the_executive_meeting(leader, major)
    consents_to_the_special_procedure(leader, paused)
    lends_the_post(leader)


def case_before_the_leader(number: int) -> Case:
    version = story.stage()
    assert version is not None
    filed = online.file_online(version, Random(number))
    settle()
    for act in BEFORE:
        players.play_all(filed.pk, (act,))
    return Case.objects.get(pk=filed.pk)


def asks_for_a_special_procedure(case: Case, office: int) -> None:
    handler = players.organisation.reaching(office, "handler", case.received_at)[0]
    acts.request_suspension(case.pk, by=handler, procedure="expert_review", days=10, reason="高边坡。")


def opens(leader: Actor, case: Case, task: str) -> None:
    leader.takes_up(show_case_number(case.number), task)
    leader.sees(case.item_version.item.name)


def grants_in_part(leader: Actor, case: Case) -> None:
    opens(leader, case, "领导决定")
    expect(leader.page.locator("article.opinion").first).to_be_visible()
    form = leader.deed("签发决定")
    expect(form.locator("[name=granted]")).to_be_hidden()
    form.get_by_label("部分准予许可", exact=True).check()
    expect(form.locator("[name=granted]")).to_be_visible()
    words = {"granted": "占用人行道部分。", "refused": "占用车行道部分。", "reason": "影响公交通行。"}
    leader.does("签发决定", "部分准予许可", basis="《城市道路管理条例》第三十三条", **words)
    leader.reads("部分准予", "影响公交通行。")


def convenes_the_executive_meeting(leader: Actor, case: Case) -> None:
    opens(leader, case, "领导决定")
    leader.does("召集会审或者提交办公会议", "办公会议", "重大事项", matter="涉及学校门前路段。")
    leader.sees(case.item_version.item.name)
    form = leader.deed("签发决定")
    form.get_by_label("准予许可", exact=True).check()
    go_on(form.get_by_role("button", name="签发决定", exact=True))
    expect(leader.page.locator("main")).to_contain_text("会议形成纪要后才能作出决定")


def consents_to_the_special_procedure(leader: Actor, case: Case) -> None:
    opens(leader, case, "审批特别程序")
    leader.reads("专家评审", "高边坡。")
    leader.does("审批特别程序", "同意")


def lends_the_post(leader: Actor) -> None:
    leader.goes_to("/work/delegations/")
    leader.sees("外出授权")
    page = leader.page
    page.locator("main [name=delegate]").select_option(index=1)
    today = page.locator("main [name=begins_on]").input_value()
    leader.fills(begins_on=today, ends_on=today, reason="赴成都开会")
    go_on(page.locator("main form", has=page.locator("[name=delegate]")).get_by_role("button").first)
    expect(page.locator("#notices")).to_contain_text("授权已登记")
    leader.sees("外出授权")

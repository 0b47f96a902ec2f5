"""Several agencies and one file as people see it; who may not, is told so, and the attempt is on record."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from shenpi.apps import timekeeping
from shenpi.apps.casework import sweeps
from shenpi.apps.casework.models import Case
from shenpi.apps.organisation import acts as organisation
from shenpi.apps.organisation.models import OrganisationEvent, Post
from tests.sites.workbench.walking import Walker
from tests.support import county as counties
from tests.support.browser import go_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIGN, REVIEW = "签署审查意见", "签署初审意见"


@pytest.fixture
def county() -> counties.County:
    county = counties.build(())
    counties.neighbours(county, {"police": "区公安分局", "fire": "区消防大队", "other": "区文广旅局"})
    county.items = counties.build_items(county, ("joint",), fee=False, co=("farm", "police", "fire"))
    return county


def test_agencies_answer_beside_each_other(phone: Page, desktop: Page, county):
    """D10-074; 行政许可法 art. 26.2: read by who is asked, the silent one urged, decided by one."""
    guest, desk = Walker(phone, county, "phone"), Walker(desktop, county, "desktop")
    with timekeeping.at(timekeeping.now() - timedelta(days=14)):
        case = county.receive("joint")
        county.accept(case)
    guest.becomes("police.h")
    guest.goes_to("/work/")
    guest.looks("joint-tray")
    guest.follows("协办部门承办人审查")
    guest.reads("广安市前锋建材有限公司", "平面图")
    guest.looks("joint-case")
    guest.does(SIGN, "不同意", reason="出口不足。", basis="《道路交通安全法》第三十二条")
    guest.opens(case, "police.head")
    guest.does(REVIEW, "不同意", reason="出口不足。", basis="《道路交通安全法》第三十二条")
    sweeps.sweep()
    desk.opens(case, "land.h")
    desk.reads("区公安分局", "出口不足。", "催")
    desk.looks("joint-urged")
    desk.opens(case, "other.h")
    expect(desk.page.locator("main")).not_to_contain_text("前锋建材")
    desk.reads("区消防大队")
    desk.looks("joint-neighbour")
    county.examine_all(case)
    desk.opens(case, "leader")
    desk.looks("joint-decide")
    desk.does("签发决定", "不予许可", reason="出口不足。", basis="《道路交通安全法》第三十二条")
    assert "出口不足" in desk.paper("打印不予行政许可决定书")


def test_nobody_judges_himself_and_who_may_not_is_on_record(desktop: Page, phone: Page, county):
    """D3-020, D3-022: lent power serves for the examination and not for one's own review of it; a page left open."""
    head, clerk = Walker(desktop, county, "desktop"), Walker(phone, county, "phone")
    case = county.receive("joint")
    county.accept(case)
    end = timekeeping.now() + timedelta(days=2)
    organisation.delegate(by=county["land.h"], delegate=county["land.head"], ends_at=end, reason="出差")
    head.opens(case, "land.head")
    head.reads("代 王磊 办理")
    head.does(SIGN, "同意", text="符合条件。")
    head.deed(REVIEW).get_by_label("同意", exact=True).check()
    head.deed(REVIEW).locator("[name=text]").fill("同意。")
    head.tries(REVIEW, "不能审核本人的审查意见。请由其他有权人员审核。")
    head.looks("joint-own")

    clerk.opens(filed := county.receive("joint"), "clerk")
    organisation.relieve(by=None, post=county["clerk"].posts.get())
    Post.objects.create(
        person=county["clerk"], office=county.offices["law"], role="handler", valid_from=timekeeping.now()
    )
    form = clerk.deed("受理")
    for answer in ("属于本机关职责范围", "申请材料齐全", "符合法定形式"):
        form.get_by_label(answer, exact=True).check()
    go_on(form.get_by_role("button", name="受理", exact=True))
    clerk.looks("joint-refused")
    assert Case.objects.get(pk=filed.pk).accepted_at is None
    tried = OrganisationEvent.objects.filter(type="attempt.refused").order_by("id")
    assert [(each.actor, each.subject) for each in tried] == [
        (county["land.head"], str(case.pk)),
        (county["clerk"], str(filed.pk)),
    ]

    make_administrator(county["law.head"], county.offices["law"])
    head.becomes("law.head")
    head.goes_to("/work/")
    go_on(head.page.get_by_role("link", name="操作记录"))
    head.reads("陈刚", "无权办理，已拒绝：签署初审意见", "周敏", "无权办理，已拒绝：受理")
    head.looks("joint-watched")
    head.follows("查看办件")
    head.reads("形式审查")


def make_administrator(person, office) -> None:
    Post.objects.create(person=person, office=office, role="administrator", valid_from=counties.LONG_AGO)

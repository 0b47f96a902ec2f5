"""Back to an earlier desk, and a neighbour who is heard: the leader returns a case, a third party claims a hearing."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from shenpi.apps.casework.models import Task
from tests.sites.workbench.test_in_browser import looked_at
from tests.support import county as counties
from tests.support.browser import go_on, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_returned_to_one_office_and_heard_at_a_neighbour_s_wish(desktop: Page, phone: Page):
    """D10-039; 行政许可法 art. 47: both at a desk and on a phone, looked at by axe."""
    desktop.name, phone.name = "desktop", "phone"
    county = counties.build(("parallel",), fee=False)
    case = county.receive()
    county.accept(case)
    county.examine_all(case)
    address = reverse("work_case", args=[case.pk])

    for page in (phone, desktop):
        sign_in(page, county["leader"])
        page.goto(address)
        page.locator("summary", has_text="退回").click()
        looked_at(page, "return")
    go_on(desktop.get_by_role("button", name="退回"))
    expect(desktop.locator(".error-summary")).to_be_focused()
    desktop.get_by_label("承办人审查", exact=True).check()
    desktop.get_by_label("耕地保护股", exact=True).check()
    desktop.locator("details[open] textarea[name=reason]").last.fill("请补充耕地保护意见。")
    go_on(desktop.get_by_role("button", name="退回"))
    expect(desktop.locator("main")).to_contain_text("请补充耕地保护意见。")
    assert Task.objects.get(case=case).office == county.offices["farm"]

    sign_in(phone, county["farm.h"])
    phone.goto(address)
    phone.locator("summary", has_text="告知听证权利").click()
    phone.locator("#tell_hearing_rights-matter").fill("拟准予的许可涉及相邻权人的采光。")
    phone.locator("#tell_hearing_rights-parties").fill("赵五，石岗村12号")
    looked_at(phone, "hearing-told")
    go_on(phone.get_by_role("button", name="告知听证权利"))
    expect(phone.get_by_role("link", name="打印听证权利告知书")).to_have_count(2)
    sign_in(desktop, county["clerk"])
    desktop.goto(address)
    neighbour = desktop.locator("section.panel-strong", has_text="赵五")
    looked_at(desktop, "hearing-answers")
    go_on(neighbour.get_by_role("button", name="要求听证"))
    expect(desktop.locator("main")).to_contain_text("安排听证")

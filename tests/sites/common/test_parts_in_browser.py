"""The diagram and the chart draw under the strict policy, and each has an equal in words or numbers."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import axe, no_sideways_scrolling, screenshot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def routes(settings):
    settings.ROOT_URLCONF = "tests.support.parts_urls"


def test_the_diagram_shows_the_present_position_and_the_bpmn_mark(desktop: Page):
    desktop.goto("/parts/")
    desktop.locator("[data-diagram]").first.scroll_into_view_if_needed()
    drawn = desktop.locator(".diagram-canvas .djs-element.djs-shape")
    expect(drawn.first).to_be_visible()
    assert drawn.count() > 5
    expect(desktop.locator(".djs-element.present")).to_have_count(1)
    expect(desktop.locator(".djs-element.done")).to_have_count(1)
    expect(desktop.locator(".bjs-powered-by")).to_be_visible()  # bpmn.io's licence asks for it
    desktop.get_by_text("用文字看流程").click()
    expect(desktop.locator(".diagram .course-present")).to_contain_text("审查")


def test_the_chart_draws_what_its_table_says_and_all_fits_a_phone(phone: Page):
    phone.goto("/parts/")
    canvas = phone.locator(".chart-canvas canvas")
    expect(canvas).to_be_visible()
    painted = canvas.evaluate(
        "c => { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " let red = 0; for (let i = 0; i < d.length; i += 4) if (d[i] === 168 && d[i+1] === 18 && d[i+2] === 26) red++;"
        " return red; }"
    )
    assert painted > 100
    expect(phone.get_by_role("cell", name="12")).to_be_visible()
    axe(phone)
    no_sideways_scrolling(phone)
    screenshot(phone, "parts")

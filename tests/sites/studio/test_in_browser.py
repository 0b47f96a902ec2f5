"""The drawing board in a browser: two windows on one draft, a phone, a file taken away, tokens that move."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from shenpi.apps.catalogue.models import ProcessDraft
from shenpi.apps.organisation.roles import Role
from shenpi.core.process import parse, read_bpmn
from shenpi.core.process.elements import Loop
from tests.browser.drawing import Board
from tests.support.browser import PHONE, NewPage, axe, no_sideways_scrolling

SAYS = "all => all.map(each => each.title || each.ariaLabel || each.textContent)"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def board(enter, draft, new_page: NewPage, live_server):
    """Open the draft on a screen of somebody's own."""

    def open_board(**screen) -> Board:
        page: Page = new_page(base_url=str(live_server), **screen)
        cookie = enter(Role.DESIGNER).cookies[settings.SESSION_COOKIE_NAME]
        page.goto("/healthz")
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": page.url}])
        page.goto(f"/studio/drafts/{draft.pk}/")
        return Board(page)

    return open_board


def test_a_stale_page_says_so_and_keeps_what_was_drawn(board) -> None:
    """The second window to save is told, keeps its diagram and may take it away as a file."""
    theirs, mine = board(), board()
    for each, name in ((theirs, "甲改"), (mine, "乙改")):
        each.turns_to("属性")
        each.takes("形式审查")
        each.writes(名称=name)
        if each is theirs:
            each.saved()
    conflict = mine.page.locator("[data-conflict]")
    expect(conflict).to_be_focused()
    expect(conflict).to_contain_text("designer")
    expect(mine.page.locator("[data-canvas]")).to_contain_text("乙改")
    axe(mine.page)
    with mine.page.expect_download() as kept:
        conflict.get_by_role("button", name="导出我的图").click()
    assert "乙改" in kept.value.path().read_text("utf-8")
    assert "甲改" in ProcessDraft.objects.get().bpmn


def test_what_the_margin_writes_is_the_extension_that_the_core_reads(board) -> None:
    """And the rest of the file stays as it was."""
    before = read_bpmn(ProcessDraft.objects.get().bpmn.encode())
    drawn = board()
    drawn.turns_to("属性")
    drawn.takes("形式审查")
    drawn.writes(时限="P3WD", 可选结论="accept,correct,refuse", 文书="acceptance_notice")
    drawn.writes(办几次="loop")
    drawn.writes(循环条件="verdict == 'correct'")
    drawn.saved()
    after = read_bpmn(ProcessDraft.objects.get().bpmn.encode())
    (node,) = [node for node in after.nodes if node != before.node.get(node.id)]
    assert (node.id, node.duties.limit, node.duties.document) == (
        "examine_formally",
        "P3WD",
        "acceptance_notice",
    )
    assert node.loop == Loop(parse("verdict == 'correct'"))
    assert after.flows == before.flows


def test_the_board_fits_a_phone(board) -> None:
    """Nothing to the side; the margin beneath the diagram does everything that the palette does."""
    drawn = board(viewport=PHONE)
    drawn.verdict("检查都通过")
    no_sideways_scrolling(drawn.page)
    axe(drawn.page)
    expect(drawn.page.locator(".bjs-powered-by")).to_be_visible()


def test_every_tool_and_menu_is_in_chinese_and_has_a_meaning(board) -> None:
    """Palette, context pad and the menus for other types; what has no meaning here is not offered."""
    drawn = board()
    page = drawn.page
    said = page.locator(".djs-palette .entry").evaluate_all(SAYS)
    for kind in ("形式审查", "审查结论", "收件", "逾期未补正"):
        drawn.turns_to("属性")
        drawn.takes(kind)
        said += page.locator(".djs-context-pad .entry").evaluate_all(SAYS)
        page.locator(".djs-context-pad .entry.bpmn-icon-screw-wrench").click()
        menu = page.locator(".djs-popup [role=option], .djs-popup .entry")
        expect(menu.first).to_be_visible()
        said += menu.evaluate_all(SAYS)
        page.keyboard.press("Escape")
    assert len(said) > 30
    assert [words for words in said if not any("\u4e00" <= sign <= "\u9fff" for sign in words)] == []
    assert not [words for words in said if any(kind in words for kind in ("信号", "升级", "补偿", "事务"))]

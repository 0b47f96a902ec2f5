"""How a process is drawn in a browser."""

from playwright.sync_api import Locator, Page, expect


class Board:
    """The drawing board, worked by the keyboard's own means: choose, fill, append, connect."""

    def __init__(self, page: Page) -> None:
        self.page = page
        expect(self.page.locator("[data-studio][data-ready]")).to_be_visible()

    def turns_to(self, tab: str) -> None:
        """Turn the margin to a page, by the keyboard."""
        chosen = self.page.get_by_role("tab", name=tab)
        self.page.locator("[role=tab][aria-selected=true]").focus()
        for _press in range(6):
            if chosen.get_attribute("aria-selected") == "true":
                return
            self.page.keyboard.press("ArrowRight")
        raise AssertionError(tab)

    def takes(self, element: str) -> None:
        """Choose an element by how the list begins to call it."""
        chooser = self.page.get_by_label("元素", exact=True)
        value = chooser.locator("option", has_text=element).first.get_attribute("value")
        chooser.select_option(value)

    def writes(self, **fields: str) -> None:
        for label, value in fields.items():
            field = self.page.locator("[data-element-form]").get_by_label(label, exact=True)
            if field.evaluate("each => each.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
                field.press("Tab")

    def appends(self, kind: str, **fields: str) -> None:
        self.tool("后面加", kind, "append")
        self.writes(**fields)

    def connects(self, element: str) -> None:
        target = self.page.get_by_label("连到").locator("option", has_text=element)
        self.tool("连到", str(target.get_attribute("value")), "connect")

    def tool(self, label: str, value: str, button: str) -> None:
        self.page.get_by_label(label).select_option(value)
        self.page.locator(f"[data-tool={button}]").click()

    def verdict(self, words: str) -> Locator:
        """Wait for this verdict in the margin."""
        self.turns_to("检查")
        expect(self.page.locator("[data-verdict]")).to_contain_text(words)
        return self.page.locator("[data-findings] li")

    def saved(self) -> None:
        expect(self.page.locator("[data-saving]")).to_contain_text("已保存")

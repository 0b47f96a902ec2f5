"""What people do with a browser in every story: sign in, read a page, fill a form, carry out a deed."""

import re
from io import BytesIO
from typing import Any

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.support.browser import axe, go_on, no_sideways_scrolling

PASSWORD = "correct horse battery"


class Actor:
    """A person at a screen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def goes_to(self, path: str) -> None:
        self.page.goto(path)

    def sees(self, heading: str) -> None:
        """Wait for the page with this heading; look at it as axe and the edge of the screen do."""
        expect(self.page.get_by_role("heading", level=1).first).to_contain_text(heading)
        axe(self.page)
        no_sideways_scrolling(self.page)

    def reads(self, *words: str) -> None:
        """Find all the words in the page's body."""
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)

    def follows(self, link: str) -> None:
        go_on(self.page.locator("main").get_by_role("link", name=link).first)

    def presses(self, button: str) -> None:
        go_on(self.page.locator("main").get_by_role("button", name=button, exact=True).first)

    def fills(self, **fields: str) -> None:
        """Fill text fields by their names in the form."""
        for name, value in fields.items():
            self.page.locator(f"main [name={name}]").fill(value)

    def chooses(self, *labels: str) -> None:
        """Check radios and boxes by their labels."""
        for label in labels:
            self.page.locator("main").get_by_label(label, exact=True).check()

    def sign_in(self, username: str) -> None:
        """Sign in at the door for everybody."""
        self.goes_to("/accounts/login/")
        self.fills(login=username, password=PASSWORD)
        self.presses("登录")
        expect(self.page.get_by_role("button", name="退出")).to_be_visible()

    def takes_up(self, number: str, task: str) -> None:
        """Open a case from the work list, where it lies as this task."""
        self.goes_to("/work/?all=1")
        row = self.page.locator("tr", has_text=number).filter(has_text=task)
        go_on(row.get_by_role("link").first)
        self.reads(f"请您办理：{task}")

    def deed(self, verb: str) -> Locator:
        """The form of a deed on the case page, unfolded; the verb is the law's."""
        found = self.page.locator("details.deed").filter(
            has=self.page.locator("summary", has_text=re.compile(f"^{verb}$"))
        )
        if found.first.get_attribute("open") is None:
            found.first.locator("summary").click()
        return found.first

    def does(self, verb: str, *choices: str, **fields: str) -> None:
        """Carry out a deed with these choices and words, and see that it is done."""
        form = self.deed(verb)
        for label in choices:
            form.get_by_label(label, exact=True).check()
        for name, value in fields.items():
            form.locator(f"[name={name}]").fill(value)
        go_on(form.get_by_role("button", name=verb, exact=True))
        expect(self.page.locator("#notices")).to_contain_text(f"已完成：{verb}")

    def cannot(self, verb: str) -> None:
        """See that the case page offers no such deed."""
        offered = self.page.locator("details.deed > summary").all_inner_texts()
        assert offered, "the page offers no deed at all"
        assert verb not in offered

    def paper(self, title: str) -> str:
        """The text of a document that a link of the page leads to; fails unless it is a PDF."""
        address = self.page.locator("main").get_by_role("link", name=title).first.get_attribute("href")
        return self.pdf(str(address))

    def pdf(self, address: str) -> str:
        """The text of the PDF at an address, without line breaks."""
        answer: Any = self.page.request.get(address)
        assert answer.status == 200, (address, answer.status)
        assert answer.headers["content-type"] == "application/pdf"
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.body())).pages)
        return re.sub(r"\s+", "", text)

"""Somebody of the small county at a screen: signed in without the form, every page looked at."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from shenpi.apps import timekeeping
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.exchange.pumping import settle
from tests.browser.acting import Actor
from tests.support.browser import axe, go_on, no_sideways_scrolling, screenshot, sign_in
from tests.support.county import County
from tests.support.public_zone import make_applicant, pdf


class Walker(Actor):
    """One screen, at which the county's people sit down in turn."""

    def __init__(self, page: Page, county: County, name: str) -> None:
        super().__init__(page)
        self.county, self.name = county, name

    def becomes(self, username: str) -> None:
        sign_in(self.page, self.county[username])

    def opens(self, case: Case, username: str = "") -> None:
        """Open the case's page, as somebody else when named."""
        if username:
            self.becomes(username)
        self.goes_to(reverse("work_case", args=[case.pk]))

    def looks(self, name: str) -> None:
        """Look at the page as axe and the edge of the screen do."""
        axe(self.page)
        no_sideways_scrolling(self.page)
        screenshot(self.page, f"workbench-{name}-{self.name}")

    def selects(self, verb: str, name: str, value: str) -> None:
        """Choose from a list of a deed's form."""
        self.deed(verb).locator(f"select[name={name}]").select_option(value)

    def tries(self, verb: str, *words: str) -> None:
        """Press a deed's button as its form stands, and read why it is refused; the focus is on the summary."""
        go_on(self.deed(verb).get_by_role("button", name=verb, exact=True))
        expect(self.page.locator(".error-summary")).to_be_focused()
        self.reads(*words)


def holder(case: Case, act: str) -> str:
    """The user name of whoever holds the case's open task of an act."""
    person = Task.objects.select_related("holder").get(case=case, act=act).holder
    assert person is not None
    return person.username


def day(ahead: int = 0) -> str:
    """The date in so many working days (or so many calendar days ago), as a field of a form takes it."""
    today = timekeeping.local(timekeeping.now()).date()
    if ahead < 0:
        return (today + timedelta(days=ahead)).isoformat()
    return (timekeeping.calendar().add_working_days(today, ahead) if ahead else today).isoformat()


def filed_online(county: County) -> Case:
    """A case that 王芳, `county["wang"]`, files in the public zone now, by its forms."""
    if "wang" not in county.people:
        county.people["wang"] = make_applicant()
    client = Client()
    client.force_login(county["wang"], backend="django.contrib.auth.backends.ModelBackend")
    draft = client.post("/items/test-committed/apply/")["Location"]
    client.post(f"{draft}sections/1/", {"project": "厂房扩建"})
    for pages, material in enumerate(("application", "plan"), 1):
        client.post(f"{draft}materials/{material}/", {"file": pdf(f"{material}.pdf", pages=pages)})
    known = list(Case.objects.values_list("pk", flat=True))
    client.post(f"{draft}check/", {"declared": "1"})
    settle()
    return Case.objects.exclude(pk__in=known).get()

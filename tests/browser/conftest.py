"""The county as the demonstration loads it: the real catalogue, offices and people, who can all sign in here."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from shenpi.apps.casework.models import Task
from shenpi.apps.organisation.models import Person
from tests.browser.acting import Actor
from tests.support import real_county
from tests.support.browser import DESKTOP, PHONE, NewPage, sign_in


@dataclass
class Stage:
    """Where a story plays: opens a page for each person, with cookies of their own."""

    new_page: NewPage
    address: str
    screen: dict[str, int]
    work: Callable[[], None]

    def stranger(self) -> Actor:
        """Somebody with a browser and no account."""
        page: Page = self.new_page(viewport=self.screen, base_url=self.address)
        return Actor(page)

    def enter(self, username: str) -> Actor:
        """Somebody of the staff, whose session has begun."""
        actor = self.stranger()
        sign_in(actor.page, Person.objects.get(username=username))
        return actor

    def holders(self, act: str) -> list[str]:
        """User names of those in whose trays the tasks of an act lie: work is given to the least busy."""
        return sorted(Task.objects.filter(act=act).values_list("holder__username", flat=True))

    def background(self) -> None:
        """Let the worker do one round: messages, documents, timers."""
        self.work()


@pytest.fixture
def county(transactional_db: None) -> None:
    """The real catalogue and its worked items, and the invented staff."""
    real_county.bring()


@pytest.fixture
def stage(
    request: pytest.FixtureRequest,
    county: None,
    new_page: NewPage,
    live_server: object,
    background: Callable[[], None],
) -> Stage:
    """The stage on a desktop, or on the screens that a story asks for by indirect parameters."""
    screen = {"phone": PHONE, "desktop": DESKTOP}[getattr(request, "param", "desktop")]
    return Stage(new_page, str(live_server), screen, background)

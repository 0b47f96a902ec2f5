"""A real Chromium over the live server, for tests that walk pages as people do.

Every page is watched: an uncaught error, a complaint on the console, a breach of the content security policy,
an answer of 500 or a request that leaves this machine fails the test that caused it, whatever else it looked at.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from socket import SHUT_RDWR, socket
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import WeakSet

import pytest
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

if TYPE_CHECKING:
    from shenpi.apps.organisation.models import Person

REPOSITORY = Path(__file__).resolve().parents[2]
SCREENSHOTS = REPOSITORY / "build" / "screenshots"
AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
ASPECTS = Path(__file__).with_name("aspects.js")
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
# Chromium calls home at every start unless told not to; a test machine may have no such network.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PATIENCE = 30_000  # milliseconds: a busy machine is slow, not wrong
expect.set_options(timeout=PATIENCE)

REFUSED = ("Failed to load resource", "Response Status Error Code 4", "htmx:sendError", "htmx:afterRequest")
"""What the console says of refusals and broken lines that tests bring about on purpose; answers are watched apart."""

GRAVE = """async () => {
  const light = axe._audit.rules.filter(({ impact }) => ["minor", "moderate"].includes(impact));
  const rules = Object.fromEntries(light.map(({ id }) => [id, { enabled: false }]));
  const found = await axe.run(document, { rules, resultTypes: ["violations"], selectors: false });
  return found.violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
}"""
"""What axe calls serious or critical; a path to each element is dear, and not shown."""
NewPage = Callable[..., Page]
_looked_at: WeakSet[BrowserContext] = WeakSet()
"""Whose pages axe has examined in the suite's pass over the other database."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the run: Debian's, since Playwright's own download is not to be had everywhere."""
    executable = _chromium()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's event loop runs in the tests' own thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=executable, args=FLAGS, chromium_sandbox=os.geteuid() != 0
        )
        yield chromium
        chromium.close()


class Server(ThreadedWSGIServer):
    """A server whose end waits for what it has begun to answer."""

    daemon_threads = False

    def __init__(self, *place: Any, **manner: Any) -> None:
        self._lines: list[socket] = []
        super().__init__(*place, **manner)

    def process_request(self, request: socket, client_address: object) -> None:
        self._lines.append(request)
        super().process_request(request, client_address)

    def server_close(self) -> None:
        for line in self._lines:  # a browser keeps lines open for its next request
            with suppress(OSError):
                line.shutdown(SHUT_RDWR)
        super().server_close()


@pytest.fixture
def live_server(transactional_db: None) -> Iterator[LiveServer]:
    """The product on a port, for one test: what pages left unanswered has ended when the database is brought back."""
    server = LiveServer("localhost", start=False)
    server.thread.server_class = Server
    server.start()
    yield server
    server.stop()


@pytest.fixture
def new_page(browser: Browser, looked_at_before: bool) -> Iterator[NewPage]:
    """Open pages, each a person with cookies of their own: `new_page(viewport=PHONE, base_url=…)`."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(*, viewport: dict[str, int] = DESKTOP, base_url: str | None = None) -> Page:
        context = browser.new_context(
            viewport=viewport,  # type: ignore[arg-type]
            base_url=base_url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            has_touch=viewport is PHONE,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if looked_at_before:
            _looked_at.add(context)
        page = context.new_page()
        watch(page, complaints)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "the pages complained:\n" + "\n".join(complaints)


@pytest.fixture
def desktop(new_page: NewPage, live_server: object) -> Page:
    """A page of 1440 × 900 on the live server (`page.goto("/")`)."""
    return new_page(viewport=DESKTOP, base_url=str(live_server))


@pytest.fixture
def phone(new_page: NewPage, live_server: object) -> Page:
    """A page of 390 × 844 on the live server."""
    return new_page(viewport=PHONE, base_url=str(live_server))


def watch(page: Page, complaints: list[str]) -> None:
    """Note down what a page does wrong on its own: errors, policy breaches, 500s, requests to other machines."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(REFUSED):
            complaints.append(f"{page.url}: {message.text}")

    def on_response(response: Response) -> None:
        if response.status >= 500:
            complaints.append(f"{page.url}: {response.status} from {response.url}")

    def on_request(request: Request) -> None:
        host = urlsplit(request.url).hostname
        if request.url.startswith("http") and host not in ("localhost", "127.0.0.1", "::1"):
            complaints.append(f"{page.url}: request to another machine: {request.url}")

    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("console", on_console)
    page.on("request", on_request)
    page.on("response", on_response)


def sign_in(page: Page, person: "Person") -> None:
    """Let a person's session begin in the page's window, without the form."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "domain": "localhost", "path": "/"}]
    )


def go_on(by: Locator) -> None:
    """Click what leads to another page, and wait for that: nothing on this one is taken for it, or cut short."""
    with by.page.expect_navigation():
        by.click()


def axe(page: Page) -> None:
    """Assert that axe-core finds nothing serious or critical on the page as it stands.

    It need not look at a page on which every element was passed before, by whichever worker, at the same width and
    standing in the same: its judgement rests on no more than that, and costs more than the page itself.
    """
    if page.context in _looked_at:
        return
    seen = _shared("seen_by_axe")
    new = aspects(page) - set(seen.read_text().split())
    if not new:
        return
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    grave = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
        + "\n".join(f"    {node['html'][:160]}" for node in violation["nodes"][:5])
        for violation in page.evaluate(GRAVE)
    ]
    assert not grave, f"{page.url}\n" + "\n".join(grave)
    with seen.open("a") as file:
        file.write("".join(f"{each}\n" for each in sorted(new)))


def aspects(page: Page) -> set[str]:
    """Return all of a page's elements that axe's judgement rests on, each as a number."""
    return {str(each) for each in page.evaluate(ASPECTS.read_text(encoding="utf-8"))}


def _shared(name: str) -> Path:
    """Return a file of this run that its workers share."""
    data = Path(settings.SHENPI_DATA_DIR)
    file = (data.parent if "PYTEST_XDIST_WORKER" in os.environ else data) / name
    file.touch()
    return file


def no_sideways_scrolling(page: Page) -> None:
    """Assert that nothing on the page is wider than the screen."""
    wide, screen = page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= screen, f"{page.url}: {wide} px of content on a screen of {screen} px"


def screenshot(page: Page, name: str) -> None:
    """Save the whole page as build/screenshots/<name>.png, for whoever sets SHENPI_TEST_PICTURES to look at."""
    if "SHENPI_TEST_PICTURES" in os.environ:
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def installed() -> str | None:
    """Find Debian's Chromium: its shell without a window asks a third less of the processor than the whole."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


def _chromium() -> str:
    """Find Chromium, or install Debian's as root; else skip, except under CI, which must not pass unseen."""
    found = installed()
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run([REPOSITORY / "tools" / "setup_system.sh"], check=False)
        found = installed()
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("no Chromium under CI: browser tests must run there")
    pytest.skip("no Chromium: install Debian's package chromium-headless-shell")

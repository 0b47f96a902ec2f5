"""Take the pictures of the README from the running demonstration: `make screenshots`.

Each picture is one persona's page at one size, taken in Chromium from the demonstration's own data.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

from tests.support.browser import DESKTOP, FLAGS, PHONE, installed

REPOSITORY = Path(__file__).resolve().parent.parent
PICTURES = REPOSITORY / "docs" / "images"


def case(page: Page) -> None:
    """Open the first case that a handler is to examine, from its top."""
    enter(page, "handler")
    page.goto("/work/?act=examine")
    address = page.locator(".work-list a[href*='/work/cases/']").first.get_attribute("href")
    page.goto((address or "/work/").partition("#")[0])


def wall(page: Page) -> None:
    """Open the supervisor's wall."""
    enter(page, "supervisor")
    page.locator("canvas").first.wait_for()


def portal(page: Page) -> None:
    """Open the portal's front page as anybody."""
    page.goto("/")


def guide(page: Page) -> None:
    """Open the guide of an item as anybody who looks for it with two characters."""
    page.goto("/search/?q=挖掘")
    page.get_by_role("link", name="占用、挖掘城市道路审批").click()
    page.locator(".guide").wait_for()


SHOTS: dict[str, tuple[Callable[[Page], None], dict[str, int]]] = {
    "case": (case, DESKTOP),
    "wall": (wall, DESKTOP),
    "portal": (portal, PHONE),
    "guide": (guide, DESKTOP),
}


def enter(page: Page, persona: str) -> None:
    page.goto("/demo/")
    page.locator(f"form[action$='/enter/{persona}/'] button").click()


def main() -> int:
    chromium = installed()
    if not chromium:
        print("no Chromium: install Debian's package chromium-headless-shell")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [Path(sys.executable).with_name("shenpi"), "serve", "--port", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=7)) as client:
            client.get(url, timeout=60)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=FLAGS, chromium_sandbox=os.geteuid() != 0
            )
            for name, (visit, size) in SHOTS.items():
                context = browser.new_context(
                    viewport=size,  # type: ignore[arg-type]
                    base_url=url,
                    locale="zh-CN",
                    timezone_id="Asia/Shanghai",
                    reduced_motion="reduce",
                )
                page = context.new_page()
                visit(page)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=PICTURES / f"{name}.png")
                context.close()
                print(f"docs/images/{name}.png")
            browser.close()
    finally:
        server.terminate()
        server.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())

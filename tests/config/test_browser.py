"""The tests' browser sees what it must see: a fixture that never fails would prove nothing."""

import http.server
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.support import browser as support

pytestmark = pytest.mark.browser
Serve = Callable[[str], str]

PAGE = '<!doctype html><html lang="zh"><head><title>题</title></head><body><main>{}</main></body></html>'


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve one page of HTML under a strict content security policy and return its address."""
    servers = []

    def start(body: str) -> str:
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", "default-src 'self'")
                self.end_headers()
                self.wfile.write(PAGE.format(body).encode())

            def log_message(self, *_: object) -> None:
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_axe_passes_a_clean_page_under_a_policy(new_page: support.NewPage, serve: Serve) -> None:
    page = new_page(viewport=support.PHONE)
    page.goto(serve("<h1>行政许可</h1><p>好</p>"))
    support.axe(page)
    support.no_sideways_scrolling(page)


def test_axe_finds_a_field_without_a_label(new_page: support.NewPage, serve: Serve) -> None:
    page = new_page()
    page.goto(serve("<h1>表</h1><input type=text>"))
    with pytest.raises(AssertionError, match="label"):
        support.axe(page)


@pytest.mark.parametrize(
    "other",
    [
        "<h1>表</h1><p><a href=/1></a></p><label><input type=checkbox> 是</label>",
        "<h1>表</h1><p class=faint><a href=/1>一</a></p><label><input type=checkbox> 是</label>",
        "<h1>表</h1><p hidden><a href=/1>一</a></p><label><input type=checkbox> 是</label>",
        "<h1>表</h1><p><a href=/1>一</a></p><label><input type=checkbox disabled> 是</label>",
        "<h1>表</h1><p><a href=/1>一</a></p><label><input type=checkbox checked> 是</label>",
        "<h1>表</h1><p><a href=/1>一</a></p><label><input type=checkbox autofocus> 是</label>",
        "<h1>表</h1><p style='height:1px;overflow:auto'><a href=/1>一</a></p><label><input type=checkbox> 是</label>",
        "<h1>表</h1><p><a href=/1>一</a></p><input type=checkbox> <label>是</label>",
        "<h1>表</h1><p><a href=/1>一</a></p><label for=x><input type=checkbox> 是</label>",
        "<h1>表</h1><p bgcolor=x><a href=/1>一</a></p><label><input type=checkbox> 是</label>",
        "<h1>表</h1><p><a href=/1>一</a></p><dl><dd>一</dd></dl><label><input type=checkbox> 是</label>",
    ],
)
def test_axe_looks_once_at_what_is_alike_and_again_at_what_is_not(
    new_page: support.NewPage, other: str
) -> None:
    page = new_page()
    aspects = []
    for body in (
        "<h1>表</h1><p><a href=/1>一</a></p><label><input type=checkbox> 是</label>",
        "<h1>题</h1><p><a href=/20>二</a><p><a href=/30>三</a></p><label><input type=checkbox> 否</label>",
        other,
    ):
        page.set_content(PAGE.format(body))
        aspects.append(support.aspects(page))
    assert aspects[0] == aspects[1]
    assert aspects[2] - aspects[0]


def test_too_wide_content_is_found(new_page: support.NewPage, serve: Serve) -> None:
    page = new_page(viewport=support.PHONE)
    page.goto(serve("<h1>表</h1><table width=900><tr><td>宽</td></tr></table>"))
    with pytest.raises(AssertionError, match="px of content on a screen of 390 px"):
        support.no_sideways_scrolling(page)


@pytest.mark.parametrize(
    "body", ["<p onclick='x()'>x</p><script>1</script>", '<img alt="" src="http://192.0.2.1/x.png">']
)
def test_a_page_that_misbehaves_is_noticed(browser: Browser, serve: Serve, body: str) -> None:
    complaints: list[str] = []
    page = browser.new_page()
    support.watch(page, complaints)
    page.goto(serve(body), wait_until="commit")
    page.wait_for_load_state("domcontentloaded")
    page.close()
    assert complaints

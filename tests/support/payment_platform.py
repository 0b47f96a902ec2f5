"""A payment platform on loopback: takes signed orders once each by their id, and says what became of them."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from django.test import Client

from shenpi.apps import signing, timekeeping

KEY, SECRET = "agency", "s3cret"
ANSWERS = "/api/payments/answers"


@dataclass
class Platform:
    """What the platform keeps; `failing` answers everything with this status instead."""

    port: int = 0
    failing: int = 0
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{KEY}:{SECRET}@127.0.0.1:{self.port}/pay"

    def pay(self, order: object, amount: str = "", at: str = "2026-03-03T10:00:00+08:00") -> None:
        """Somebody pays an order, at the platform's own page."""
        kept = self.orders[str(order)]
        kept |= {
            "state": "paid",
            "amount": amount or kept["amount"],
            "paid_at": at,
            "receipt_number": "川财0042",
        }

    def tell(self, order: object, *, secret: str = SECRET, **changes: Any) -> int:
        """Call back with what is known of an order; returns our answer's status."""
        body = json.dumps({**self.orders[str(order)], **changes}).encode()
        proof = signing.headers("POST", ANSWERS, body, KEY, secret, timekeeping.now())
        return Client().post(ANSWERS, body, "application/json", headers=proof).status_code


@contextmanager
def running() -> Iterator[Platform]:
    """Run a platform on a port of its own."""
    platform = Platform()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(platform))
    platform.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield platform
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(platform: Platform) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if not self._may(body):
                return
            said = json.loads(body)
            if said["payer"] == "不收":
                self._answer(422, {"error": "payer"})
                return
            page = f"http://127.0.0.1:{platform.port}/page/{said['id']}"
            kept = {"reference": f"P{len(platform.orders) + 1}", "state": "open", "page": page, **said}
            self._answer(200, platform.orders.setdefault(said["id"], kept))

        def do_GET(self) -> None:
            if not self._may(b""):
                return
            kept = platform.orders.get(self.path.rsplit("/", 1)[1])
            self._answer(200 if kept else 404, kept or {})

        def _may(self, body: bytes) -> bool:
            platform.asked.append(f"{self.command} {self.path}")
            given = {name: self.headers.get(name, "") for name in (signing.KEY, signing.TIME, signing.NONCE)}
            wanted = signing.signature(self.command, self.path, body, SECRET, given)
            signed = self.headers.get(signing.SIGNATURE) == wanted
            if platform.failing or not signed:
                self._answer(platform.failing or 401, {})
            return signed and not platform.failing

        def _answer(self, status: int, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    return Handler

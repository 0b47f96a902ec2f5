"""An SMS gateway as a process of its own, which the tests kill and which falls over by itself now and then.

`python tests/support/sms_gateway.py PORT DIRECTORY SECRET FAULTS SEED` keeps every message it takes as a file named
by its id, created once; FAULTS of a hundred requests go wrong: it dies before or after it has kept the message, or
answers that it is busy or broken.
"""

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random

from shenpi.apps import signing

PORT, DIRECTORY, SECRET, FAULTS, SEED = sys.argv[1:] if len(sys.argv) == 6 else ("0", ".", "", "0", "0")
rng = Random(SEED)


class Gateway(BaseHTTPRequestHandler):
    """POST /messages, signed; the same id again is answered as before and kept once."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fault = rng.choice(("die", "die late", "busy", "broken")) if rng.randrange(100) < int(FAULTS) else ""
        if fault == "die":
            os._exit(1)
        if fault == "busy":
            return self._answer(503, {})
        given = {name: self.headers.get(name, "") for name in (signing.KEY, signing.TIME, signing.NONCE)}
        wanted = signing.signature("POST", self.path, body, SECRET, given)
        if self.headers.get(signing.SIGNATURE) != wanted:
            return self._answer(401, {"error": "signature"})
        said = json.loads(body)
        if said["to"].endswith("0000"):
            return self._answer(422, {"error": "no such number"})
        kept = Path(DIRECTORY) / said["id"]
        if not kept.exists():
            kept.write_bytes(body)
        if fault == "die late":
            os._exit(1)
        return self._answer(500 if fault == "broken" else 200, {"id": f"sms-{said['id'][-6:]}"})

    def _answer(self, status: int, said: dict[str, str]) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    ThreadingHTTPServer.allow_reuse_address = True
    ThreadingHTTPServer(("127.0.0.1", int(PORT)), Gateway).serve_forever()

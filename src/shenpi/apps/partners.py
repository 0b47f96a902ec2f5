"""Services outside the house that are called by signed HTTP, and call back: SMS gateways, the payment platform."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import httpx

from shenpi.apps import signing, timekeeping

TIMEOUT = httpx.Timeout(10, connect=3)


@dataclass(frozen=True)
class Partner:
    """A service at https://key:secret@host/path; its name is its host and port."""

    name: str
    origin: str
    path: str
    key: str
    secret: str

    @classmethod
    def at(cls, url: str) -> "Partner":
        """Read an address with key and secret."""
        parts = urlsplit(url)
        place = parts.hostname or ""
        name = f"{place}:{parts.port}" if parts.port else place
        return cls(
            name,
            f"{parts.scheme}://{name}",
            parts.path.rstrip("/"),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
        )

    def ask(self, method: str, place: str, body: bytes = b"", **more: str) -> httpx.Response:
        """Send a signed request to `place` below the address; `more` are headers. Raises httpx.HTTPError."""
        path = self.path + place
        proof = signing.headers(method, path, body, self.key, self.secret, timekeeping.now())
        sent = {**proof, **more, "Content-Type": "application/json"}
        with httpx.Client(timeout=TIMEOUT, trust_env=False) as http:
            return http.request(method, self.origin + path, content=body, headers=sent)

    def wrote(self, method: str, path: str, body: bytes, given: Mapping[str, str]) -> bool:
        """Tell whether a request to us was signed with this partner's secret, just now."""
        return given.get(signing.KEY) == self.key and signing.proved(
            method, path, body, given, self.secret, timekeeping.now()
        )

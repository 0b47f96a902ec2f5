"""The machines that serve the other zones, from the peers file (`SHENPI_PEERS_FILE`)."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from shenpi.apps.exchange.keys import read_public_key


class PeersInvalid(RuntimeError):
    """The peers file cannot be used; the message says which entry and why."""


ABOVE = "above"
"""The destination of what a supervision node passes on to the supervision of the division above it."""


@dataclass(frozen=True)
class Peer:
    """One machine: its name, its address (where `exchange/messages` lies), its key, and the zones behind it.

    `above`: the supervision of the division above ours. `reports`: a node below, which tells our supervision what
    happens there: its name and how the names of those below it begin ("": whatever they are called).
    """

    name: str
    url: str
    key: str
    serves: tuple[str, ...]
    ca: str | None = None
    above: bool = False
    reports: str | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The destinations of the messages that go to this peer."""
        return (*self.serves, ABOVE) if self.above else self.serves

    def may_send(self, origin: str, zone: str, source: str) -> bool:
        """Whether it may send messages that come from a zone `origin`, of an installation, to our `zone`."""
        if origin in self.serves:
            return True
        return self.reports is not None and zone == "supervision" and _node(source).startswith(self.reports)

    @property
    def public_key(self) -> Ed25519PublicKey:
        return read_public_key(self.key)


def peers() -> tuple[Peer, ...]:
    """Return the peers of this process; none without a peers file. Raises PeersInvalid."""
    path: Path | None = settings.SHENPI_PEERS_FILE
    return _read(path, path.stat().st_mtime_ns) if path else ()


def peer_of(zone: str) -> Peer | None:
    """Return the peer that serves a zone; None when the zone shares our database."""
    return next((peer for peer in peers() if zone in peer.lines), None)


def peer_with(key: str) -> Peer | None:
    """Return the peer that a public key belongs to."""
    return next((peer for peer in peers() if peer.key == key), None)


def _node(source: str) -> str:
    """Return the installation that a source names: /internal/511602101."""
    return source.removeprefix("/").partition("/")[2]


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> tuple[Peer, ...]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        found = tuple(_peer(entry) for entry in entries)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise PeersInvalid(f"SHENPI_PEERS_FILE {path.name}: {error!r}") from error
    served = [zone for peer in found for zone in peer.lines]
    if len(served) != len(set(served)):
        raise PeersInvalid(f"SHENPI_PEERS_FILE {path.name}: two peers serve the same zone")
    return found


def _peer(entry: dict[str, Any]) -> Peer:
    if urlsplit(entry["url"]).scheme not in ("https", "http"):
        raise ValueError(f"{entry['url']}: give http:// or https://")
    if settings.SHENPI_MODE == "production" and not entry["url"].startswith("https:"):
        raise ValueError(f"{entry['url']}: production speaks https only")
    read_public_key(entry["key"])
    return Peer(
        name=entry["zone"],
        url=entry["url"].rstrip("/"),
        key=entry["key"],
        serves=tuple(entry.get("serves", [entry["zone"]])),
        ca=entry.get("ca"),
        above=bool(entry.get("above")),
        reports=_reports(entry.get("reports", False)),
    )


def _reports(told: bool | str) -> str | None:
    """Read whose messages a node below may bring: true is anybody's."""
    if isinstance(told, str):
        return told
    return "" if told else None

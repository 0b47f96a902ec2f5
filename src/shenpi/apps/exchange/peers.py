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


@dataclass(frozen=True)
class Peer:
    """One machine: its name, its address (where `exchange/messages` lies), its key, and the zones behind it."""

    name: str
    url: str
    key: str
    serves: tuple[str, ...]
    ca: str | None = None

    @property
    def public_key(self) -> Ed25519PublicKey:
        return read_public_key(self.key)


def peers() -> tuple[Peer, ...]:
    """Return the peers of this process; none without a peers file. Raises PeersInvalid."""
    path: Path | None = settings.SHENPI_PEERS_FILE
    return _read(path, path.stat().st_mtime_ns) if path else ()


def peer_of(zone: str) -> Peer | None:
    """Return the peer that serves a zone; None when the zone shares our database."""
    return next((peer for peer in peers() if zone in peer.serves), None)


def peer_with(key: str) -> Peer | None:
    """Return the peer that a public key belongs to."""
    return next((peer for peer in peers() if peer.key == key), None)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> tuple[Peer, ...]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        found = tuple(_peer(entry) for entry in entries)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise PeersInvalid(f"SHENPI_PEERS_FILE {path.name}: {error!r}") from error
    served = [zone for peer in found for zone in peer.serves]
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
    )

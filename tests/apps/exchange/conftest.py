"""Nodes that talk to each other, without the consumers that the product's apps register."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import override_settings

from shenpi.apps.exchange import consumers
from shenpi.apps.exchange.consumers import Consumer
from shenpi.apps.exchange.keys import own_public_key


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> list[Consumer]:
    """The consumers of this test alone."""
    mine: list[Consumer] = []
    monkeypatch.setattr(consumers, "_registered", mine)
    return mine


@dataclass(frozen=True)
class Node:
    """One machine: its data directory, the zones it serves, and its peers file."""

    folder: Path
    zones: frozenset[str]

    @contextmanager
    def here(self) -> Iterator[None]:
        """Be this machine inside the block."""
        with override_settings(
            SHENPI_DATA_DIR=self.folder,
            SHENPI_ZONES=self.zones,
            SHENPI_PEERS_FILE=self.folder / "peers.json",
        ):
            yield

    @property
    def key(self) -> str:
        with self.here():
            return own_public_key()

    def knows(self, other: "Node", url: str) -> None:
        """Write the peers file: the other machine alone."""
        name = "+".join(sorted(other.zones))
        entry = {"zone": name, "url": url, "key": other.key, "serves": sorted(other.zones)}
        (self.folder / "peers.json").write_text(json.dumps([entry]))


@pytest.fixture
def outer(tmp_path: Path) -> Node:
    """The machine of the public zone."""
    return _node(tmp_path / "outer", "public")


@pytest.fixture
def inner(tmp_path: Path, outer: Node) -> Node:
    """The machine of the internal and the supervision zone; it and `outer` know each other."""
    node = _node(tmp_path / "inner", "internal", "supervision")
    outer.knows(node, "https://inner.test/api")
    node.knows(outer, "https://outer.test/api")
    return node


def _node(folder: Path, *zones: str) -> Node:
    folder.mkdir()
    (folder / "peers.json").write_text("[]")
    return Node(folder, frozenset(zones))

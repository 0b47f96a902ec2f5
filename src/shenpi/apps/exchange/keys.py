"""This machine's own key pair (Ed25519), made at its first start and readable by its owner alone."""

import base64
import os
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

_FILE = "exchange-key"


class KeyExposed(RuntimeError):
    """The private key's file can be read by others; it must be replaced."""


def own_key() -> Ed25519PrivateKey:
    """Return the private key, made and kept when there is none. Raises KeyExposed."""
    return _own_key(Path(settings.SHENPI_DATA_DIR) / _FILE)


def own_public_key() -> str:
    """Return the public key as peers write it in their peers file (base64 of the 32 raw bytes)."""
    return base64.b64encode(own_key().public_key().public_bytes_raw()).decode()


def read_public_key(text: str) -> Ed25519PublicKey:
    """Read a public key as `own_public_key` writes it. Raises ValueError."""
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))


@lru_cache(maxsize=4)
def _own_key(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        _make(path)
    if path.stat().st_mode & 0o077:
        raise KeyExposed(
            f"{path.name}: other users can read it; delete it, restart and give peers the new key"
        )
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(path.read_text()))


def _make(path: Path) -> None:
    """Write a new key whole or not at all; of two processes that start together the first one's key stays."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode())
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()

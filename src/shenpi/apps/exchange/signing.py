"""Signed requests between machines: who sent this, when, and is it whole.

A signature covers method, resource, sender's key, time, nonce and the body's SHA-256; the answer's covers the
request's nonce, so that nobody else can acknowledge a message. The sender is known by its key alone. A request
repeated within the window does no harm: message ids make it the same request.
"""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shenpi.apps.exchange import keys

WINDOW = timedelta(minutes=5)
KEY, TIME, NONCE, SIGNATURE = "Shenpi-Key", "Shenpi-Time", "Shenpi-Nonce", "Shenpi-Signature"


class Untrusted(Exception):
    """A request or an answer that is not proved to come from a peer; the text says what is wrong."""


def request_headers(method: str, resource: str, body_sha256: str, now: datetime) -> dict[str, str]:
    """Return the headers that prove a request of ours; `resource` is the path after the peer's address."""
    key, time, nonce = keys.own_public_key(), str(int(now.timestamp())), secrets.token_hex(16)
    signature = _sign(keys.own_key(), method, resource, key, time, nonce, body_sha256)
    return {KEY: key, TIME: time, NONCE: nonce, SIGNATURE: signature}


def check_request(
    method: str,
    resource: str,
    headers: Mapping[str, str],
    body_sha256: str,
    public_key: Ed25519PublicKey,
    now: datetime,
) -> None:
    """Check a request that claims to come from the owner of `public_key`. Raises Untrusted."""
    time, nonce = headers.get(TIME, ""), headers.get(NONCE, "")
    if not (time.isascii() and time.isdigit() and len(time) < 12):
        raise Untrusted("no time")
    if abs(now.timestamp() - int(time)) > WINDOW.total_seconds():
        raise Untrusted("outside the time window: check both clocks")
    if len(nonce) < 16:
        raise Untrusted("no nonce")
    parts = (method, resource, headers.get(KEY, ""), time, nonce, body_sha256)
    _verify(public_key, headers.get(SIGNATURE, ""), *parts)


def answer_signature(nonce: str, status: int, body: bytes) -> str:
    """Return the signature of our answer to the request with this nonce."""
    return _sign(keys.own_key(), "ANSWER", nonce, str(status), sha256(body))


def check_answer(nonce: str, status: int, body: bytes, signature: str, public_key: Ed25519PublicKey) -> None:
    """Check that the answer to our request comes from the peer. Raises Untrusted."""
    _verify(public_key, signature, "ANSWER", nonce, str(status), sha256(body))


def sha256(body: bytes) -> str:
    """Return the SHA-256 of a body, in hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


def _sign(key: Ed25519PrivateKey, *parts: str) -> str:
    return base64.b64encode(key.sign("\n".join(parts).encode())).decode()


def _verify(key: Ed25519PublicKey, signature: str, *parts: str) -> None:
    try:
        key.verify(base64.b64decode(signature, validate=True), "\n".join(parts).encode())
    except (ValueError, InvalidSignature):
        raise Untrusted("the signature does not fit") from None

"""Signatures between us and services outside (SMS, payment): HMAC-SHA256 over method, path, key, time, nonce, body."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=5)
KEY, TIME, NONCE, SIGNATURE = "Shenpi-Key", "Shenpi-Time", "Shenpi-Nonce", "Shenpi-Signature"


def headers(method: str, path: str, body: bytes, key: str, secret: str, now: datetime) -> dict[str, str]:
    """Return the headers that prove that the owner of `key` asks this, now."""
    given = {KEY: key, TIME: str(int(now.timestamp())), NONCE: secrets.token_hex(16)}
    return {**given, SIGNATURE: signature(method, path, body, secret, given)}


def proved(method: str, path: str, body: bytes, given: Mapping[str, str], secret: str, now: datetime) -> bool:
    """Tell whether these headers were made with `secret` for this request, not long ago."""
    time = given.get(TIME, "")
    if not (time.isascii() and time.isdigit() and len(time) < 12):
        return False
    if abs(now.timestamp() - int(time)) > WINDOW.total_seconds():
        return False
    wanted = signature(method, path, body, secret, given)
    return hmac.compare_digest(wanted.encode(), given.get(SIGNATURE, "").encode())


def signature(method: str, path: str, body: bytes, secret: str, given: Mapping[str, str]) -> str:
    """Return the signature of a request with these headers (key, time, nonce)."""
    digest = hashlib.sha256(body).hexdigest()
    said = "\n".join((method, path, *(given.get(name, "") for name in (KEY, TIME, NONCE)), digest))
    return hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()

"""Proof without the thing: salted commitments for personal data that the law may require to be erased.

The ledger keeps the commitment, the case keeps value and salt. When value and salt are erased
(个人信息保护法 art. 47), the chain still verifies and nobody can guess the value back; while they exist,
anyone can check that the value is the one that was recorded.
"""

import hashlib
import hmac
import secrets

SALT_BYTES = 16


def new_salt() -> bytes:
    """Return a fresh random salt; use one for each value, so that equal values do not look equal."""
    return secrets.token_bytes(SALT_BYTES)


def commitment(value: str, salt: bytes) -> str:
    """Return the commitment to `value`, 64 hexadecimal digits. Raises ValueError for too short a salt."""
    if len(salt) < SALT_BYTES:
        raise ValueError(f"a salt needs at least {SALT_BYTES} bytes")
    return hmac.new(salt, value.encode(), hashlib.sha256).hexdigest()

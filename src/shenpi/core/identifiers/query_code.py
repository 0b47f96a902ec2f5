"""Query codes: with the case number they let anybody follow a case without an account."""

import hashlib
import hmac
import secrets

from shenpi.core.identifiers.normal import compact

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0, 1, I, L or O, so that a code survives paper and telephone."""

LENGTH = 8
_ROUNDS = 2_000


def new_query_code() -> str:
    """Return a fresh code of eight characters (about 40 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def hash_query_code(code: str, number: str) -> str:
    """Return what is stored of a code: a slow hash (PBKDF2) salted with the case number, 64 hexadecimal digits."""
    return hashlib.pbkdf2_hmac("sha256", compact(code).encode(), number.encode(), _ROUNDS).hex()


def query_code_matches(code: str, number: str, stored: str) -> bool:
    """Tell whether a typed code is the one stored, in constant time."""
    return hmac.compare_digest(hash_query_code(code, number), stored)

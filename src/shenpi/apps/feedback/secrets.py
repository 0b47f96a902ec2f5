"""The code by which whoever filed something follows it, without an account."""

import hashlib
import hmac
from uuid import UUID

from django.conf import settings

from shenpi.apps.documents import codes


def code_of(feedback_id: UUID) -> str:
    """Return the query code of a filing: it follows from the id and the server's secret; only its hash is kept."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), b"feedback:" + feedback_id.bytes, "sha256")
    number = int.from_bytes(digest, "big")
    return "".join(codes.ALPHABET[number // 32**place % 32] for place in range(codes.LENGTH))


def hashed(code: str) -> str:
    """Return what is kept of a code, however it was typed; 60 random bits need no slow hash."""
    return hashlib.sha256(codes.normal(code).encode()).hexdigest()

"""Verification codes (核验码): unguessable, and readable over the telephone."""

import secrets
import unicodedata

from django.conf import settings

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12
"""32 letters, so that every byte gives each with equal chance; to the 12th: 60 bits, so that trying finds nothing."""


def new() -> str:
    """Return a fresh code."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in secrets.token_bytes(LENGTH))


def grouped(code: str) -> str:
    """Return the code in groups of four, as printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def normal(typed: str) -> str:
    """Return what a person typed (full-width, lower case, with hyphens or blanks) as a bare code."""
    plain = unicodedata.normalize("NFKC", typed[:64]).upper()
    return "".join(sign for sign in plain if sign.isalnum())


def address(code: str) -> str:
    """Return the public address at which the code is verified, as printed and in the QR code."""
    return f"{settings.SHENPI_PUBLIC_URL.rstrip('/')}/verify/{code}"

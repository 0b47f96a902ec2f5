"""Identifiers that the application makes itself, so that an act can gather its writes and send them at once."""

from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> UUID:
    """Return a new time-ordered identifier (RFC 9562, version 7)."""
    return _uuid7()

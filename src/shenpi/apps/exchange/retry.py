"""When to try again: 2, 4, 8 … seconds, up to a ceiling."""

from datetime import datetime, timedelta

ATTEMPTS = 8
"""After so many failures a message is given up and shown to a person."""


def after(attempts: int, now: datetime, ceiling: timedelta) -> datetime:
    """Return the moment of the next try after `attempts` (1 and more) failures in a row."""
    return now + min(timedelta(seconds=2 ** min(attempts, 20)), ceiling)

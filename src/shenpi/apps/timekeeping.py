"""The one clock and the one calendar of the running system.

Every act asks `now()`; demonstration data and tests move it with `at()`. The pure core never reads a clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings

from shenpi.core import worktime
from shenpi.core.worktime import Calendar, Light

SHANGHAI = ZoneInfo("Asia/Shanghai")

_simulated: ContextVar[datetime | None] = ContextVar("simulated_now", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC; the simulated one inside `at()`."""
    return _simulated.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let `now()` answer `moment` (aware; any zone) inside the block. Raises ValueError for a naive moment."""
    if moment.tzinfo is None:
        raise ValueError("a simulated moment needs a time zone")
    token = _simulated.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _simulated.reset(token)


def local(moment: datetime) -> datetime:
    """Return an aware moment in the zone in which people read it (Asia/Shanghai)."""
    return moment.astimezone(SHANGHAI)


def soon(moment: datetime) -> datetime:
    """Return the last limit that shows yellow at a moment, as the installation reads D3-066 (`SHENPI_YELLOW`)."""
    by_day = settings.SHENPI_YELLOW == "working_day"
    return worktime.soon(moment, calendar() if by_day else None)


def light(due_at: datetime | None) -> Light:
    """Return the light of a limit now."""
    moment = now()
    return Light.of(due_at, moment, soon(moment) - moment)


@lru_cache(maxsize=1)
def calendar() -> Calendar:
    """Return the working-day calendar in force (State Council notices)."""
    return Calendar.load()

"""The background work: messages between zones, documents to render, timers that have run out.

One worker a data directory: every server process keeps a thread that asks for the lock once a second, and
whoever holds it works. When that process dies, the kernel frees the lock and the next thread takes over.
"""

import fcntl
import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import close_old_connections

PAUSE = 1.0  # seconds between rounds
log = logging.getLogger(__name__)

Duty = Callable[[], object]


def duties() -> list[Duty]:
    """Return what one round does, in order: each is cheap when there is nothing to do, and safe to repeat."""
    from shenpi.apps import periodic
    from shenpi.apps.documents import rendering
    from shenpi.apps.exchange import pumping

    return [periodic.run_due, rendering.render_pending, pumping.pump]


def run_round(round_of: list[Duty]) -> None:
    """Do every duty once; one that fails is logged with its trace and does not keep the others from their turn."""
    for duty in round_of:
        close_old_connections()
        try:
            duty()
        except Exception:
            log.exception("background duty %s.%s failed", duty.__module__, duty.__name__)
    close_old_connections()


def run_until_stopped() -> None:
    """Work in the foreground until SIGTERM or SIGINT, finishing the round in hand."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    _work(stop)


def start_thread() -> None:
    """Work in a daemon thread of this process, whenever no other process of this data directory does."""
    threading.Thread(target=_work, args=(threading.Event(),), name="shenpi-work", daemon=True).start()


def _work(stop: threading.Event) -> None:
    round_of = duties()
    while not stop.is_set():
        with alone() as mine:
            while mine and not stop.is_set():
                run_round(round_of)
                stop.wait(PAUSE)
        stop.wait(PAUSE)


@contextmanager
def alone() -> Iterator[bool]:
    """Hold the data directory's worker lock inside the block, if it is free."""
    with (settings.SHENPI_DATA_DIR / "worker.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True

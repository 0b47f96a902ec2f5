"""The background work: messages between zones, documents to render, timers that have run out.

One worker a data directory: every server process keeps a thread that asks for the lock once a second, and
whoever holds it works. When that process dies, the kernel frees the lock and the next thread takes over.
"""

import fcntl
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import close_old_connections

from shenpi.apps import periodic

PAUSE = 1.0  # seconds between rounds


def prepare() -> None:
    """Put what every round does beside the jobs that the apps have registered for themselves."""
    from shenpi.apps.documents import rendering
    from shenpi.apps.exchange import pumping

    periodic.register("documents.render", rendering.render_pending, every_seconds=0)
    periodic.register("exchange.pump", pumping.pump, every_seconds=0)


def run_round() -> None:
    """Do what is due. A job that fails is logged with its trace, comes back, and stops no other."""
    close_old_connections()
    periodic.run_due()
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
    prepare()
    while not stop.is_set():
        with alone() as mine:
            while mine and not stop.is_set():
                run_round()
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

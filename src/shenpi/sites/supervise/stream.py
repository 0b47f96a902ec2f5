"""The wall's pulse: server-sent events that say "something changed", so that a wall asks again at once.

A stream holds one of the server's threads; so at most STREAMS are open in a process, each for LASTS seconds (a browser
opens it again by itself). A wall without a stream asks every few seconds instead: it is never blind.
"""

import time
from collections.abc import Callable, Iterator
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from shenpi.apps import timekeeping
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision import queries, signal_queries
from shenpi.sites.common.access import staff

STREAMS = 3
LASTS = 240
EVERY = 2
"""Seconds between two looks; each look writes something, so that a wall that went away is noticed at once."""

_open = BoundedSemaphore(STREAMS)


@staff(Role.SUPERVISOR, Role.LEADER)
@require_GET
def stream(request: HttpRequest) -> HttpResponseBase:
    """Send `event: changed` whenever the wall's figures change; 204 tells the browser not to try when all are taken."""
    if not _open.acquire(blocking=False):
        return HttpResponse(status=204)
    answer = StreamingHttpResponse(_Released(pulses(fingerprint)), content_type="text/event-stream")
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"
    return answer


def fingerprint() -> tuple[object, ...]:
    """Return what a wall shows, short enough to compare."""
    now = timekeeping.now()
    latest = signal_queries.signals(size=1).rows
    return tuple(queries.lights_by_agency(now)), latest[0].pk if latest else None


def pulses(
    state: Callable[[], object], *, sleep: Callable[[float], object] = time.sleep, lasts: float = LASTS
) -> Iterator[str]:
    """Yield an event at the beginning and at every change of `state`, and a comment when nothing changed."""
    known = state()
    yield "retry: 3000\nevent: changed\ndata: \n\n"
    for _turn in range(int(lasts // EVERY)):
        sleep(EVERY)
        present = state()
        yield ": \n\n" if present == known else "event: changed\ndata: \n\n"
        known = present


class _Released:
    """Events that give the stream's place back when the answer is closed, whether or not anybody read them."""

    def __init__(self, events: Iterator[str]) -> None:
        self._events = events
        self._held = True

    def __iter__(self) -> Iterator[str]:
        return self._events

    def close(self) -> None:
        if self._held:
            self._held = False
            _open.release()

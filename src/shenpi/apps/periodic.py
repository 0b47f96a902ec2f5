"""Work that comes back: jobs that apps register when they start, and the worker runs when they are due.

Nobody imports sideways for it: an app registers its own function in `AppConfig.ready`, the worker asks here.
Jobs are idempotent and take small batches; two workers may run the same job.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

log = logging.getLogger(__name__)


@dataclass
class Job:
    """A registered function and when this process runs it next (on the process's monotonic clock, seconds)."""

    name: str
    function: Callable[[], object]
    every_seconds: float
    next_at: float = field(default=0.0)


_jobs: dict[str, Job] = {}


def register(name: str, function: Callable[[], object], every_seconds: float) -> None:
    """Run `function` about every `every_seconds` seconds; a second registration of a name replaces the first."""
    _jobs[name] = Job(name, function, every_seconds)


def jobs() -> list[Job]:
    """Return all registered jobs by name."""
    return [_jobs[name] for name in sorted(_jobs)]


def run_due(monotonic: Callable[[], float] = time.monotonic) -> int:
    """Run every job whose time has come; return how many ran. A job that fails is logged and comes back."""
    ran = 0
    for job in jobs():
        moment = monotonic()
        if job.next_at > moment:
            continue
        job.next_at = moment + job.every_seconds
        ran += 1
        try:
            job.function()
        except Exception:
            log.exception("periodic job %s failed", job.name)
    return ran

"""A process test as data: what happens to one case, and what the process should answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from shenpi.core.worktime import Limit

Values = Mapping[str, object]
"""Case values: what the conditions of the process may ask."""


class Doing(StrEnum):
    """What an entry of a scenario does."""

    START = "start"
    STEP = "do"
    MESSAGE = "message"
    TIMER = "timer"
    WAIT = "wait"
    """Only time passes; timers that run out meanwhile go off."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What should be so after an entry. None means: not asked.

    Names are element ids or the elements' names; `step@office` means one office's copy, `step` alone
    every open copy. `refused` is the code of the refusal expected ('' for any).
    """

    open: tuple[str, ...] | None = None
    closed: tuple[str, ...] | None = None
    services: tuple[str, ...] | None = None
    documents: tuple[str, ...] | None = None
    timers: tuple[str, ...] | None = None
    due: Mapping[str, date] = field(default_factory=dict)
    limit: Mapping[str, Limit] = field(default_factory=dict)
    late: bool | None = None
    ended: bool | None = None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the scenario. At most one of `at` (aware) and `after` is given; neither: the same moment."""

    doing: Doing
    target: str = ""
    at: datetime | None = None
    after: Limit | None = None
    verdict: str = ""
    by: str = ""
    changes: Values = field(default_factory=dict)
    expect: Expectation = Expectation()


@dataclass(frozen=True, slots=True)
class Ending:
    """How the scenario should end: at an end event ('' for any), or with the case still open."""

    ended: bool = True
    at: str = ""
    within: Limit | None = None
    before: datetime | None = None
    documents: tuple[str, ...] | None = None
    services: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A process test. `process` is the key it is meant for, or ''; `event` the start event, or ''."""

    name: str
    start: datetime
    case: Values
    run: tuple[Entry, ...]
    end: Ending
    process: str = ""
    event: str = ""
    begin: Expectation = Expectation()

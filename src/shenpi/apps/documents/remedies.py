"""Until when a decision may be contested: both remedies run from the day on which it was served."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from shenpi.apps import timekeeping
from shenpi.apps.documents import kinds
from shenpi.core.worktime import rules


@dataclass(frozen=True)
class Remedies:
    """The day of service, and the last days of both remedies."""

    served_on: date
    reconsideration: date
    suit: date


def against(issued: Iterable[str], served_on: date | None) -> Remedies | None:
    """Return the remedies against the documents of these kinds (行政复议法 art. 20; 行政诉讼法 art. 46).

    None before the service, and where nothing was refused or taken away.
    """
    if served_on is None or kinds.CONTESTABLE.isdisjoint(issued):
        return None
    served = datetime.combine(served_on, time(12), timekeeping.SHANGHAI)
    ends = (timekeeping.calendar().due(served, rule.limit) for rule in (rules.RECONSIDERATION, rules.SUIT))
    return Remedies(served_on, *(timekeeping.local(end).date() for end in ends))

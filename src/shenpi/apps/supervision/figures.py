"""Figures from the tallies alone: a day's cases, a month's slowest steps."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Sum

from shenpi.apps import timekeeping
from shenpi.apps.supervision import agencies
from shenpi.apps.supervision.models import DayTally, StepTally


@dataclass(frozen=True)
class Day:
    """How many cases were received, accepted, decided and completed on a day."""

    received: int
    accepted: int
    decided: int
    completed: int


@dataclass(frozen=True)
class Slow:
    """A step that takes long: its agency, how many ended, and the mean time in hours of the clock."""

    name: str
    agency_code: str
    agency: str
    number: int
    hours: float


def of_day(now: datetime) -> Day:
    """Return the figures of the day of China in which `now` lies; one statement."""
    rows = DayTally.objects.filter(day=timekeeping.local(now).date()).values_list("measure")
    found = dict(rows.annotate(Sum("number")))
    return Day(
        found.get("received", 0),
        found.get("accepted", 0),
        found.get("granted", 0) + found.get("refused", 0),
        found.get("completed", 0),
    )


def slowest(now: datetime, most: int) -> list[Slow]:
    """Return the steps with the longest mean time among those that ended this month."""
    month = timekeeping.local(now).date().replace(day=1)
    rows = (
        StepTally.objects.filter(month=month)
        .values_list("name", "agency_code")
        .annotate(n=Sum("number"), taken=Sum("seconds"))
        .filter(n__gt=0)
        .annotate(mean=F("taken") / F("n"))
        .order_by("-mean", "name", "agency_code")[:most]
    )
    names = agencies.names()
    return [
        Slow(name, code, names.get(code, code), n, round(taken / n / 3600, 1))
        for name, code, n, taken, _mean in rows
    ]

"""How many lights of each colour are on, from the tallies: exact at any moment, whatever the number of steps.

Open steps are tallied by the hour of their limit. Every whole hour shows one colour; only the hour of the present
and that of the last yellow limit may show two, and of these two the steps themselves are counted, by index alone.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, Sum

from shenpi.apps import timekeeping
from shenpi.apps.supervision import agencies
from shenpi.apps.supervision.models import OPEN, MonitoredStep, OpenTally
from shenpi.apps.supervision.tallies import DUE, PAUSED, UNLIMITED, hour_of
from shenpi.core.worktime import Light

LIGHTS = tuple(Light)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Lights:
    """Open steps by light, of one agency or of all (then without code and name)."""

    green: int
    yellow: int
    red: int
    paused: int
    code: str = ""
    name: str = ""

    @property
    def total(self) -> int:
        return self.green + self.yellow + self.red + self.paused


def showing(light: str, now: datetime) -> Q:
    """Return the condition under which an open step shows `light` (a value of Light) at `now`."""
    soon = timekeeping.soon(now)
    return {
        Light.GREEN: Q(due_at__gt=soon) | Q(due_at__isnull=True, suspended=False),
        Light.YELLOW: Q(due_at__gte=now, due_at__lte=soon),
        Light.RED: Q(due_at__lt=now),
        Light.PAUSED: Q(suspended=True),
    }[Light(light)]


def by_agency(now: datetime) -> list[Lights]:
    """Count the open steps of every agency by light, the worst first: four short statements at most."""
    counts = _counts(now, Q())
    names = agencies.names()
    found = [
        _lights(counts[code], code, names.get(code, "")) for code in counts if any(counts[code].values())
    ]
    return sorted(found, key=lambda row: (-row.red, -row.yellow, -row.green, row.code))


def count(now: datetime, *, agency: str = "", office: str = "") -> Lights:
    """Count open steps by light, all or of one agency or office."""
    given = {"agency_code": agency, "office_code": office}
    counts = _counts(now, Q(**{name: value for name, value in given.items() if value}))
    total: dict[str, int] = defaultdict(int)
    for found in counts.values():
        for light, number in found.items():
            total[light] += number
    return _lights(total)


def _counts(now: datetime, where: Q) -> dict[str, dict[str, int]]:
    """Return light → number by agency."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for light, rows in _whole_hours(now, where).items():
        for code, number in rows:
            found[code][light] += number
    for code, *numbers in _edges(now, where):
        for light, number in zip((Light.RED, Light.YELLOW, Light.GREEN), numbers, strict=True):
            found[code][light] += number
    return found


def _whole_hours(now: datetime, where: Q) -> dict[str, list[tuple[str, int]]]:
    """Sum the hours that show one colour all through."""
    soon = timekeeping.soon(now)
    due = Q(kind=DUE)
    conditions = {
        Light.RED: due & Q(hour__lte=now - _HOUR),
        Light.YELLOW: due & Q(hour__gte=now, hour__lte=soon - _HOUR),
        Light.GREEN: due & Q(hour__gt=soon) | Q(kind=UNLIMITED),
        Light.PAUSED: Q(kind=PAUSED),
    }
    sums = {str(light): Sum("number", filter=condition) for light, condition in conditions.items()}
    rows = list(OpenTally.objects.filter(where).values_list("agency_code").annotate(**sums))
    return {
        light: [(row[0], row[place]) for row in rows if row[place]] for place, light in enumerate(sums, 1)
    }


def _edges(now: datetime, where: Q) -> list[tuple[str, int, int, int]]:
    """Count the steps of the hours that show two colours: (agency, red, yellow, green).

    One statement an hour: a range of the index alone, which "this hour or that" would not be.
    """
    soon = timekeeping.soon(now)
    found: list[tuple[str, int, int, int]] = []
    for hour in sorted({hour_of(now), hour_of(soon)}):
        if now <= hour <= soon - _HOUR:
            continue  # a present on the full hour splits only one
        inside = MonitoredStep.objects.filter(OPEN & where, due_at__gte=hour, due_at__lt=hour + _HOUR)
        found += inside.values_list("agency_code").annotate(
            red=Count("pk", filter=Q(due_at__lt=now)),
            yellow=Count("pk", filter=Q(due_at__gte=now, due_at__lte=soon)),
            green=Count("pk", filter=Q(due_at__gt=soon)),
        )
    return found


def _lights(counts: dict[str, int], code: str = "", name: str = "") -> Lights:
    return Lights(**{str(light): counts.get(str(light), 0) for light in LIGHTS}, code=code, name=name)

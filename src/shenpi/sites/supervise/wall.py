"""The wall: what a leader understands in ten seconds, from three metres away, always up to date."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from shenpi.apps import timekeeping
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision import figures, queries, signal_queries
from shenpi.apps.supervision.evaluation import periods
from shenpi.sites.common.access import staff
from shenpi.sites.supervise import regions, signal_words, words

REFRESH_SECONDS = 5
LATEST_RECORDS = 5
LATEST_SIGNALS = 6
SLOWEST = 5
TODAY: Mapping[str, Promise] = {
    "received": lazy("今日接件"),
    "accepted": lazy("今日受理"),
    "decided": lazy("今日决定"),
    "completed": lazy("今日办结"),
}


@staff(Role.SUPERVISOR, Role.LEADER)
@require_GET
def wall(request: HttpRequest) -> HttpResponse:
    """Show the lights of all open steps in large figures, by agency, with the latest warning records."""
    return render(request, "supervise/wall.html", _view() | {"refresh": REFRESH_SECONDS})


@staff(Role.SUPERVISOR, Role.LEADER)
@require_GET
def live(request: HttpRequest) -> HttpResponse:
    """Return the part of the wall that changes; the wall asks for it again and again."""
    return render(request, "supervise/wall_live.html", _view())


def _view() -> dict[str, Any]:
    now = timekeeping.now()
    agencies = queries.lights_by_agency(now)
    total = queries.Lights(
        **{light: sum(getattr(row, light) for row in agencies) for light in queries.LIGHTS}
    )
    return {
        "now": now,
        "figures": [_figure(light, getattr(total, light)) for light in words.LIGHTS],
        "agencies": [(row, _figures_of(row)) for row in agencies],
        "tiles": regions.of_wall(now, agencies),
        "total": total,
        "sentence": words.sentence(total),
        "records": queries.records(size=LATEST_RECORDS).rows,
        "today": _today(now),
        "cards": _cards(now),
        "signals": signal_queries.signals(size=LATEST_SIGNALS).rows,
        "slowest": [
            (
                row,
                _cases(
                    "steps_ended", f"{timekeeping.local(now):%Y-%m}", step=row.name, agency=row.agency_code
                ),
            )
            for row in figures.slowest(now, SLOWEST)
        ],
    }


def _today(now: datetime) -> list[tuple[Promise, int, str]]:
    """Count the day's cases, each number with the list behind it."""
    day, counted = f"{timekeeping.local(now):%Y-%m-%d}", figures.of_day(now)
    return [(name, getattr(counted, measure), _cases(measure, day)) for measure, name in TODAY.items()]


def _cases(measure: str, period: str, **part: str) -> str:
    return f"{reverse('supervise:report_cases')}?{urlencode({'measure': measure, 'period': period} | part)}"


def _cards(now: datetime) -> list[tuple[signal_words.LevelShown, int, str]]:
    """Count the month's standing signals by level, each with the list behind it."""
    month = periods.read(f"{timekeeping.local(now):%Y-%m}")
    counts = signal_queries.counts(month.begins, month.ends)
    address = f"{reverse('supervise:signals')}?{urlencode({'period': month.text, 'counting': '1'})}"
    return [
        (shown, counts[level], f"{address}&level={level}") for level, shown in signal_words.LEVELS.items()
    ]


def _figure(light: str, count: int, **filters: str) -> dict[str, Any]:
    address = f"{reverse('supervise:steps')}?{urlencode({'light': light} | filters)}"
    return {"light": light, "shown": words.LIGHTS[light], "count": count, "url": address}


def _figures_of(row: queries.Lights) -> list[dict[str, Any]]:
    return [_figure(light, getattr(row, light), agency=row.code) for light in words.LIGHTS]

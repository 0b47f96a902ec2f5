"""Roll-ups by administrative division: the tiles of the wall, and the page behind each of them (D7-008)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from shenpi.apps import timekeeping
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision import divisions, queries
from shenpi.apps.supervision.divisions import Division
from shenpi.apps.supervision.evaluation import periods
from shenpi.sites.common.access import staff
from shenpi.sites.supervise import words


@staff(Role.SUPERVISOR, Role.LEADER)
@require_GET
def regions(request: HttpRequest) -> HttpResponse:
    """Show the divisions below one, with lights now and the figures of a month; each leads further down."""
    now = timekeeping.now()
    asked = request.GET.get("code", "")
    code = asked if asked in divisions.names() else divisions.root()
    present = f"{timekeeping.local(now):%Y-%m}"
    month = periods.read(request.GET.get("month", "") or present).months[0]
    rows = divisions.below(code, now, month)
    context = {
        "code": code,
        "path": [
            (part, divisions.names()[part]) for part in divisions.above(code) if part in divisions.names()
        ],
        "rows": [row for row in rows if row.agencies],
        "silent": sum(1 for row in rows if not row.agencies),
        "tiles": tiles(rows),
        "month": f"{month:%Y-%m}",
        "lights": words.LIGHTS,
        "agencies": queries.names_of(own(rows)),
    }
    return render(request, "supervise/regions.html", context)


def of_wall(now: datetime, agencies: Iterable[queries.Lights]) -> list[dict[str, Any]]:
    """Return the tiles of the smallest division in which all known agencies lie."""
    month = timekeeping.local(now).date().replace(day=1)
    rows = divisions.below(divisions.root(), now, month, agencies)
    return tiles(rows) if any(row.agencies for row in rows) else []


def tiles(rows: Iterable[Division]) -> list[dict[str, Any]]:
    """Return each division with the light that it shows: the worst of its own, none where nobody works."""
    return [{"division": row, "light": _worst(row)} for row in rows]


def own(rows: Iterable[Division]) -> list[str]:
    """Return the agencies that are the division's own."""
    return [agency for row in rows if row.own for agency in row.agencies]


def _worst(row: Division) -> str:
    lit = (light for light in ("red", "yellow", "green", "paused") if getattr(row.lights, light))
    return next(lit, "") if row.agencies else ""

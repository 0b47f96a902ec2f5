"""Process mining: variants, times on the diagram and deviations, of a foreign system or an item of ours."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from shenpi.apps.errors import NotFound
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision.mining import queries, report
from shenpi.apps.supervision.mining.report import Picture
from shenpi.sites.common.access import staff
from shenpi.sites.supervise.mining_words import span

VARIANTS = 12
"""Courses that a page shows; the rest is counted."""
supervisors = staff(Role.SUPERVISOR, Role.LEADER)


@supervisors
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """List the foreign systems and our items, each with the number of its cases."""
    return render(request, "supervise/mining.html", {"systems": queries.systems(), "items": queries.items()})


@supervisors
@require_GET
def system(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what a foreign system's cases really did, and what it reported when (D10-052)."""
    found = queries.system(key)
    context = _context(report.of_system(found), found.name, queries.counts_of(source=found.source))
    return render(
        request,
        "supervise/mining_picture.html",
        context
        | {
            "system": found,
            "batches": queries.batches(found),
            "behind": f"{reverse('supervise:mining_system_cases', args=[found.pk])}?key=",
        },
    )


@supervisors
@require_GET
def item(request: HttpRequest) -> HttpResponse:
    """Show what the cases of one of our items really did."""
    found = queries.item(request.GET.get("code", ""))
    context = _context(report.of_item(found.code), found.name, queries.counts_of(item_code=found.code))
    behind = f"{reverse('supervise:mining_item_cases')}?{urlencode({'code': found.code})}&key="
    return render(request, "supervise/mining_picture.html", context | {"item": found, "behind": behind})


@supervisors
@require_GET
def system_cases(request: HttpRequest, key: UUID) -> HttpResponse:
    """List the cases behind a number of a system's picture."""
    found = queries.system(key)
    return _cases(request, report.of_system(found), {"name": found.name, "system": found})


@supervisors
@require_GET
def item_cases(request: HttpRequest) -> HttpResponse:
    """List the cases behind a number of an item's picture."""
    found = queries.item(request.GET.get("code", ""))
    return _cases(request, report.of_item(found.code), {"name": found.name, "item": found})


def _cases(request: HttpRequest, picture: Picture, context: dict[str, Any]) -> HttpResponse:
    members = picture.members.get(request.GET.get("key", ""))
    if members is None:
        raise NotFound("number_unknown", _("这个数字已经变化。请回到流程挖掘的页面重新打开。"))
    chosen = {"cases": queries.cases(members), "total": len(members)}
    return render(request, "supervise/mining_cases.html", context | chosen)


def _context(picture: Picture, name: str, counts: dict[str, int]) -> dict[str, Any]:
    rest = picture.variants[VARIANTS:]
    return {
        "name": name,
        "counts": counts,
        "picture": picture,
        "variants": picture.variants[:VARIANTS],
        "rest": {"variants": len(rest), "cases": sum(row.cases for row in rest)},
        "latest": picture.cases if picture.cases < counts["cases"] else 0,
        "bpmn": picture.process,
        "markers": {element: "deviating" for row in picture.deviations if (element := row.move.element)},
        "notes": _notes(picture),
    }


def _notes(picture: Picture) -> dict[str, str]:
    """Element → the words that stand at it: how many cases, and how long."""
    notes = {}
    for row in picture.steps:
        cases = len(row.duration.cases)
        words = ngettext("%(n)s 件", "%(n)s 件", cases) % {"n": cases}
        for element in row.elements:
            notes[element] = f"{words} · {span(row.duration.median)}"
    return notes

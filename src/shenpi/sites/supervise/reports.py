"""Reports as pages and files, the cases behind a number, and an item's process as a drawing (D10-081)."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from shenpi.apps import timekeeping
from shenpi.apps.documents.fonts import FontsMissing
from shenpi.apps.documents.typesetting import NotPrintable
from shenpi.apps.errors import NotFound, Refusal
from shenpi.apps.supervision import agencies
from shenpi.apps.supervision.evaluation import periods
from shenpi.apps.supervision.matters.rating import BAD
from shenpi.apps.supervision.mining.drawing import drawn
from shenpi.apps.supervision.reports import behind, brought, published
from shenpi.apps.supervision.reports.catalogue import REPORTS
from shenpi.apps.supervision.reports.exporting import FORMATS
from shenpi.apps.supervision.reports.table import Asked, Column, Report, Row
from shenpi.sites.supervise import scope
from shenpi.sites.supervise.evaluation import periods_offered
from shenpi.sites.supervise.matters import rows

SHOWN = 500
"""Lines on a page; files hold them all."""
BEHIND: Mapping[str, Collection[str]] = {
    "report_cases": behind.NAMES,
    "report_matters": brought.MATTERS,
    "report_ratings": brought.RATINGS,
}
"""The list that a number leads to, by what it measures."""
WAYS = {
    "agency": lazy("部门"),
    "class": lazy("事项类别"),
    "item": lazy("事项"),
    "channel": lazy("渠道"),
    "region": lazy("区划"),
    "month": lazy("月份"),
    "office": lazy("科室"),
    "person": lazy("人员"),
}


@scope.readers
@require_GET
def report(request: HttpRequest, name: str = "volumes") -> HttpResponse:
    """Show a report for a month, quarter or year."""
    found, asked = _asked(request, name)
    year = asked.period.months[-1].year
    table = found.make(replace(asked, most=SHOWN, after=request.GET.get("after", "")))
    hears = scope.may_hear(request)
    context = {
        "report": found,
        "reports": REPORTS.values(),
        "asked": asked,
        "ways": [(way, WAYS[way]) for way in found.ways],
        "periods": [f"{year - 4}-{year}", *periods_offered(asked.period)],
        "agencies": scope.agencies(request),
        "columns": table.columns,
        "rows": [_line(row, table.columns, hears) for row in table.rows[:SHOWN]],
        "total": _line(table.total, table.columns, hears) if table.total else None,
        "page": table,
        "hidden": max(0, len(table.rows) - SHOWN),
        "query": urlencode({"period": asked.period.text, "agency": asked.agency, "by": asked.by}),
        "formats": FORMATS,
    }
    return render(request, "supervise/report.html", context)


@scope.readers
@require_GET
def report_file(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """Give a report as a file; text never becomes a formula."""
    if form not in FORMATS:
        raise NotFound("format_unknown", _("没有这种文件格式。"))
    found, asked = _asked(request, name)
    title = f"{found.name} {asked.period.text}"
    media_type, make = FORMATS[form]
    try:
        content = make(found.make(asked), title, timekeeping.local(timekeeping.now()))
    except (NotPrintable, FontsMissing) as failure:
        raise Refusal("not_printable", str(failure)) from failure
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title)}.{form}"
    return answer


@scope.readers
@require_GET
def report_cases(request: HttpRequest) -> HttpResponse:
    """List the cases behind a number; private ones are figures only."""
    given = {name: request.GET.get(name, "") for name in behind.PARTS} | {"agency": scope.agency(request)}
    measure, period = request.GET.get("measure", ""), periods.span(request.GET.get("period", ""))
    page = behind.cases(measure, period, after=request.GET.get("after", ""), **given)
    if page is None:
        raise NotFound("measure_unknown", _("没有这种计数。请从报表中打开。"))
    context = {"page": page, "period": period.text, "measure": behind.NAMES[measure]}
    return render(request, "supervise/report_cases.html", context)


@scope.hearers
@require_GET
def report_matters(request: HttpRequest) -> HttpResponse:
    """List the complaints, enquiries and bad ratings behind a number, as far as the reader may open them."""
    measure, period = request.GET.get("measure", ""), periods.read(request.GET.get("period", ""))
    own, after = scope.hearing(request), request.GET.get("after", "")
    found = brought.matters(measure, period, agency=request.GET.get("agency", ""), readable=own, after=after)
    if found is None:
        raise NotFound("measure_unknown", _("没有这种计数。请从报表中打开。"))
    context = {
        "page": found,
        "rows": rows(found.rows),
        "feedback": True,
        "bound": bool(own),
        "now": timekeeping.now(),
        "period": period.text,
        "measure": brought.MATTERS[measure],
    }
    return render(request, "supervise/report_matters.html", context)


@scope.hearers
@require_GET
def report_ratings(request: HttpRequest) -> HttpResponse:
    """List the ratings behind a number, without what would tell who rated; bad ones lead to their handling."""
    measure, period = request.GET.get("measure", ""), periods.read(request.GET.get("period", ""))
    given = {name: request.GET.get(name, "") for name in ("after", *brought.PARTS)}
    found = brought.ratings(measure, period, readable=scope.hearing(request), **given)
    if found is None:
        raise NotFound("measure_unknown", _("没有这种计数。请从报表中打开。"))
    names, items = agencies.names(), published.latest("name")
    context = {
        "page": found,
        "rows": [
            (
                row,
                brought.RATINGS[f"grade_{row.grade}"],
                names.get(row.agency_code, row.agency_code),
                published.name(items, row.item_code) if row.item_code else "",
                row.grade <= BAD,
            )
            for row in found.rows
        ],
        "period": period.text,
        "measure": brought.RATINGS[measure],
    }
    return render(request, "supervise/report_ratings.html", context)


@scope.readers
@require_GET
def flow(request: HttpRequest, code: str) -> HttpResponse:
    """Show the process of an item as it was published, for filing and print."""
    item = published.latest().get(code)
    if item is None or not published.bpmn(item):
        raise NotFound("flow_unknown", _("这个事项没有公布流程。"))
    scope.check(request, item.agency_code)
    context = {
        "name": published.name({code: item}, code),
        "code": code,
        "agency": agencies.names().get(item.agency_code, item.agency_code),
        "number": item.number,
        "bpmn": drawn(published.bpmn(item)),
        "markers": {},
    }
    return render(request, "supervise/flow.html", context)


def _asked(request: HttpRequest, name: str) -> tuple[Report, Asked]:
    found = REPORTS.get(name)
    if found is None:
        raise NotFound("report_unknown", _("没有这种报表。"))
    present = timekeeping.local(timekeeping.now())
    period = periods.read(request.GET.get("period", "") or f"{present:%Y-%m}")
    by = request.GET.get("by", "")
    ways = found.ways or ("agency",)
    return found, Asked(period, scope.agency(request), by if by in ways else ways[0])


def _line(row: Row, columns: Any, hears: bool) -> dict[str, Any]:
    """Return a line's cells with the address of what stands behind each number."""
    return {
        "private": row.private,
        "flow": row.key.get("flow", ""),
        "cells": [
            (cell, column, _behind(row, column, hears) if cell else "")
            for cell, column in zip(row.cells, columns, strict=True)
        ],
    }


def _behind(row: Row, column: Column, hears: bool) -> str:
    """Return where a number leads; to what people brought only who handles it."""
    if not column.measure or not row.key:
        return ""
    view = next(name for name, measures in BEHIND.items() if column.measure in measures)
    if view != "report_cases" and not hears:
        return ""
    return f"{reverse(f'supervise:{view}')}?{urlencode({'measure': column.measure, **row.key})}"

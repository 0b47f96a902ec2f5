"""监督检查记录: what inspections of licences' holders found, for everybody to consult (行政许可法 art. 61.2)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenpi.apps.applications import inspections as applications
from shenpi.apps.organisation import queries as organisation
from shenpi.sites.common.access import public

LONGEST = 60


@public
@require_safe
def inspections(request: HttpRequest) -> HttpResponse:
    """List the records, the newest first, of all agencies or of one, of everybody or of one holder."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    agency = organisation.agency(request.GET.get("agency", ""))
    named, after = agency.full_name if agency else "", request.GET.get("after", "")
    records, page = applications.records(text, agency=named, after=after)
    context = {"text": text, "agency": agency, "records": records, "page": page}
    return render(request, "portal/inspections.html", context)

"""The desk: the lists behind the numbers, a case's course, the warning records and what they lead to."""

from collections.abc import Container
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from shenpi.apps import timekeeping
from shenpi.apps.errors import NotFound, Refusal
from shenpi.apps.supervision import consequences, queries, signal_queries
from shenpi.apps.supervision.authority import may_supervise
from shenpi.sites.common.access import StaffRequest
from shenpi.sites.supervise import scope, words

SHOWN = 200
"""People and offices in the yearly table: those with the most records."""

supervisors = scope.readers


@supervisors
@require_GET
def steps(request: HttpRequest) -> HttpResponse:
    """List open steps by light, agency and office, the soonest due first (D3-064 to D3-067)."""
    now = timekeeping.now()
    light = _one_of(request, "light", words.LIGHTS)
    agency, office = scope.agency(request), request.GET.get("office", "")
    found = queries.steps(now, light=light, agency=agency, office=office, after=request.GET.get("after", ""))
    counts = queries.lights(now, agency=agency, office=office)
    context = {
        "page": found,
        "light": light,
        "total": counts.total,
        "figures": [
            {"light": name, "shown": shown, "count": getattr(counts, name)}
            for name, shown in words.LIGHTS.items()
        ],
        "agency": agency,
        "agencies": scope.agencies(request),
        "office": office,
        "offices": queries.offices(agency) if agency else [],
    }
    return render(request, "supervise/steps.html", context)


@supervisors
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """List monitored cases, the newest first, or find one by its number as people read it (D3-072)."""
    agency, state = scope.agency(request), _one_of(request, "state", words.STATES)
    number = request.GET.get("number", "").strip()
    context = {
        "page": queries.cases(agency=agency, state=state, number=number, after=request.GET.get("after", "")),
        "agency": agency,
        "agencies": scope.agencies(request),
        "state": state,
        "states": words.STATES,
        "number": number,
    }
    return render(request, "supervise/cases.html", context)


@supervisors
@require_GET
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show one case's course, read-only, from what supervision was told (D3-072)."""
    file = queries.case_file(case_id)
    scope.check(request, file.case.agency_code, *(step.agency_code for step in file.steps))
    context = {
        "file": file,
        "signals": signal_queries.of_case(case_id),
        "now": timekeeping.now(),
    }
    return render(request, "supervise/case.html", context)


@supervisors
@require_GET
def records(request: HttpRequest) -> HttpResponse:
    """List the warning records of a calendar year, of one agency, office or person (D3-068)."""
    agency, office = scope.agency(request), request.GET.get("office", "")
    year, person = _year(request), _person(request)
    found = queries.records(
        year, agency=agency, office=office, person=person, after=request.GET.get("after", "")
    )
    context = {
        "page": found,
        "year": year,
        "years": queries.years(),
        "agency": agency,
        "agencies": scope.agencies(request),
        "office": office,
        "person": person,
    }
    return render(request, "supervise/records.html", context)


@supervisors
@require_GET
def record(request: StaffRequest, record_id: UUID) -> HttpResponse:
    """Show one warning record: who, which step, which limit, how late."""
    return record_page(request, record_id)


def record_page(request: StaffRequest, record_id: UUID, refusal: Refusal | None = None) -> HttpResponse:
    """Show a record; after a refusal with why, and what was typed."""
    found = queries.record(record_id)
    scope.check(request, found.agency_code)
    context = {
        "record": found,
        "quashing": signal_queries.quashing("record", record_id),
        "supervises": may_supervise(request.user),
        "refusal": refusal,
        "typed": request.POST,
    }
    return render(request, "supervise/record.html", context, status=refusal.status if refusal else 200)


@supervisors
@require_GET
def merit(request: HttpRequest) -> HttpResponse:
    """Show the red records of a year by person and by office, with what they lead to (D3-069 to D3-071)."""
    year = _year(request) or timekeeping.local(timekeeping.now()).year
    own = scope.bound(request)
    people = queries.red_by_person(year, agencies=own)[:SHOWN]
    offices = queries.red_by_office(year, agencies=own)[:SHOWN]
    context = {
        "year": year,
        "years": queries.years(),
        "people": [row | {"consequences": consequences.of_person(row["red"])} for row in people],
        "offices": [row | {"consequences": consequences.of_office(row["red"])} for row in offices],
        "of_person": consequences.OF_PERSON,
        "of_office": consequences.OF_OFFICE,
    }
    return render(request, "supervise/merit.html", context)


def _one_of(request: HttpRequest, name: str, known: Container[str]) -> str:
    value = request.GET.get(name, "")
    return value if value in known else ""


def _year(request: HttpRequest) -> int | None:
    value = request.GET.get("year", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) == 4 else None


def _person(request: HttpRequest) -> UUID | None:
    value = request.GET.get("person", "")
    try:
        return UUID(value) if value else None
    except ValueError:
        raise NotFound("person_unknown", _("没有这个人。请从名单中打开。")) from None

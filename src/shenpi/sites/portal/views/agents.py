"""A filing agent's own pages (代办, D2-015): residents' mandates, drafts and cases, and filing for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts, mandate_form, mandate_queries
from shenpi.apps.applications import queries as applications
from shenpi.apps.applications.states import ENDED
from shenpi.apps.catalogue import forms
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.documents import files
from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.organisation.roles import Role
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.kept_files import KeptFiles
from shenpi.sites.common.paging import page_of
from shenpi.sites.common.posting import form_id
from shenpi.sites.portal import draft_pages
from shenpi.sites.portal.progress import next_thing
from shenpi.sites.portal.views.guide import published

if TYPE_CHECKING:
    from shenpi.apps.applications.models import Mandate
    from shenpi.apps.catalogue.models import BundleVersion

FOUND = 8
"""Items shown for a search on a mandate's page."""


@staff(Role.FILING_AGENT)
@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    """Show what waits: drafts, cases with their next thing and by when, and the residents' mandates."""
    words = request.GET.get("q", "")[:60]
    page = page_of(mandate_queries.mandates(request.user, words), request, size=20)
    cases = list(applications.filings(request.user)[:20]) if page.number == 1 and not words else []
    context = {
        "words": words,
        "page": page,
        "mandates": [(each, each.stands(_today())) for each in page.rows],
        "drafts": applications.drafts(request.user)[:20] if page.number == 1 and not words else [],
        "rows": _rows(cases),
    }
    return render(request, "portal/agent.html", context)


@staff(Role.FILING_AGENT)
@require_http_methods(["GET", "POST"])
def record(request: StaffRequest) -> HttpResponse:
    """Record a resident's authorisation; pressing twice records once, and nothing typed or uploaded is lost."""
    schema = mandate_form.schema()
    if request.method == "GET":
        return _record_page(request, schema, {"begins_on": _today().isoformat()}, form_id(request))
    values, kept, token = forms.from_post(schema, request.POST), KeptFiles(request), form_id(request)
    last = kept.last(mandate_form.FILE)
    file = acts.Upload(last.field, last.filename, last.sha256, last.size, last.media_type) if last else None
    try:
        done = acts.record_mandate(token, by=request.user, values=values, file=file)
    except Invalid as wrong:
        faults = wrong.fields | kept.faults
        return _record_page(request, schema, values, token, faults, kept)
    codes = request.session.get("query_codes", {})
    request.session["query_codes"] = {**codes, str(done.mandate.pk): done.code}
    return redirect("portal_agent_mandate", done.mandate.pk)


@staff(Role.FILING_AGENT)
@require_safe
def mandate(request: StaffRequest, mandate_id: UUID) -> HttpResponse:
    """Show one resident's mandate, what is written and filed under it, and begin something new."""
    found = mandate_queries.mandate(mandate_id, request.user)
    stands = found.stands(_today())
    words, number = (request.GET.get(name, "")[:80].strip() for name in ("q", "certificate"))
    if number and (known := _certificate(request, found, number)):
        return redirect("portal_agent_certificate", found.pk, known)
    context = {
        "mandate": found,
        "stands": stands,
        "may_file": stands == found.Standing.IN_FORCE,
        "query_code": request.session.get("query_codes", {}).get(str(found.pk)),
        "named": mandate_queries.entrusted_items(found),
        "words": words,
        "items": _offered(found, words),
        "bundles": _bundles(found),
        "number": number,
        "drafts": applications.drafts(request.user).filter(mandate=found),
        "page": (page := page_of(applications.filings(request.user).filter(mandate=found), request, size=10)),
        "rows": _rows(page.rows),
    }
    return render(request, "portal/agent_mandate.html", context)


@staff(Role.FILING_AGENT)
@require_safe
def paper(request: StaffRequest, mandate_id: UUID) -> HttpResponseBase:
    """Show the written authorisation."""
    found = mandate_queries.mandate(mandate_id, request.user)
    return files.response(found.file, found.filename, inline=True)


@staff(Role.FILING_AGENT)
@require_POST
def start(request: StaffRequest, mandate_id: UUID, code: str) -> HttpResponse:
    """Begin or resume an application for the resident."""
    draft = acts.start_draft(by=request.user, version=published(code)[1], mandate_id=mandate_id)
    return redirect("portal_draft", draft.pk)


@staff(Role.FILING_AGENT)
@require_POST
def start_bundle(request: StaffRequest, mandate_id: UUID, code: str) -> HttpResponse:
    """Begin or resume one application for all of a bundle's items."""
    bundle = catalogue.bundle(code)
    if bundle is None:
        raise Http404
    draft = acts.start_bundle(by=request.user, bundle=bundle, mandate_id=mandate_id)
    return redirect("portal_draft", draft.pk)


@staff(Role.FILING_AGENT)
@require_POST
def end(request: StaffRequest, mandate_id: UUID) -> HttpResponse:
    """Lay a mandate down, at the resident's word or because it is done."""
    acts.end_mandate(mandate_id, by=request.user)
    return redirect("portal_agent_mandate", mandate_id)


def _offered(found: Mandate, words: str) -> list[Any]:
    """Return the items that may be begun: those that the mandate names, or what a search finds."""
    items = mandate_queries.entrusted_items(found) if found.items else []
    if not found.items and words:
        items = list(catalogue.search(words).filter(current__online=True)[:FOUND])
    return [each for each in items if each.current is not None and each.current.online]


def _bundles(found: Mandate) -> list[BundleVersion]:
    """Return the things to be done at once of which the mandate names every item, or that may be begun anyhow."""
    return [each for each in catalogue.bundles() if found.covers({row["code"] for row in each.items})]


def _certificate(request: StaffRequest, found: Mandate, number: str) -> UUID | None:
    """Return the resident's certificate of that number, if there is one."""
    try:
        return applications.certificate_numbered(number, request.user, found.pk).certificate.pk
    except NotFound:
        return None


def _rows(cases: list[Any]) -> list[dict[str, Any]]:
    where = applications.progress_of(cases)
    return [
        {
            "application": each,
            "progress": where[each.pk],
            "ended": where[each.pk].state in ENDED,
            "next": next_thing(where[each.pk], each),
        }
        for each in cases
    ]


def _record_page(
    request: StaffRequest,
    schema: dict[str, Any],
    values: dict[str, Any],
    token: UUID,
    faults: dict[str, Any] | None = None,
    kept: KeptFiles | None = None,
) -> HttpResponse:
    wrong, label = faults or {}, draft_pages.labels(schema)
    context = {
        "fields": forms.fields(schema, values, wrong),
        "token": token,
        "kept": kept.tickets().get(mandate_form.FILE, []) if kept else [],
        "file_errors": wrong.get(mandate_form.FILE, []),
        "accepts": ",".join(draft_pages.ACCEPTED),
        "errors": [
            (path, words)
            if path == mandate_form.FILE
            else (draft_pages.anchor(path), f"{label(path)}：{words}")
            for path, said in wrong.items()
            for words in said
        ],
    }
    return render(request, "portal/mandate_record.html", context, status=422 if wrong else 200)


def _today() -> Any:
    return timekeeping.local(timekeeping.now()).date()

"""After the filing: what was promised to follow is handed in, and a filing serves as the model of the next."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from shenpi.apps.applications import acts
from shenpi.apps.applications import queries as applications
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.exchange import pumping
from shenpi.sites.common.access import PersonRequest, filer
from shenpi.sites.common.kept_files import KeptFiles
from shenpi.sites.portal import draft_pages, material_files
from shenpi.sites.portal.material_files import FIELD
from shenpi.sites.portal.views.guide import published


@filer
@require_http_methods(["GET", "POST"])
def fill(request: PersonRequest, application_id: UUID) -> HttpResponse:
    """Show what must follow and until when, and take it in, all at once."""
    application = applications.filing(application_id, request.user).application
    gap = applications.gap(application_id)
    if request.method == "GET" and (gap is None or application.gap_filled_at is not None):
        return redirect("portal_case", application_id)
    rows, kept = (gap or {}).get("materials", ()), KeptFiles(request)
    faults: dict[str, list[Message]] = {}
    if request.method == "POST":
        wrong = material_files.faults(kept, rows)
        sent = [each for each in material_files.uploads(kept, rows) if FIELD + each.material not in wrong]
        try:
            acts.fill_gap(application_id, by=request.user, uploads={each.material: each for each in sent})
        except Invalid as refusal:
            faults = {FIELD + key: words for key, words in refusal.fields.items()} | wrong
        else:
            pumping.settle()
            return redirect("portal_case", application_id)
    context = {
        "application": application,
        "places": material_files.places(kept, rows, faults),
        "due_at": (gap or {}).get("due_at"),
        "errors": [(field, words) for field, found in faults.items() for words in found],
        "accepts": ",".join(draft_pages.ACCEPTED),
    }
    return render(request, "portal/gap.html", context, status=422 if faults else 200)


@filer
@require_POST
def again(request: PersonRequest, application_id: UUID) -> HttpResponse:
    """Begin the same item again with the answers of this filing (D1-009)."""
    application = applications.filing(application_id, request.user).application
    version = published(application.item_version.item.code)[1]
    entrusted = application.mandate_id if request.user.is_staff else None
    draft = acts.start_draft(by=request.user, version=version, like=application, mandate_id=entrusted)
    return redirect("portal_draft", draft.pk)

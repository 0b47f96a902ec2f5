"""One thing, several items (一件事): its guide, one application for all, and where they all stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts
from shenpi.apps.applications import queries as applications
from shenpi.apps.applications.states import ENDED
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.catalogue.bundles import composed, standing
from shenpi.sites.common.access import PersonRequest, applicant, filer, public
from shenpi.sites.portal.progress import next_thing, outcome_words
from shenpi.sites.portal.wording import fee_words, limit_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shenpi.apps.applications.models import Application, Progress
    from shenpi.apps.catalogue.models import BundleVersion

Row = dict[str, Any]


@public
@require_safe
def bundles(request: HttpRequest) -> HttpResponse:
    """List the things that can be done at once."""
    return render(request, "portal/bundles.html", {"bundles": catalogue.bundles()})


@public
@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the thing takes: its items with who, how long and how much, and the materials, shared ones once."""
    bundle = _published(code)
    filed_for = composed(bundle)
    parts = [
        (
            part,
            limit_words(part.version.promised_limit or part.version.statutory_limit),
            fee_words(part.version.fee),
        )
        for part in filed_for.parts
    ]
    context = {
        "bundle": bundle,
        "parts": parts,
        "materials": filed_for.materials,
        "saved": sum(len(part.version.materials) for part in filed_for.parts) - len(filed_for.materials),
        "online": all(part.version.online for part in filed_for.parts),
    }
    return render(request, "portal/bundle_guide.html", context)


@applicant
@require_http_methods(["GET", "POST"])
def start(request: PersonRequest, code: str) -> HttpResponse:
    """Begin or resume the application; the address alone leads to the guide."""
    if request.method == "GET":
        return redirect("portal_bundle_guide", code)
    return redirect("portal_draft", acts.start_bundle(by=request.user, bundle=_published(code)).pk)


@filer
@require_safe
def progress(request: PersonRequest, bundle_number: str) -> HttpResponse:
    """Show all cases of one's bundle, each with its light and what comes next; after the submission with the code."""
    found = applications.bundle(bundle_number, request.user)
    rows = [row(each.progress, each.application) for each in found]
    code = request.session.get("query_codes", {}).get(bundle_number) if "submitted" in request.GET else None
    told = {"query_code": code, "number": bundle_number, "application": found[0].application}
    return render(request, "portal/bundle.html", context(found[0].progress.bundle_name, rows) | told)


def row(where: Progress, application: Application | None = None) -> Row:
    """Return a case of a bundle as the pages show it."""
    return {
        "progress": where,
        "next": next_thing(where, application),
        "outcome": outcome_words(where.outcome),
        "ended": where.state in ENDED,
        "paused": where.is_paused(timekeeping.now()),
    }


def context(name: str, rows: Sequence[Row]) -> dict[str, Any]:
    """Return what the pages of a bundle show of it."""
    over = [each["ended"] for each in rows]
    return {"name": name, "rows": rows, "standing": standing(over).label, "over": sum(over)}


def _published(code: str) -> BundleVersion:
    found = catalogue.bundle(code)
    if found is None:
        raise Http404
    return found

"""The front page, search, agencies, notices, and where to ask or complain."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenpi.apps.applications import queries as applications
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.organisation import queries as organisation
from shenpi.sites.common.access import public
from shenpi.sites.common.paging import page_of

NOTICES_AT_HOME = 6
BUNDLES_AT_HOME = 6


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show one search field, the four doors, themes, agencies and the latest results."""
    context = {
        "themes": catalogue.themes(),
        "bundles": catalogue.bundles()[:BUNDLES_AT_HOME],
        "agencies": catalogue.publishing_agencies()[:12],
        "notices": applications.notices()[:NOTICES_AT_HOME],
    }
    return render(request, "portal/home.html", context)


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find items by words, theme and agency; two-character words are found."""
    text = request.GET.get("q", "").strip()
    theme = next((theme for theme in catalogue.themes() if theme.key == request.GET.get("theme")), None)
    agency = organisation.agency(request.GET.get("agency", ""))
    found = catalogue.search(text, agency=agency, theme=theme.key if theme else None)
    if request.GET.get("online"):
        found = found.filter(current__online=True)
    context = {
        "text": text,
        "theme": theme,
        "agency": agency,
        "online": bool(request.GET.get("online")),
        "themes": catalogue.themes(),
        "agencies": catalogue.publishing_agencies(),
        "page": page_of(found.filter(current__isnull=False), request, size=20),
    }
    return render(request, "portal/search.html", context)


@public
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """List the agencies that publish items, with how many."""
    return render(request, "portal/agencies.html", {"agencies": catalogue.publishing_agencies()})


@public
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Tell where and by which telephone to ask."""
    return render(request, "portal/contact.html", _contact("ask"))


@public
@require_safe
def complain(request: HttpRequest) -> HttpResponse:
    """Tell where and by which telephone to complain."""
    return render(request, "portal/contact.html", _contact("complain"))


def _contact(purpose: str) -> dict[str, object]:
    return {
        "purpose": purpose,
        "centres": organisation.service_centres(),
        "agencies": catalogue.publishing_agencies(),
    }

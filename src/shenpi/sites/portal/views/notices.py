"""Results made public (D3-059): on the portal, as a feed for a department's own site, on a touch screen in the hall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.syndication.views import Feed
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shenpi.apps.applications import queries as applications
from shenpi.apps.organisation import queries as organisation
from shenpi.core.identifiers import show_case_number
from shenpi.sites.common.access import public
from shenpi.sites.common.paging import page_of
from shenpi.sites.portal.progress import outcome_words

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from shenpi.apps.applications.models import PublicNotice
    from shenpi.apps.organisation.models import Agency

    _Feed = Feed[PublicNotice, Agency | None]
else:  # generic for the type checker alone
    _Feed = Feed

HEARINGS_SHOWN = 20
ON_SCREEN = 8
IN_FEED = 50


@public
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """List the hearings to come (行政许可法 art. 46), and the results made public (art. 40), searchable."""
    text = request.GET.get("q", "").strip()[:60]
    agency, found = _of_agency(request)
    if text:
        compact = text.replace("-", "")
        found = found.filter(Q(number=compact) | Q(item_name__icontains=text) | Q(applicant__icontains=text))
    hearings = applications.hearings()
    if agency is not None:
        hearings = hearings.filter(agency_name=agency.full_name)
    context = {
        "text": text,
        "agency": agency,
        "page": page_of(found, request, size=20),
        "hearings": [] if text else hearings[:HEARINGS_SHOWN],
    }
    return render(request, "portal/notices.html", context)


@public
@require_safe
def screen(request: HttpRequest) -> HttpResponse:
    """Show the results large, for a touch screen in the hall; the page renews itself."""
    agency, found = _of_agency(request)
    context = {"agency": agency, "page": page_of(found, request, size=ON_SCREEN)}
    return render(request, "portal/notices_screen.html", context)


@public
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the latest results as an Atom feed, for the sites of departments to show."""
    return Results()(request)


class Results(_Feed):
    """The latest results, of all agencies or of one (`?agency=`)."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Agency | None:
        return _of_agency(request)[0]

    def title(self, agency: Agency | None) -> str:
        return f"{agency.full_name} {_('结果公示')}" if agency else _("结果公示")

    def link(self, agency: Agency | None) -> str:
        address = reverse("portal_notices")
        return f"{address}?agency={agency.code}" if agency else address

    def items(self, agency: Agency | None) -> QuerySet[PublicNotice]:
        return _made(agency)[:IN_FEED]

    def item_title(self, item: PublicNotice) -> str:
        return f"{item.item_name}：{outcome_words(item.outcome)}"

    def item_description(self, item: PublicNotice) -> str:
        said = (item.applicant, item.agency_name, item.document_number, show_case_number(item.number))
        return "；".join(words for words in said if words)

    def item_link(self, item: PublicNotice) -> str:
        return f"{reverse('portal_notices')}?q={item.number}"

    def item_guid(self, item: PublicNotice) -> str:
        return f"urn:uuid:{item.case_id}"

    def item_pubdate(self, item: PublicNotice) -> datetime:
        return item.published_at


def _of_agency(request: HttpRequest) -> tuple[Agency | None, QuerySet[PublicNotice]]:
    """Return the agency that `?agency=` asks for, and its results; without one, everybody's."""
    agency = organisation.agency(request.GET.get("agency", ""))
    return agency, _made(agency)


def _made(agency: Agency | None) -> QuerySet[PublicNotice]:
    found = applications.notices()
    return found.filter(agency_name=agency.full_name) if agency else found

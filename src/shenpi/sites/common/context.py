"""What every page knows about the house it stands in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from shenpi.apps.organisation import queries as organisation
from shenpi.sites.common import page_help

LARGE_PRINT = "large_print"
_ZONE_OF = {
    "/work/": "internal",
    "/studio/": "internal",
    "/supervise/": "supervision",
    "/demo/": "demonstration",
}


def zone_of(request: HttpRequest) -> str:
    """Return the zone whose page this is: public, internal, supervision, or demonstration (the door)."""
    for prefix, zone in _ZONE_OF.items():
        if request.path.startswith(prefix):
            return zone
    if "public" in settings.SHENPI_ZONES:
        return "public"
    return "internal" if "internal" in settings.SHENPI_ZONES else "supervision"


def place() -> str:
    """Return the name of the place served: the region that most of the agencies belong to."""
    try:
        return _place()
    except LookupError:
        return _("政务服务")


@lru_cache(maxsize=1)
def _place() -> str:
    """Read the name once; an empty database raises LookupError, which is not remembered."""
    found = organisation.place()
    if found is None:
        raise LookupError("no agency has a region yet")
    return found


def house(request: HttpRequest) -> dict[str, Any]:
    """Give templates the zone, its name, the zones served here, the mode, and the reader's choice of print."""
    zone = zone_of(request)
    names = {
        "public": _("网上办事大厅"),
        "internal": _("审批工作台"),
        "supervision": _("电子监察"),
        "demonstration": _("演示入口"),
    }
    session = getattr(request, "session", {})
    practice = settings.SHENPI_MODE == "practice"
    named = request.resolver_match.kwargs if request.resolver_match else {}
    return {
        "zone": zone,
        "zone_name": names[zone],
        "zone_base": "portal/base.html" if zone == "public" else "common/base.html",
        "place": place(),
        "zones_here": settings.SHENPI_ZONES,
        "demonstration": settings.SHENPI_MODE == "demonstration",
        "practice": practice,
        "case_at_hand": named.get("case_id") or named.get("application_id"),
        "page_help": page_help.of(
            getattr(request.resolver_match, "url_name", None) or "", zone, always=practice
        ),
        "large_print": bool(session.get(LARGE_PRINT, False)),
    }

"""What a resident entrusted to a filing agent, for the resident: what is done in his name, and its end (D2-015)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts, mandate_queries
from shenpi.apps.errors import NotFound
from shenpi.apps.organisation.models import Person
from shenpi.sites.common import throttle
from shenpi.sites.common.access import PersonRequest, applicant, public

if TYPE_CHECKING:
    from shenpi.apps.applications.models import Mandate


@public
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for number and code of a mandate; show it, end it, or take it into the account signed in."""
    number, code = (request.POST.get(name, "")[:40] for name in ("number", "code"))
    context: dict[str, Any] = {"number": number, "code": code, "errors": []}
    if request.method == "GET":
        return render(request, "portal/mandates.html", context)
    throttle.check("mandate", request)
    try:
        found = mandate_queries.mandate_by_code(number, code)
    except NotFound as wrong:
        throttle.failed("mandate", request)
        context["errors"] = [("number", wrong.message)]
        return render(request, "portal/mandates.html", context, status=422)
    user = request.user
    is_applicant = isinstance(user, Person) and not user.is_staff
    if "end" in request.POST:
        found = acts.revoke_mandate(number, code)
    elif "take" in request.POST and is_applicant and isinstance(user, Person):
        acts.take_mandate(number, code, by=user)
        return redirect("portal_mandate", found.pk)
    may_take = is_applicant and found.resident_id is None
    return _page(request, found, {"number": number, "code": code, "may_take": may_take})


@applicant
@require_http_methods(["GET", "POST"])
def mine(request: PersonRequest, mandate_id: UUID) -> HttpResponse:
    """Show a mandate in the resident's account, and end it."""
    found = mandate_queries.mandate(mandate_id, request.user)
    if request.method == "POST":
        acts.end_mandate(mandate_id, by=request.user)
        return redirect("portal_mandate", mandate_id)
    return _page(request, found, {})


def _page(request: HttpRequest, found: Mandate, told: dict[str, Any]) -> HttpResponse:
    stands = found.stands(timekeeping.local(timekeeping.now()).date())
    context = {
        "mandate": found,
        "stands": stands,
        "ended": stands == found.Standing.ENDED,
        "named": mandate_queries.entrusted_items(found),
        "filed": mandate_queries.filed_under(found),
    }
    return render(request, "portal/mandate.html", context | told)

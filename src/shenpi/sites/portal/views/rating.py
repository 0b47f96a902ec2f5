"""评价: a case of one's own, or a visit at a window by the code the clerk gave (国办发〔2019〕51号)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shenpi.apps.applications import queries as applications
from shenpi.apps.applications.states import ENDED, State
from shenpi.apps.documents import codes
from shenpi.apps.errors import Invalid, NotFound, Stale
from shenpi.apps.exchange import pumping
from shenpi.apps.feedback import acts
from shenpi.apps.feedback import queries as feedback
from shenpi.sites.common import throttle
from shenpi.sites.common.access import public
from shenpi.sites.portal import feedback_words as words
from shenpi.sites.portal.views.feedback import remember, signed_in

if TYPE_CHECKING:
    from shenpi.apps.applications.models import Progress

ALLOWED = "may_rate"
"""The session's list of cases that were opened by number and query code."""
RATEABLE = ENDED | {State.DECIDED}
"""A case is rated once it has been decided, or is over."""


def rateable(progress: Progress) -> bool:
    """Tell whether a case can be rated now."""
    return progress.state in RATEABLE and feedback.rating_of(progress.pk) is None


def allow(request: HttpRequest, case_id: UUID) -> None:
    """Let this session rate a case that was opened by its number and code."""
    request.session[ALLOWED] = [*request.session.get(ALLOWED, ()), str(case_id)][-20:]


@public
@require_http_methods(["GET", "POST"])
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Rate one's own case, or one that was opened by its number and code; once."""
    if str(case_id) not in request.session.get(ALLOWED, ()):
        person = signed_in(request)
        if person is None:
            raise NotFound("case", _("请先登录，或者用编号和查询码打开办件，再评价。"))
        applications.filing(case_id, person)
    rated = feedback.rating_of(case_id)
    if rated is not None:
        remember(request, rated.pk)
        return redirect("portal_feedback", rated.pk)
    progress = applications.progress(case_id)
    if not rateable(progress):
        raise Stale("not_yet", _("本件还在办理，作出决定之后可以评价。"))

    def rate(given: acts.Grade) -> acts.Filed:
        return acts.rate_case(case_id, progress.number, progress.item_name, given, by=signed_in(request))

    about = {"about": progress.item_name, "agency": progress.agency_name, "of_case": True}
    return _rate(request, about, rate)


@public
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the rating code that the clerk gave."""
    errors: Sequence[tuple[str, object]] = ()
    if request.method == "POST":
        code = codes.normal(request.POST.get("code", ""))
        if len(code) == codes.LENGTH and code.isascii():
            return redirect("portal_rate_visit", code)
        errors = [("code", _("评价码是 12 位字母和数字，请对照窗口给您的小票重新输入。"))]
    context = {"errors": errors, "code": request.POST.get("code", "")[:40]}
    return render(request, "portal/rate_code.html", context, status=422 if errors else 200)


@public
@require_http_methods(["GET", "POST"])
def visit(request: HttpRequest, code: str) -> HttpResponse:
    """Rate a service at a window; the QR code on the slip leads here. Guessing is braked."""
    throttle.check("visit", request)
    try:
        found = feedback.visit(code)
    except NotFound:
        throttle.failed("visit", request)
        raise
    about = {"about": found.item_name or found.office_name, "agency": found.agency_name, "visit": found}

    def rate(given: acts.Grade) -> acts.Filed:
        return acts.rate_visit(code, given, by=signed_in(request))

    return _rate(request, about, rate)


def _rate(
    request: HttpRequest, about: dict[str, Any], rate: Callable[[acts.Grade], acts.Filed]
) -> HttpResponse:
    errors: Sequence[tuple[str, object]] = ()
    if request.method == "POST":
        given = {name: request.POST.get(name, "").strip() for name in ("grade", "text", "name", "phone")}
        number = int(given["grade"]) if given["grade"] in ("1", "2", "3", "4", "5") else 0
        grade = acts.Grade(number, given["text"], given["name"], given["phone"], "disclosed" in request.POST)
        try:
            filed = rate(grade)
        except Invalid as wrong:
            errors = [(field, said) for field, many in wrong.fields.items() for said in many]
        else:
            remember(request, filed.feedback.pk, filed.code)
            pumping.settle()
            return redirect("portal_feedback", filed.feedback.pk)
    context = about | {"grades": words.GRADES, "typed": request.POST, "errors": errors}
    return render(request, "portal/rate.html", context, status=422 if errors else 200)

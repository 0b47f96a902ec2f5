"""How a case stands, for anybody who holds its number and query code; no account is needed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shenpi.apps.applications import queries as applications
from shenpi.apps.errors import NotFound
from shenpi.sites.common import throttle
from shenpi.sites.common.access import public
from shenpi.sites.portal.progress import course, next_thing, outcome_words
from shenpi.sites.portal.views import bundles, rating


@public
@require_http_methods(["GET", "POST"])
def query(request: HttpRequest) -> HttpResponse:
    """Ask for number and code, and show the course without personal data. Guessing is braked."""
    number = request.POST.get("number", request.GET.get("number", ""))[:40]
    code = request.POST.get("code", "")[:40]
    context: dict[str, object] = {"number": number, "code": code, "errors": []}
    if request.method == "GET":
        return render(request, "portal/query.html", context)
    throttle.check("query", request)
    if not number.strip() or not code.strip():
        missing = "number" if not number.strip() else "code"
        words = _("请填写办件编号。") if missing == "number" else _("请填写查询码。")
        return render(request, "portal/query.html", {**context, "errors": [(missing, words)]}, status=422)
    if together := applications.bundle_by_query_code(number, code):
        rows = [bundles.row(each) for each in together]
        return render(request, "portal/query_bundle.html", bundles.context(together[0].bundle_name, rows))
    try:
        found = applications.by_query_code(number, code)
    except NotFound as wrong:
        throttle.failed("query", request)
        context["errors"] = [(wrong.field or "code", wrong.message)]
        return render(request, "portal/query.html", context, status=422)
    rating.allow(request, found.pk)
    context = {
        "progress": found,
        "may_rate": rating.rateable(found),
        "steps": course(found),
        "next": next_thing(found),
        "outcome": outcome_words(found.outcome),
    }
    return render(request, "portal/query_result.html", context)

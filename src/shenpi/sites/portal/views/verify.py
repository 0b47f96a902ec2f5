"""核验文书: whoever holds a paper compares it with what was issued; no account is needed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shenpi.apps.applications import queries as applications
from shenpi.apps.documents import codes
from shenpi.apps.documents import queries as documents
from shenpi.sites.common import throttle
from shenpi.sites.common.access import public


@public
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the code that stands on the paper."""
    if "code" not in request.GET:
        return render(request, "portal/verify.html", {"errors": []})
    typed = request.GET["code"]
    bare = codes.normal(typed)
    if len(bare) == codes.LENGTH and bare.isascii():
        return redirect("portal_verified", code=bare)
    words = _("核验码是文书下方的 12 位字母和数字，请对照文书重新输入。")
    context = {"code": typed[:40], "errors": [("code", words)]}
    return render(request, "portal/verify.html", context, status=422)


@public
@require_safe
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was issued under the code; a document's QR code leads here. Guessing is braked."""
    throttle.check("verify", request)
    found = documents.verify(code) or applications.verify(code)
    if found is None:
        throttle.failed("verify", request)
        words = _(
            "没有用这个核验码出具的文书。请对照文书重新输入；仍然查不到的，不要采信，请向文书上写的机关核实。"
        )
        context = {"code": code[:40], "errors": [("code", words)]}
        return render(request, "portal/verify.html", context, status=404)
    return render(
        request, "portal/verified.html", {"found": found, "code": codes.grouped(codes.normal(code))}
    )

"""For the reform and legal offices: agencies' wordings that await their consent (D10-071, D10-075)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shenpi.apps import timekeeping
from shenpi.apps.documents import acts, kinds, queries
from shenpi.apps.documents import wording as words
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.roles import Role
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.workbench.refused import NOTHING, refused

from .wording import sample_of


@staff(Role.REFORM, Role.LEGAL)
@require_GET
def wording_consents(request: StaffRequest) -> HttpResponse:
    """List the wordings that nobody consented to yet, the longest waiting first, with those one may decide."""
    rows = [
        (each, kinds.KINDS[each.kind].name, words.may_consent(request.holdings, each))
        for each in queries.wordings_awaiting()
    ]
    return render(request, "workbench/wording_consents.html", {"rows": rows})


@staff(Role.REFORM, Role.LEGAL)
@require_http_methods(["GET", "POST"])
def wording_consent(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """Show a version with what changes and a sample; agree, or give it back with a reason."""
    kept = NOTHING
    if request.method == "POST":
        agreed, reason = request.POST.get("verdict") == "agree", request.POST.get("reason", "")
        try:
            acts.consent_wording(version_id, by=request.user, agreed=agreed, reason=reason)
        except Refusal as refusal:
            kept = refused(request, refusal, "consent")
        else:
            messages.success(request, _("已同意，从现在起生效。") if agreed else _("已退回起草机关。"))
            return redirect("work_wording_consents")
    version = queries.wording_awaiting(version_id)
    now = words.in_force(version.agency_id, version.kind, timekeeping.now())
    before = now.passages if now else {}
    context = {
        "version": version,
        "paper": kinds.KINDS[version.kind],
        "changes": [
            (each.name, before.get(each.code, each.packaged), version.passages.get(each.code, each.packaged))
            for each in words.of(version.kind)
            if before.get(each.code) != version.passages.get(each.code)
        ],
        "may": words.may_consent(request.holdings, version),
        "decided": getattr(version, "consent", None),
        "refused": kept,
        **sample_of(version.agency, version.kind, version.passages),
    }
    return render(
        request,
        "workbench/wording_consent.html",
        context,
        status=kept.refusal.status if kept.refusal else 200,
    )

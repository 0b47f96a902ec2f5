"""Certificates: found, read, and what may be begun upon one: renewal, change, revocation, recall, cancellation."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from shenpi.apps.casework import certificate_queries, intake_queries
from shenpi.apps.casework.acts.propose_cancellation import GROUNDS as CANCELLATION_GROUNDS
from shenpi.apps.casework.acts.propose_recall import GROUNDS as RECALL_GROUNDS
from shenpi.apps.casework.acts.propose_revocation import GROUNDS as REVOCATION_GROUNDS
from shenpi.apps.documents.standing import Standing
from shenpi.apps.errors import NotFound, Refusal
from shenpi.apps.exchange.pumping import settle
from shenpi.core.identifiers import show_case_number
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.paging import page_of
from shenpi.sites.workbench import upon_certificate
from shenpi.sites.workbench.refused import NOTHING, Refused, refused

ONLY = {
    "": gettext_lazy("全部"),
    "expiring": gettext_lazy("即将到期"),
    "expired": gettext_lazy("已过有效期、未注销"),
    Standing.REVOKED: Standing.REVOKED.label,
    Standing.RECALLED: Standing.RECALLED.label,
    Standing.CANCELLED: Standing.CANCELLED.label,
}


@staff()
@require_GET
def certificates(request: StaffRequest) -> HttpResponse:
    """List the certificates of the reader's agencies, by words and standing."""
    words, only = request.GET.get("q", "").strip()[:100], request.GET.get("only", "")
    found = certificate_queries.search(request.holdings, words, only)
    context = {"page": page_of(found, request), "q": words, "only": only, "choices": ONLY.items()}
    return render(request, "workbench/certificates.html", {**context, "today": certificate_queries.today()})


@staff()
@require_GET
def certificate(request: StaffRequest, certificate_id: UUID) -> HttpResponse:
    """Show a certificate: where it stands, its paper, its cases, and what may be begun upon it."""
    return _page(request, certificate_id)


@staff("acceptor", "handler", "office_head", "leader")
@require_http_methods(["GET", "POST"])
def begin(request: StaffRequest, certificate_id: UUID, purpose: str) -> HttpResponse:
    """Begin a case upon the certificate; what cannot be done comes back with all that was typed."""
    if request.method == "GET":  # the address of a refused form, opened again
        return redirect("work_certificate", certificate_id)
    offer = upon_certificate.find(purpose)
    try:
        case = offer.perform(request, certificate_id)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, certificate_id, refused(request, refusal, purpose))
    settle()
    said = {"act": offer.label, "number": show_case_number(case.number)}
    messages.success(request, _("已完成：%(act)s（%(number)s）") % said)
    return redirect("work_case", case.id)


def _page(request: StaffRequest, certificate_id: UUID, said: Refused = NOTHING) -> HttpResponse:
    found = certificate_queries.file(request.holdings, certificate_id)
    context = {
        "file": found,
        "case": found.issued_by,
        "material_version": certificate_queries.version(found.issued_by),
        "on_file": intake_queries.on_file(found.issued_by),
        "sheets": [upon_certificate.sheet(purpose, said) for purpose in found.may],
        "refused": said,
        "revocation_grounds": list(REVOCATION_GROUNDS.items()),
        "recall_grounds": list(RECALL_GROUNDS.items()),
        "cancellation_grounds": list(CANCELLATION_GROUNDS.items()),
    }
    status = said.refusal.status if said.refusal else 200
    return render(request, "workbench/certificate.html", context, status=status)

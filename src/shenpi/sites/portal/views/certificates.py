"""An applicant's own certificates: where each stands, its papers, and how it is renewed or changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts
from shenpi.apps.applications import queries as applications
from shenpi.apps.catalogue import certificate_forms, forms
from shenpi.apps.documents import standing
from shenpi.apps.documents.standing import APPLIED_FOR, Purpose, Standing
from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.exchange import pumping
from shenpi.apps.ids import uuid7
from shenpi.sites.common.access import PersonRequest, applicant
from shenpi.sites.common.kept_files import KeptFiles
from shenpi.sites.portal import draft_pages, material_files


@applicant
@require_safe
def certificates(request: PersonRequest) -> HttpResponse:
    """List the person's certificates with their standing; those about to expire say until when to apply."""
    today = timekeeping.local(timekeeping.now()).date()
    rows = [
        {
            "certificate": each,
            "stands": (stands := each.stands(today)),
            "remind": _reminder(each, stands, today),
        }
        for each in applications.certificates(request.user)
    ]
    return render(request, "portal/certificates.html", {"rows": rows})


@applicant
@require_safe
def certificate(request: PersonRequest, certificate_id: UUID) -> HttpResponse:
    """Show one certificate: its standing, its papers, what may be applied for, and why not."""
    found = applications.certificate(certificate_id, request.user)
    today = timekeeping.local(timekeeping.now()).date()
    stands = found.stands(today)
    context = {
        "certificate": found,
        "stands": stands,
        "remind": _reminder(found, stands, today),
        "papers": applications.upon(found),
        "offers": [(Purpose(purpose), acts.objection(found, purpose)) for purpose in APPLIED_FOR],
    }
    return render(request, "portal/certificate.html", context)


@applicant
@require_http_methods(["GET", "POST"])
def apply(request: PersonRequest, certificate_id: UUID, purpose: str) -> HttpResponse:
    """Ask for what is not known yet, and send the application; pressing twice sends once."""
    found = applications.certificate(certificate_id, request.user)
    if purpose not in APPLIED_FOR:
        raise NotFound("purpose", _("没有这种申请。"))
    if request.method == "GET":
        if acts.objection(found, purpose):
            return redirect("portal_certificate", certificate_id)
        return _page(request, {"certificate": found, "purpose": Purpose(purpose), "token": uuid7()})
    values = forms.from_post(certificate_forms.schema(purpose), request.POST)
    token = _token(request)
    kept = KeptFiles(request)
    rows = applications.materials_upon(found)
    uploads, wrong = material_files.uploads(kept, rows), material_files.faults(kept, rows)
    context = {"certificate": found, "purpose": Purpose(purpose), "token": token}
    if wrong:
        return _page(request, context, values, wrong, kept)
    try:
        done = acts.apply_on_certificate(
            certificate_id, purpose, by=request.user, form=values, token=token, uploads=uploads
        )
    except Invalid as refusal:
        return _page(request, context, values, refusal.fields, kept)
    pumping.settle()
    codes = request.session.get("query_codes", {})
    request.session["query_codes"] = {**codes, str(done.application.pk): done.query_code}
    return redirect("portal_submitted", done.application.pk)


def _page(
    request: PersonRequest,
    context: dict[str, Any],
    values: dict[str, Any] | None = None,
    faults: dict[str, Any] | None = None,
    kept: KeptFiles | None = None,
) -> HttpResponse:
    schema = certificate_forms.schema(context["purpose"])
    rows, wrong = applications.materials_upon(context["certificate"]), faults or {}
    labels = draft_pages.labels(schema)
    named = {f"file-{row['key']}": row["name"] for row in rows} | {"materials": _("材料")}
    context |= {
        "fields": forms.fields(schema, values, faults),
        "places": material_files.places(kept, rows, wrong),
        "accepts": ",".join(draft_pages.ACCEPTED),
        "errors": [
            (
                path if path in named else draft_pages.anchor(path),
                (named.get(path) or labels(path)) + _("：") + str(words),
            )
            for path, found in wrong.items()
            for words in found
        ],
    }
    return render(request, "portal/certificate_apply.html", context, status=422 if faults else 200)


def _token(request: PersonRequest) -> UUID:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid7()


def _reminder(certificate: Any, stands: Standing, today: Any) -> Any:
    """Return the last day to apply for renewal when it is time to say so, else None."""
    until = certificate.valid_until
    if stands != Standing.IN_FORCE or until is None or today < standing.remind_on(until):
        return None
    renew_by = standing.renew_by(until)
    return renew_by if today <= renew_by else None

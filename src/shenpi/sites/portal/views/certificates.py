"""An applicant's own certificates: where each stands, its papers, and how it is renewed or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts, mandate_queries
from shenpi.apps.applications import queries as applications
from shenpi.apps.catalogue import certificate_forms, forms
from shenpi.apps.documents import standing
from shenpi.apps.documents.standing import APPLIED_FOR, Purpose, Standing
from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.exchange import pumping
from shenpi.sites.common.access import PersonRequest, applicant, filer
from shenpi.sites.common.kept_files import KeptFiles
from shenpi.sites.common.posting import form_id
from shenpi.sites.portal import draft_pages, material_files

if TYPE_CHECKING:
    from shenpi.apps.applications.models import Mandate
    from shenpi.apps.applications.queries import Held


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


@filer
@require_safe
def certificate(request: PersonRequest, certificate_id: UUID, mandate_id: UUID | None = None) -> HttpResponse:
    """Show one certificate: its standing, its papers, what may be applied for, and why not.

    An agent sees it under the holder's mandate, without the papers (D2-015).
    """
    found = applications.certificate(certificate_id, request.user, mandate_id)
    mandate = mandate_queries.mandate(mandate_id, request.user) if mandate_id else None
    today = timekeeping.local(timekeeping.now()).date()
    stands = found.certificate.stands(today)
    barred = mandate_queries.objection(mandate, {found.version.item.code}) if mandate else None
    context = {
        "certificate": found.certificate,
        "under": mandate,
        "stands": stands,
        "remind": _reminder(found.certificate, stands, today),
        "papers": () if mandate else applications.upon(found.certificate),
        "offers": [
            (Purpose(each), barred or acts.objection(found.certificate, each), _address(found, each, mandate))
            for each in APPLIED_FOR
        ],
    }
    return render(request, "portal/certificate.html", context)


@filer
@require_http_methods(["GET", "POST"])
def apply(
    request: PersonRequest, certificate_id: UUID, purpose: str, mandate_id: UUID | None = None
) -> HttpResponse:
    """Ask for what is not known yet, and send the application; pressing twice sends once."""
    found = applications.certificate(certificate_id, request.user, mandate_id)
    if purpose not in APPLIED_FOR:
        raise NotFound("purpose", _("没有这种申请。"))
    mandate = mandate_queries.mandate(mandate_id, request.user) if mandate_id else None
    token = form_id(request)
    context = {"held": found, "under": mandate, "purpose": Purpose(purpose), "token": token}
    if request.method == "GET":
        if acts.objection(found.certificate, purpose):
            return redirect(_address(found, "", mandate))
        return _page(request, context)
    values = forms.from_post(certificate_forms.schema(purpose), request.POST)
    kept = KeptFiles(request)
    rows = found.version.materials
    uploads, wrong = material_files.uploads(kept, rows), material_files.faults(kept, rows)
    if wrong:
        return _page(request, context, values, wrong, kept)
    try:
        done = acts.apply_on_certificate(
            certificate_id,
            purpose,
            by=request.user,
            form=values,
            token=token,
            uploads=uploads,
            mandate_id=mandate_id,
        )
    except Invalid as refusal:
        return _page(request, context, values, refusal.fields, kept)
    pumping.settle()
    codes = request.session.get("query_codes", {})
    request.session["query_codes"] = {**codes, str(done.application.pk): done.query_code}
    return redirect("portal_submitted", done.application.pk)


def _address(found: Held, purpose: str, mandate: Mandate | None) -> str:
    """Return where the certificate is shown, or with a purpose applied upon."""
    name = f"portal{'_agent' if mandate else ''}_certificate{'_apply' if purpose else ''}"
    keys = [mandate.pk] if mandate else []
    return reverse(name, args=[*keys, found.certificate.pk, *([purpose] if purpose else [])])


def _page(
    request: PersonRequest,
    context: dict[str, Any],
    values: dict[str, Any] | None = None,
    faults: dict[str, Any] | None = None,
    kept: KeptFiles | None = None,
) -> HttpResponse:
    schema = certificate_forms.schema(context["purpose"])
    found = context["held"]
    rows, wrong = found.version.materials, faults or {}
    labels = draft_pages.labels(schema)
    named = {f"file-{row['key']}": row["name"] for row in rows} | {"materials": _("材料")}
    context |= {
        "certificate": found.certificate,
        "back": _address(found, "", context["under"]),
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


def _reminder(certificate: Any, stands: Standing, today: Any) -> Any:
    """Return the last day to apply for renewal when it is time to say so, else None."""
    until = certificate.valid_until
    if stands != Standing.IN_FORCE or until is None or today < standing.remind_on(until):
        return None
    renew_by = standing.renew_by(until)
    return renew_by if today <= renew_by else None

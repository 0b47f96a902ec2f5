"""An applicant's own cases: list, progress, what was filed, withdrawal, payment, documents (D10-043)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts, mandate_queries
from shenpi.apps.applications import queries as applications
from shenpi.apps.applications.states import ENDED, WITHDRAWABLE, State
from shenpi.apps.documents import files, remedies
from shenpi.apps.errors import Invalid
from shenpi.apps.exchange import pumping
from shenpi.apps.payments import carrying
from shenpi.apps.payments import queries as payments
from shenpi.core.identifiers import show_case_number
from shenpi.sites.common.access import PersonRequest, applicant, filer
from shenpi.sites.common.paging import page_of
from shenpi.sites.portal import draft_pages
from shenpi.sites.portal.due import explanation
from shenpi.sites.portal.progress import course, next_thing, outcome_words
from shenpi.sites.portal.views import rating


@applicant
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """Show the person's drafts and cases, each with its next thing and by when."""
    page = page_of(applications.filings(request.user), request, size=10)
    found = applications.progress_of(page.rows)
    rows = [
        {
            "application": application,
            "progress": found[application.pk],
            "ended": found[application.pk].state in ENDED,
            "next": next_thing(found[application.pk], application),
        }
        for application in page.rows
    ]
    context = {
        "page": page,
        "rows": rows,
        "drafts": applications.drafts(request.user),
        "mandates": mandate_queries.mandates_given(request.user),
    }
    return render(request, "portal/mine.html", context)


@filer
@require_safe
def progress(request: PersonRequest, application_id: UUID) -> HttpResponse:
    """Show one case: where it stands, what comes next, its course, its documents, what can still be done."""
    return _progress_page(request, application_id)


@filer
@require_safe
def submitted(request: PersonRequest, application_id: UUID) -> HttpResponse:
    """Confirm the submission: number, query code (shown in this session only), what happens next."""
    found = applications.filing(application_id, request.user)
    context = {
        "application": found.application,
        "progress": found.progress,
        "number": show_case_number(found.application.number),
        "query_code": request.session.get("query_codes", {}).get(str(application_id)),
        "answer": explanation(found.progress, found.application),
    }
    return render(request, "portal/submitted.html", context)


@filer
@require_safe
def filed(request: PersonRequest, application_id: UUID) -> HttpResponse:
    """Show what was filed, as it was."""
    application = applications.filing(application_id, request.user).application
    schema = applications.form_schema(application)
    parts = draft_pages.answers(schema, application.form_data, masking=request.user.is_staff)
    return render(request, "portal/filed.html", {"application": application, "parts": parts})


@filer
@require_http_methods(["GET", "POST"])
def withdraw(request: PersonRequest, application_id: UUID) -> HttpResponse:
    """Ask for the withdrawal, after a page that says what follows from it."""
    found = applications.filing(application_id, request.user)
    if request.method == "GET":
        may = found.progress.state in WITHDRAWABLE and found.application.withdrawal_requested_at is None
        if not may:
            return redirect("portal_case", application_id)
        return render(request, "portal/withdraw.html", {"application": found.application})
    reason = request.POST.get("reason", "")
    try:
        acts.request_withdrawal(application_id, by=request.user, reason=reason)
    except Invalid as wrong:
        context = {
            "application": found.application,
            "reason": reason,
            "errors": [(field, words) for field, said in wrong.fields.items() for words in said],
        }
        return render(request, "portal/withdraw.html", context, status=422)
    pumping.settle()
    return redirect("portal_case", application_id)


@filer
@require_POST
def payment(request: PersonRequest, application_id: UUID) -> HttpResponse:
    """Declare the fee paid; the cashier confirms it."""
    try:
        acts.declare_payment(
            application_id, by=request.user, receipt_number=request.POST.get("receipt_number", "")
        )
    except Invalid as wrong:
        errors = [(field, words) for field, said in wrong.fields.items() for words in said]
        return _progress_page(request, application_id, errors=errors, status=422)
    pumping.settle()
    return redirect("portal_case", application_id)


@filer
@require_POST
def pay(request: PersonRequest, application_id: UUID) -> HttpResponse:
    """Order the fee at the payment platform; the page then leads there, now or as soon as the platform answers."""
    order = acts.pay_online(application_id, by=request.user)
    carrying.carry_now(order)
    return redirect(f"{reverse('portal_case', args=[application_id])}#pay")


@filer
@require_POST
def hearing(request: PersonRequest, application_id: UUID) -> HttpResponse:
    """Claim a hearing, or waive it."""
    acts.answer_hearing(application_id, by=request.user, claims=request.POST.get("answer") == "claim")
    pumping.settle()
    return redirect("portal_case", application_id)


@filer
@require_safe
def document(request: PersonRequest, document_id: UUID) -> HttpResponseBase:
    """Download an official document of one's own case."""
    found = applications.own_document(document_id, request.user)
    return files.response(found.file, found.filename)


def _progress_page(
    request: PersonRequest,
    application_id: UUID,
    errors: Sequence[tuple[str, object]] = (),
    status: int = 200,
) -> HttpResponse:
    found = applications.filing(application_id, request.user)
    application, where = found.application, found.progress
    asked_back = application.withdrawal_requested_at is not None
    may = mandate_queries.powers(application, request.user)
    context = {
        "application": application,
        "progress": where,
        "number": show_case_number(application.number),
        "steps": course(where, application=application),
        "next": next_thing(where, application),
        "outcome": outcome_words(where.outcome),
        "documents": (issued := applications.documents(application.pk)),
        "remedies": remedies.against([each.kind for each in issued], where.served_on),
        "may_withdraw": may.dispose and where.state in WITHDRAWABLE and not asked_back,
        "withdrawn_too_late": asked_back and where.state not in {*WITHDRAWABLE, State.WITHDRAWN},
        "may_correct": where.state == State.CORRECTING and application.supplemented_at is None,
        "gap": None if application.gap_filled_at else applications.gap(application.pk),
        "ended": where.state in ENDED,
        "may_rate": rating.rateable(where) and not request.user.is_staff,
        "may": may,
        "explanation": explanation(where, application),
        "paused": where.is_paused(timekeeping.now()),
        "declaration_rejected": acts.declaration_rejected(application, where),
        "errors": errors,
        "pays_online": payments.offered(),
        "order": payments.latest(application.pk) if where.state == State.AWAITING_PAYMENT else None,
    }
    return render(request, "portal/case.html", context, status=status)

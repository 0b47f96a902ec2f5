"""我要投诉、我要咨询: filing with or without an account, and following what became of it (D1-015, D10-044)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shenpi.apps.applications import queries as applications
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.complaints import Category
from shenpi.apps.documents import codes, files
from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.exchange import pumping
from shenpi.apps.feedback import acts
from shenpi.apps.feedback import queries as feedback
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Person
from shenpi.sites.common import throttle
from shenpi.sites.common.access import public
from shenpi.sites.portal import feedback_words as words

keys = Signer(salt="portal.feedback")
"""A form carries the signed identifier of the filing it will make: two presses make one, nobody names another's."""
OPENED = "opened_feedback"
"""The session's list of filings that were filed, or opened by their code, in this browser."""


@public
@require_http_methods(["GET", "POST"])
def complaint(request: HttpRequest) -> HttpResponse:
    """File a complaint, under a real name or none."""
    return _form(request, "complaint")


@public
@require_http_methods(["GET", "POST"])
def enquiry(request: HttpRequest) -> HttpResponse:
    """Ask about an item, a case, or anything an agency does."""
    return _form(request, "enquiry")


@public
@never_cache
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """List what the account filed, and open a filing by its query code. Guessing is braked."""
    errors: Sequence[tuple[str, object]] = ()
    if request.method == "POST":
        throttle.check("feedback", request)
        try:
            found = feedback.by_code(request.POST.get("code", "")[:40])
        except NotFound as wrong:
            throttle.failed("feedback", request)
            errors = [("code", wrong.message)]
        else:
            remember(request, found.pk)
            return redirect("portal_feedback", found.pk)
    person = signed_in(request)
    context = {
        "rows": [(row, words.state(row)) for row in feedback.mine(person)[:50]] if person else [],
        "errors": errors,
        "person": person,
        "code": request.POST.get("code", "")[:40],
    }
    return render(request, "portal/feedback_mine.html", context, status=422 if errors else 200)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, feedback_id: UUID) -> HttpResponse:
    """Show what became of a filing; say that one is content, ask for a review, ask again, or contest."""
    found = feedback.followed(feedback_id, signed_in(request), opened(request))
    errors: Sequence[tuple[str, object]] = ()
    if request.method == "POST":
        try:
            acts.respond(feedback_id, request.POST.get("act", ""), text=request.POST.get("text", ""))
        except Invalid as wrong:
            errors = [(request.POST.get("act", ""), said) for many in wrong.fields.values() for said in many]
        else:
            pumping.settle()
            messages.success(request, _("已送出。"))
            return redirect("portal_feedback", feedback_id)
    context = {
        "filing": found.feedback,
        "state": words.state(found.feedback),
        "steps": words.course(found),
        "answers": [(act, words.ANSWERS[act]) for act in found.feedback.answers if act in words.ANSWERS],
        "replies": found.replies,
        "code": request.session.get("feedback_codes", {}).get(str(feedback_id)),
        "typed": request.POST,
        "errors": errors,
    }
    return render(request, "portal/feedback.html", context, status=422 if errors else 200)


@public
@never_cache
@require_safe
def reply(request: HttpRequest, feedback_id: UUID, reply_id: UUID) -> HttpResponseBase:
    """Download the written reply."""
    found = feedback.followed(feedback_id, signed_in(request), opened(request))
    for each in found.replies:
        if each.pk == reply_id:
            return files.response(each.file, each.filename)
    raise NotFound("reply", _("没有找到这份答复书。"))


def signed_in(request: HttpRequest) -> Person | None:
    """Return the account in use, or None."""
    return request.user if request.user.is_authenticated else None


def opened(request: HttpRequest) -> set[str]:
    """Return which filings this browser filed or opened."""
    return set(request.session.get(OPENED, ()))


def remember(request: HttpRequest, feedback_id: UUID, code: str = "") -> None:
    """Let this session open the filing; its code is shown once, in this session."""
    request.session[OPENED] = [*request.session.get(OPENED, ()), str(feedback_id)][-20:]
    if code:
        kept = request.session.get("feedback_codes", {})
        request.session["feedback_codes"] = kept | {str(feedback_id): codes.grouped(code)}


def _form(request: HttpRequest, kind: str) -> HttpResponse:
    errors: Sequence[tuple[str, object]] = ()
    key = _key(request)
    if request.method == "POST":
        throttle.check("file", request)
        try:
            filed = acts.file(kind, key, _words(request), by=signed_in(request))
        except Invalid as wrong:
            errors = [(field, said) for field, many in wrong.fields.items() for said in many]
        else:
            if signed_in(request) is None:
                throttle.failed("file", request)  # so that nobody floods the office without an account
            remember(request, filed.feedback.pk, filed.code)
            pumping.settle()
            return redirect("portal_feedback", filed.feedback.pk)
    person = signed_in(request)
    applicant = applications.applicant(person) if person else None
    typed = {"name": applicant.name, "phone": applicant.phone} if applicant else {}
    code = request.POST.get("item", request.GET.get("item", ""))
    context = {
        "kind": kind,
        "key": keys.sign(str(key)),
        "item": catalogue.item(code) if code else None,
        "agencies": catalogue.publishing_agencies(),
        "categories": Category.choices,
        "typed": request.POST or typed | {"number": request.GET.get("number", "")},
        "errors": errors,
    }
    return render(request, "portal/feedback_form.html", context, status=422 if errors else 200)


def _words(request: HttpRequest) -> acts.Words:
    given = {name: value.strip() for name, value in request.POST.items() if isinstance(value, str)}
    item = catalogue.item(given.get("item", "")) if given.get("item") else None
    agency = organisation.agency(given.get("agency", "")) or (item.agency if item else None)
    anonymous = given.get("named") == "no"
    return acts.Words(
        text=given.get("text", ""),
        category=given.get("category", ""),
        case_number=given.get("number", ""),
        item_code=item.code if item else "",
        item_name=item.name if item else "",
        agency_code=agency.code if agency else "",
        agency=agency.name if agency else "",
        name="" if anonymous else given.get("name", ""),
        phone="" if anonymous else given.get("phone", ""),
        bureau=given.get("bureau") == "1",
    )


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(keys.unsign(request.POST.get("key", "")))
    except (BadSignature, ValueError):
        return uuid4()

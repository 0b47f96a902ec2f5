"""Filling in an application: a task list, one section a page, saved as it is typed (D1-016)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts, completeness
from shenpi.apps.applications import queries as applications
from shenpi.apps.applications.sections import Section, declares, sections
from shenpi.apps.catalogue import forms
from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.exchange import pumping
from shenpi.apps.notices import queries as notices
from shenpi.sites.common.access import PersonRequest, applicant, filer
from shenpi.sites.portal import draft_pages
from shenpi.sites.portal.views.guide import published

if TYPE_CHECKING:
    from shenpi.apps.applications.models import Draft


@applicant
@require_http_methods(["GET", "POST"])
def start(request: PersonRequest, code: str) -> HttpResponse:
    """Begin or resume the application for an item; the address alone leads to its guide."""
    if request.method == "GET":
        return redirect("portal_item", code)
    draft = acts.start_draft(by=request.user, version=published(code)[1])
    return redirect("portal_draft", draft.pk)


@filer
@require_safe
def tasks(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """Show what is done and what is left, on a page to which one can always come back."""
    draft = applications.draft(draft_id, request.user)
    faults = draft_pages.faults(draft)
    context = {"draft": draft, "tasks": draft_pages.tasks(draft, faults), "ready": not faults}
    return render(request, "portal/draft.html", context)


@filer
@require_POST
def discard(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    acts.discard(draft_id, by=request.user)
    return redirect("portal_agent" if request.user.is_staff else "portal_mine")


@filer
@require_http_methods(["GET", "POST"])
def section(request: PersonRequest, draft_id: UUID, key: str) -> HttpResponse:
    """Show one section of the form; what is posted is kept first and judged afterwards.

    htmx posts while the person types and gets back the words of the autosave; the button posts the whole page and
    goes on when nothing is wrong. `?errors` judges on arrival: the check page links here so.
    """
    draft = applications.draft(draft_id, request.user)
    here = next((part for part in sections(draft.form_schema) if part.key == key), None)
    if here is None:
        raise NotFound("section", _("申请表没有这一部分，请从任务清单重新进入。"))
    schema = here.part(draft.form_schema)
    if request.method == "GET":
        faults = _faults_here(draft, here) if "errors" in request.GET else {}
        return _section_page(request, draft, here, faults)
    values = forms.from_post(schema, request.POST)
    draft = acts.save_section(draft_id, by=request.user, section=key, values=values, keys=here.fields)
    if request.headers.get("HX-Request"):
        saved = timekeeping.local(draft.saved_at)
        return HttpResponse(_("已保存 %(time)s") % {"time": f"{saved:%H:%M}"})
    if faults := _faults_here(draft, here):
        return _section_page(request, draft, here, faults, status=422)
    if "back" in request.POST:
        return redirect("portal_draft", draft.pk)
    return redirect(draft_pages.next_url(draft, after=here))


@filer
@require_http_methods(["GET", "POST"])
def check(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """Show every answer once more, and submit; pressing twice submits once."""
    if request.method == "POST":
        return _submit(request, draft_id)
    draft = applications.draft(draft_id, request.user)
    return _check_page(request, draft)


def _submit(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    draft = applications.draft(draft_id, request.user, sent=True)
    must_declare = not declares(draft.form_schema)
    if must_declare and "declared" not in request.POST and draft.sent_at is None:
        words = _("请阅读并勾选声明，再提交。")
        return _check_page(request, draft, [("declared", words)], status=422)
    try:
        if draft.application_id is not None:
            acts.supplement(draft_id, by=request.user)
            pumping.settle()
            return redirect("portal_case", draft.application_id)
        if draft.bundle_id is not None:
            together = acts.submit_bundle(draft_id, by=request.user)
            page = reverse("portal_bundle", args=[together.number])
            return _sent(request, f"{page}?submitted", together.number, together.query_code)
        done = acts.submit(draft_id, by=request.user)
    except Invalid as wrong:
        return _check_page(request, draft, draft_pages.error_links(draft, wrong.fields), status=422)
    page = reverse("portal_submitted", args=[done.application.pk])
    return _sent(request, page, str(done.application.pk), done.query_code)


def _sent(request: PersonRequest, page: str, key: str, query_code: str) -> HttpResponse:
    pumping.settle()  # where both zones share a database, the answer is there with the next page
    codes = request.session.get("query_codes", {})
    request.session["query_codes"] = {**codes, key: query_code}
    return redirect(page)


def _check_page(
    request: PersonRequest, draft: Draft, errors: list[tuple[str, Any]] | None = None, status: int = 200
) -> HttpResponse:
    faults = draft_pages.faults(draft)
    context = {
        "draft": draft,
        "parts": draft_pages.answers(draft.form_schema, draft.form_data),
        "places": draft_pages.places(draft),
        "applicant": draft.mandate or applications.applicant(request.user),
        "faults": draft_pages.error_links(draft, faults),
        "plan": notices.applicants_plan(draft.item_version.item.code if draft.item_version else ""),
        "contact": notices.contact(request.user),
        "must_declare": not declares(draft.form_schema),
        "errors": errors or [],
    }
    return render(request, "portal/check.html", context, status=status)


def _section_page(
    request: PersonRequest, draft: Draft, here: Section, faults: dict[str, Any], status: int = 200
) -> HttpResponse:
    schema = here.part(draft.form_schema)
    drawn = forms.fields(schema, draft.form_data, faults)
    labels = draft_pages.labels(schema)
    context = {
        "draft": draft,
        "section": here,
        "fields": drawn,
        "errors": [
            (draft_pages.anchor(path), labels(path) + _("：") + str(words))
            for path, found in faults.items()
            for words in found
        ],
        "number": int(here.key),
        "of": len(sections(draft.form_schema)),
    }
    return render(request, "portal/section.html", context, status=status)


def _faults_here(draft: Draft, here: Section) -> dict[str, Any]:
    return {path: words for path, words in completeness.form_faults(draft).items() if here.holds(path)}

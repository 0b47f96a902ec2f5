"""Filling in an application: a task list, one section a page, saved as it is typed (D1-016)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts, completeness
from shenpi.apps.applications import queries as applications
from shenpi.apps.applications.completeness import MATERIAL
from shenpi.apps.applications.sections import Section, declares, sections
from shenpi.apps.catalogue import forms
from shenpi.apps.documents import files
from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.exchange import pumping
from shenpi.sites.common.access import PersonRequest, applicant
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


@applicant
@require_safe
def tasks(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """Show what is done and what is left, on a page to which one can always come back."""
    draft = applications.draft(draft_id, request.user)
    faults = draft_pages.faults(draft)
    context = {"draft": draft, "tasks": draft_pages.tasks(draft, faults), "ready": not faults}
    return render(request, "portal/draft.html", context)


@applicant
@require_POST
def discard(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    acts.discard(draft_id, by=request.user)
    return redirect("portal_mine")


@applicant
@require_http_methods(["GET", "POST"])
def section(request: PersonRequest, draft_id: UUID, key: str) -> HttpResponse:
    """Show one section of the form; what is posted is kept first and judged afterwards.

    htmx posts while the person types and gets back the words of the autosave; the button posts the whole page and
    goes on when nothing is wrong. `?errors` judges on arrival: the check page links here so.
    """
    draft = applications.draft(draft_id, request.user)
    here = next((part for part in sections(draft.item_version.form_schema) if part.key == key), None)
    if here is None:
        raise NotFound("section", _("申请表没有这一部分，请从任务清单重新进入。"))
    schema = here.part(draft.item_version.form_schema)
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


@applicant
@require_safe
def materials(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """Show a place for each material of the item's list, or of the correction notice."""
    draft = applications.draft(draft_id, request.user)
    faults = completeness.material_faults(draft) if "errors" in request.GET else {}
    context = {
        "draft": draft,
        "places": draft_pages.places(draft),
        "errors": [(path, words) for path, found in faults.items() for words in found],
        "accepts": ",".join(draft_pages.ACCEPTED),
    }
    return render(request, "portal/materials.html", context, status=422 if faults else 200)


@applicant
@require_POST
def attach(request: PersonRequest, draft_id: UUID, material: str) -> HttpResponse:
    """Store the chosen or dropped files of one material, each at once; what is refused is said beside it."""
    said: list[str] = []
    uploads = request.FILES.getlist("file")
    if not uploads:
        applications.draft(draft_id, request.user)
        said.append(_("请先选择文件。"))
    for upload in uploads:
        try:
            acts.attach(draft_id, by=request.user, material=material, upload=upload)
        except Invalid as wrong:
            said.append(_("“%(file)s”没有上传：%(why)s") % {"file": upload.name, "why": wrong.message})
    return _place(request, draft_id, material, said)


@applicant
@require_POST
def detach(request: PersonRequest, draft_id: UUID, file_id: UUID) -> HttpResponse:
    """Take a file off again."""
    material = request.POST.get("material", "")
    acts.detach(draft_id, by=request.user, file_id=file_id)
    return _place(request, draft_id, material, [])


@applicant
@require_safe
def draft_file(request: PersonRequest, draft_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Let the person see what was uploaded."""
    draft = applications.draft(draft_id, request.user)
    kept = draft.files.select_related("file").filter(pk=file_id).first()
    if kept is None:
        raise NotFound("file", _("没有找到这个文件，可能已经删除。"))
    return files.response(kept.file, kept.filename, inline=True)


@applicant
@require_http_methods(["GET", "POST"])
def check(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """Show every answer once more, and submit; pressing twice submits once."""
    if request.method == "POST":
        return _submit(request, draft_id)
    draft = applications.draft(draft_id, request.user)
    return _check_page(request, draft)


def _submit(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    draft = applications.draft(draft_id, request.user, sent=True)
    must_declare = not declares(draft.item_version.form_schema)
    if must_declare and "declared" not in request.POST and draft.sent_at is None:
        words = _("请阅读并勾选声明，再提交。")
        return _check_page(request, draft, [("declared", words)], status=422)
    try:
        if draft.application_id is not None:
            acts.supplement(draft_id, by=request.user)
            pumping.settle()
            return redirect("portal_case", draft.application_id)
        done = acts.submit(draft_id, by=request.user)
    except Invalid as wrong:
        return _check_page(request, draft, draft_pages.error_links(draft, wrong.fields), status=422)
    pumping.settle()  # where both zones share a database, the answer is there with the next page
    codes = request.session.get("query_codes", {})
    request.session["query_codes"] = {**codes, str(done.application.pk): done.query_code}
    return redirect("portal_submitted", done.application.pk)


def _check_page(
    request: PersonRequest, draft: Draft, errors: list[tuple[str, Any]] | None = None, status: int = 200
) -> HttpResponse:
    faults = draft_pages.faults(draft)
    context = {
        "draft": draft,
        "parts": draft_pages.answers(draft.item_version.form_schema, draft.form_data),
        "places": draft_pages.places(draft),
        "applicant": applications.applicant(request.user),
        "faults": draft_pages.error_links(draft, faults),
        "must_declare": not declares(draft.item_version.form_schema),
        "errors": errors or [],
    }
    return render(request, "portal/check.html", context, status=status)


def _section_page(
    request: PersonRequest, draft: Draft, here: Section, faults: dict[str, Any], status: int = 200
) -> HttpResponse:
    schema = here.part(draft.item_version.form_schema)
    drawn = forms.fields(schema, draft.form_data, faults)
    labels = draft_pages.labels(schema)
    context = {
        "draft": draft,
        "section": here,
        "fields": drawn,
        "errors": [
            (draft_pages.anchor(path), f"{labels(path)}：{words}")
            for path, found in faults.items()
            for words in found
        ],
        "number": int(here.key),
        "of": len(sections(draft.item_version.form_schema)),
    }
    return render(request, "portal/section.html", context, status=status)


def _faults_here(draft: Draft, here: Section) -> dict[str, Any]:
    return {path: words for path, words in completeness.form_faults(draft).items() if here.holds(path)}


def _place(request: PersonRequest, draft_id: UUID, material: str, said: list[str]) -> HttpResponse:
    """Answer with the material's place alone for htmx, else with the whole page."""
    draft = applications.draft(draft_id, request.user)
    status = 422 if said else 200
    place = next((place for place in draft_pages.places(draft) if place["key"] == material), None)
    if place is not None and request.headers.get("HX-Request"):
        context = {
            "draft": draft,
            "place": {**place, "errors": said},
            "accepts": ",".join(draft_pages.ACCEPTED),
        }
        return render(request, "portal/material_place.html", context, status=status)
    if not said:
        return redirect(f"{draft_pages.materials_url(draft)}#{MATERIAL}{material}")
    context = {
        "draft": draft,
        "places": draft_pages.places(draft),
        "errors": [(MATERIAL + material, words) for words in said],
        "accepts": ",".join(draft_pages.ACCEPTED),
    }
    return render(request, "portal/materials.html", context, status=status)

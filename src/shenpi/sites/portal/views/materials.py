"""Uploading a draft's materials: each file is stored the moment it is chosen or dropped."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shenpi.apps.applications import acts
from shenpi.apps.applications import queries as applications
from shenpi.apps.applications.completeness import MATERIAL
from shenpi.apps.documents import files
from shenpi.apps.errors import Invalid, NotFound
from shenpi.sites.common.access import PersonRequest, filer
from shenpi.sites.common.posting import form_only
from shenpi.sites.portal import draft_pages


@filer
@require_safe
def materials(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """Show a place for each material of the item's list, or of the correction notice."""
    draft = applications.draft(draft_id, request.user)
    missing = draft_pages.faults(draft) if "errors" in request.GET else {}
    faults = {path: words for path, words in missing.items() if path.startswith(MATERIAL)}
    context = {
        "draft": draft,
        "places": draft_pages.places(draft),
        "errors": [(path, words) for path, found in faults.items() for words in found],
        "accepts": ",".join(draft_pages.ACCEPTED),
    }
    return render(request, "portal/materials.html", context, status=422 if faults else 200)


@filer
@form_only
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


@filer
@require_POST
def undertake(request: PersonRequest, draft_id: UUID, material: str) -> HttpResponse:
    """Commit to something instead of a material, promise it for later, or take that back."""
    acts.undertake(draft_id, by=request.user, material=material, kind=request.POST.get("kind", "")[:16])
    return _place(request, draft_id, material, [])


@filer
@require_POST
def detach(request: PersonRequest, draft_id: UUID, file_id: UUID) -> HttpResponse:
    """Take a file off again."""
    material = request.POST.get("material", "")
    acts.detach(draft_id, by=request.user, file_id=file_id)
    return _place(request, draft_id, material, [])


@filer
@require_safe
def draft_file(request: PersonRequest, draft_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Let the person see what was uploaded."""
    draft = applications.draft(draft_id, request.user)
    kept = draft.files.select_related("file").filter(pk=file_id).first()
    if kept is None:
        raise NotFound("file", _("没有找到这个文件，可能已经删除。"))
    return files.response(kept.file, kept.filename, inline=True)


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

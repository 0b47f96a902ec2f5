"""The papers of a case: materials as handed in, documents as issued, for those who may open the case."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shenpi.apps import timekeeping
from shenpi.apps.casework import archive, queries
from shenpi.apps.documents import files, rendering
from shenpi.apps.documents import queries as documents
from shenpi.apps.errors import NotFound
from shenpi.apps.organisation.acts.record import record
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.workbench import whole_file


@staff()
@require_GET
def material(request: StaffRequest, case_id: UUID, material_id: UUID) -> HttpResponseBase:
    """Give out a material's file. Raises NotFound for one that came on paper only."""
    case = queries.content_for(request.holdings, case_id)
    found = next((each for each in queries.materials(case) if each.id == material_id and each.sha256), None)
    stored = documents.stored(found.sha256) if found else None
    if found is None or stored is None:
        raise NotFound("file_unknown", _("没有这个文件。纸质材料请到窗口查看。"))
    return files.response(stored, found.filename, inline=True)


@staff()
@require_GET
def document(request: StaffRequest, case_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Give out a document's PDF; it is made at once if its turn has not come yet."""
    case = queries.content_for(request.holdings, case_id)
    found = documents.document(case.id, document_id)
    if found is None:
        raise NotFound("document_unknown", _("没有这份文书。"))
    if found.file is None:
        rendering.render_now(found)
    if found.file is None:
        context = {"case": case, "document": found}
        return render(request, "workbench/document_pending.html", context, status=503)
    return files.response(found.file, documents.filename(found), inline=True)


@staff()
@require_GET
def whole(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Give out the whole case file as one PDF; who took it is recorded, since it names people in full (D6-028)."""
    case = queries.content_for(request.holdings, case_id)
    answer = HttpResponse(whole_file.pdf(case), content_type="application/pdf")
    record("case_file.printed", by=request.user, subject=case.id, at=timekeeping.now(), number=case.number)
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = content_disposition_header(False, whole_file.filename(case)) or "inline"
    return answer


@staff()
@require_GET
def package(request: StaffRequest, case_id: UUID) -> FileResponse:
    """Give out the archive package of a closed case; who took it is recorded (D10-013)."""
    case = queries.content_for(request.holdings, case_id)
    target = BytesIO()
    archive.write(case, target)
    record("case_archive.taken", by=request.user, subject=case.id, at=timekeeping.now(), number=case.number)
    target.seek(0)
    answer = FileResponse(
        target, as_attachment=True, filename=archive.filename(case), content_type="application/zip"
    )
    answer["Cache-Control"] = "private, no-store"
    return answer

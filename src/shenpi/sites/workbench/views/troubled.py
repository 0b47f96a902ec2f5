"""Papers that could not be made as they should: shown to the administrator, and made anew when the cause is mended."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shenpi.apps.documents import queries, rendering
from shenpi.apps.errors import NotFound
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.paging import page_of


@staff("administrator")
@require_GET
def documents(request: StaffRequest) -> HttpResponse:
    """List the documents that failed, are being tried again, or show 〓 for what no font has."""
    return render(request, "workbench/troubled.html", {"page": page_of(queries.troubled(), request)})


@staff("administrator")
@require_POST
def again(request: StaffRequest, document_id: UUID) -> HttpResponse:
    """Make one of them anew now, and say what came of it."""
    found = queries.troubled().filter(pk=document_id).first()
    if found is None:
        raise NotFound("document_unknown", _("这份文书已经正常生成，或者不存在。"))
    rendering.retry(found)
    rendering.render_now(found)
    if found.state == "rendered" and not found.error:
        messages.success(request, _("已重新生成：%(title)s") % {"title": found.title})
    else:
        messages.warning(request, _("仍未正常生成：%(why)s") % {"why": found.error})
    return redirect("work_troubled")

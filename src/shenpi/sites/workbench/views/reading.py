"""Looking things up: cases by number, name or item; the process of every item as diagram and table (D1-029)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shenpi.apps.casework import queries
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.catalogue.models import ProcessVersion
from shenpi.apps.errors import NotFound
from shenpi.apps.organisation.roles import Role
from shenpi.core.worktime import Limit
from shenpi.sites.common.access import staff
from shenpi.sites.common.paging import page_of

FOUND = 50


@staff()
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """Search the cases whose running the reader may view, or show the newest (D3-017)."""
    words = request.GET.get("q", "").strip()[:100]
    found = queries.find(request.user, words, limit=FOUND) if words else queries.visible(request.user)
    return render(request, "workbench/cases.html", {"page": page_of(found, request), "q": words})


@staff()
@require_GET
def processes(request: HttpRequest) -> HttpResponse:
    """List the processes in force."""
    found = ProcessVersion.objects.order_by("key", "-version")
    return render(request, "workbench/processes.html", {"processes": found})


@staff()
@require_GET
def process(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Show a process as diagram and table: steps, roles, limits, verdicts."""
    version = ProcessVersion.objects.filter(pk=process_id).first()
    if version is None:
        raise NotFound("process_unknown", _("没有这个流程。"))
    steps = [
        {
            "name": node.name,
            "role": Role(node.duties.role).label if node.duties.role in Role.values else node.duties.role,
            "limit": _limit(node.duties.limit),
        }
        for node in catalogue.net(version.pk).model.steps()
    ]
    return render(request, "workbench/process.html", {"process": version, "steps": steps})


def _limit(text: str) -> str:
    if not text:
        return ""
    if not text.startswith("P"):
        return _("按事项规定")
    limit = Limit.parse(text)
    return limit.zh()

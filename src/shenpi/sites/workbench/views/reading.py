"""Looking things up: cases by number, name or item; the process of every item as diagram and table (D1-029)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shenpi.apps.casework import intake_queries, opinion_store, queries
from shenpi.apps.casework.results import papers
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.errors import NotFound
from shenpi.apps.organisation.roles import Role
from shenpi.core.worktime import Limit
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.paging import page_of
from shenpi.sites.common.wording import in_chinese


@staff()
@require_GET
def cases(request: StaffRequest) -> HttpResponse:
    """Search the cases whose running the reader may view, or show the newest (D3-017)."""
    words = request.GET.get("q", "").strip()[:100]
    if together := intake_queries.bundle(request.holdings, words):
        return redirect("work_bundle", together[0].bundled.number)
    if words:
        found = page_of(queries.find(request.holdings, words), request)
        page = replace(found, rows=queries.listed(found.rows))
    else:
        page = page_of(queries.visible(request.holdings), request)
    return render(request, "workbench/cases.html", {"page": page, "q": words})


@staff()
@require_GET
def results(request: StaffRequest) -> HttpResponse:
    """Show the register of results: what became of each case, by which paper, how served, when made public (D3-058)."""
    page = page_of(queries.results(request.holdings), request)
    issued = papers(page.rows)
    entries = [(case, issued.get(case.pk, [])) for case in page.rows]
    return render(request, "workbench/results.html", {"page": page, "entries": entries})


@staff()
@require_GET
def opinions(request: StaffRequest) -> HttpResponse:
    """Search the signed opinions that the reader may read, and count them by verdict (D3-047)."""
    words, verdict = request.GET.get("q", "").strip()[:100], request.GET.get("verdict", "")[:32]
    found = opinion_store.search(request.holdings, words, verdict)
    page = page_of(found, request)
    context = {
        "page": replace(page, rows=opinion_store.listed(page.rows)),
        "q": words,
        "verdict": verdict,
        "counts": opinion_store.counts(found),
        "verdicts": opinion_store.OPINIONS,
    }
    return render(request, "workbench/opinions.html", context)


@staff()
@require_GET
def processes(request: StaffRequest) -> HttpResponse:
    """List the published processes."""
    return render(request, "workbench/processes.html", {"processes": catalogue.processes()})


@staff()
@require_GET
def process(request: StaffRequest, process_id: UUID) -> HttpResponse:
    """Show a process as diagram and table: steps, roles, limits."""
    version = catalogue.process(process_id)
    if version is None:
        raise NotFound("process_unknown", _("没有这个流程。"))
    duties = [(node.name, node.duties) for node in catalogue.net(version.pk).model.steps()]
    steps = [{"name": name, "role": _role(duty.role), "limit": _limit(duty.limit)} for name, duty in duties]
    context = {"process": version, "steps": steps, "markers": {}}
    return render(request, "workbench/process.html", context)


def _role(role: str) -> str:
    return str(Role(role).label) if role in Role.values else role


def _limit(text: str) -> str:
    if not text:
        return _("不计时限")
    if not text.startswith("P"):
        return _("按事项规定")
    limit = Limit.parse(text)
    return limit.zh() if in_chinese() else limit.en()

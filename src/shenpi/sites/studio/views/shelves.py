"""What there is: every process with its versions, its draft, and how many open cases each version holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shenpi.apps.casework import queries as casework
from shenpi.apps.catalogue import acts, processes, promises
from shenpi.apps.catalogue.proving import prove
from shenpi.apps.errors import Refusal
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.studio import bringing_in, duties, pages, verdicts
from shenpi.sites.studio.blank import blank
from shenpi.sites.studio.terms import unknown_process

if TYPE_CHECKING:
    from shenpi.apps.catalogue.models import ProcessVersion


@staff(*duties.READING)
@require_GET
def shelves(request: StaffRequest) -> HttpResponse:
    """List every process."""
    held = casework.open_by_process()
    lines = [
        {"shelf": shelf, "open": sum(held.get(version.pk, 0) for version in shelf.versions)}
        for shelf in processes.shelves()
    ]
    return render(
        request, "studio/shelves.html", {"lines": lines, "draws": _draws(request), "marks": _assigns(request)}
    )


@staff(*duties.DRAWING)
@require_http_methods(["GET", "POST"])
def start(request: StaffRequest) -> HttpResponse:
    """Begin a new process, blank or from a file."""
    typed = {name: request.POST.get(name, "").strip() for name in ("key", "name")}
    refusal, file = None, bringing_in.sent_again(request.POST.get("kept", ""), request.user)
    if request.method == "POST":
        try:
            upload = request.FILES.get("file")
            if isinstance(upload, UploadedFile):
                file = upload.name or "", bringing_in.brought_in(upload)
            bpmn = file[1] if file else blank(*map(_printable, typed.values()))
            draft = acts.draft_process(by=request.user, key=typed["key"], name=typed["name"], bpmn=bpmn)
            return redirect("studio:draw", drawing_id=draft.pk)
        except Refusal as refused:
            refusal = refused
    context = {
        "typed": typed,
        "refusal": refusal,
        "faults": verdicts.faults(refusal),
        "kept": [(file[0], bringing_in.kept(*file, request.user))] if file else [],
    }
    return render(request, "studio/start.html", context, status=refusal.status if refusal else 200)


@staff(*duties.READING)
@require_GET
def process(request: StaffRequest, process_key: str) -> HttpResponse:
    """Show one process: versions with their proof and their open cases, the draft, what was handed in."""
    shelf = processes.shelf(process_key)
    held, items = casework.open_by_process(), processes.item_counts()
    lines = [
        {
            "version": version,
            "proposal": getattr(version, "proposal", None),
            "before": before,
            "open": held.get(version.pk, 0),
            "items": items.get(version.pk, 0),
        }
        for version, before in zip(shelf.versions, [*shelf.versions[1:], None], strict=False)
    ]
    context = {
        "shelf": shelf,
        "lines": lines,
        "proposals": processes.proposals(process_key),
        "draws": _draws(request),
    }
    return render(request, "studio/process.html", context)


@staff(*duties.DRAWING)
@require_POST
def revise(request: StaffRequest, process_key: str) -> HttpResponse:
    """Begin the next version from the newest one."""
    newest = processes.newest(process_key)
    if newest is None:
        raise unknown_process()
    draft = acts.draft_process(
        by=request.user, key=newest.key, name=newest.name, bpmn=newest.bpmn, based_on=newest
    )
    return redirect("studio:draw", drawing_id=draft.pk)


@staff(*duties.READING)
@require_GET
def version(request: StaffRequest, process_id: UUID) -> HttpResponse:
    """Show a published version: diagram, what was proved of it, who drew and approved it, who runs on it."""
    found = processes.version(process_id)
    proposal = getattr(found, "proposal", None)
    kept = (
        verdicts.kept(proposal)
        if proposal
        else verdicts.told(prove(found.bpmn, processes.scenarios_of(found), key=found.key))
    )
    context = {
        "process": found,
        "proposal": proposal,
        "proof": kept,
        "open": casework.open_by_process().get(found.pk, 0),
        "items": _items(found),
        "may_assign": _assigns(request),
    }
    return render(request, "studio/version.html", context)


@staff(*duties.READING)
@require_GET
def version_file(request: StaffRequest, process_id: UUID) -> HttpResponse:
    """Hand out a version's diagram as a file."""
    found = processes.version(process_id)
    return pages.bpmn_file(f"{found.key}-v{found.version}", found.bpmn)


def _items(process: ProcessVersion) -> list[dict[str, Any]]:
    """The items on a version, and what its steps may take more than one of them promises."""
    versions = processes.items_on(process.pk)
    found = promises.shortfalls(process, versions)
    short = {key: verdicts.either(each.to_json()) for key, each in found.items()}
    return [{"item": version.item, "short": short.get(version.pk, "")} for version in versions]


def _draws(request: StaffRequest) -> bool:
    return bool(request.holdings.roles() & set(duties.DRAWING))


def _assigns(request: StaffRequest) -> bool:
    return bool(request.holdings.roles() & set(duties.ASSIGNING))


def _printable(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable())

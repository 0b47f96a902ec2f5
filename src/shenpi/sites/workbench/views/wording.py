"""For an agency's administrator: the passages of its documents, a sample of each, and all their versions (D10-075)."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shenpi.apps import timekeeping
from shenpi.apps.documents import acts, fonts, kinds, queries, samples
from shenpi.apps.documents import wording as words
from shenpi.apps.documents.typesetting import NotPrintable
from shenpi.apps.errors import Invalid, NotFound, Refusal
from shenpi.apps.organisation.administering import agencies
from shenpi.apps.organisation.roles import Role
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.workbench.refused import NOTHING, refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shenpi.apps.organisation.models import Agency


@staff(Role.ADMINISTRATOR)
@require_GET
def wordings(request: StaffRequest) -> HttpResponse:
    """List the kinds of documents of an agency with whose words they carry; the first agency unless one is named."""
    administered = agencies(request.user, timekeeping.now())
    asked = request.GET.get("agency", "")
    agency = next((each for each in administered if str(each.pk) == asked), administered[0])
    written = queries.wordings(agency.pk)
    waiting = {each.kind for each in queries.wordings_awaiting(agency.pk)}
    context = {
        "agencies": administered,
        "agency": agency,
        "rows": [(kinds.KINDS[code], written.get(code), code in waiting) for code in words.ADJUSTABLE],
    }
    return render(request, "workbench/wordings.html", context)


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def wording(request: StaffRequest, agency_id: int, kind: str) -> HttpResponse:
    """Show a kind's passages with a sample and their versions, an earlier one if asked; save the next version."""
    agency = _administered(request, agency_id, kind)
    kept = NOTHING
    if request.method == "POST":
        after, reason = request.POST.get("after", ""), request.POST.get("reason", "")
        number = int(after) if after.isdecimal() and len(after) < 6 else -1
        try:
            acts.set_wording(agency, kind, request.POST, after=number, reason=reason, by=request.user)
        except Refusal as refusal:
            kept = refused(request, refusal, "wording")
        else:
            messages.success(request, _("已保存并送审。审改或法制部门同意后生效，已经发出的文书不变。"))
            return redirect("work_wording", agency.pk, kind)
    versions = queries.wording_versions(agency.pk, kind)
    shown = _asked_for(request, versions)
    passages = shown.passages if shown else {}
    typed = request.POST if kept.refusal else {each.code: each.packaged for each in words.of(kind)} | passages
    context = {
        "agency": agency,
        "paper": kinds.KINDS[kind],
        "versions": versions,
        "shown": shown,
        "earlier": "version" in request.GET,
        "in_force": words.in_force(agency.pk, kind, timekeeping.now()),
        "after": request.POST.get("after", "") if kept.refusal else len(versions),
        "fields": [(each, typed.get(each.code, "")) for each in words.of(kind)],
        "places": [f"{{{place}}}" for place in words.PLACES],
        "refused": kept,
        **sample_of(agency, kind, request.POST if kept.refusal else passages),
    }
    return render(
        request, "workbench/wording.html", context, status=kept.refusal.status if kept.refusal else 200
    )


@staff(Role.ADMINISTRATOR)
@require_POST
def preview(request: StaffRequest, agency_id: int, kind: str) -> HttpResponse:
    """Show the sample with the passages as they stand in the form; as PDF if asked."""
    agency = _administered(request, agency_id, kind)
    if "pdf" not in request.POST:
        return render(request, "workbench/wording_sample.html", sample_of(agency, kind, request.POST))
    made = samples.pdf(agency, kind, acts.checked(agency, kind, request.POST))
    return HttpResponse(made, content_type="application/pdf")


def _administered(request: StaffRequest, agency_id: int, kind: str) -> Agency:
    if kind not in words.ADJUSTABLE:
        raise Http404
    for agency in agencies(request.user, timekeeping.now()):
        if agency.pk == agency_id:
            return agency
    raise NotFound("agency_unknown", _("没有这个机关，或者它不由您管理。"))


def _asked_for(request: HttpRequest, versions: list[Any]) -> Any:
    """Return the version named in the address (0: the packaged words, which have none), or the latest."""
    if "version" not in request.GET:
        return versions[0] if versions else None
    known = {"0": None} | {str(each.number): each for each in versions}
    if request.GET["version"] not in known:
        raise NotFound("wording_unknown", _("没有这一版用语。"))
    return known[request.GET["version"]]


def sample_of(agency: Agency, kind: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return the sample's pages as they are put into the page, or what keeps them from being made."""
    try:
        pages = samples.picture(agency, kind, acts.checked(agency, kind, typed))
    except Invalid as wrong:
        return {"problems": [word for found in wrong.fields.values() for word in found] or [wrong.message]}
    except (NotPrintable, fonts.FontsMissing) as failure:
        return {"problems": [failure]}
    return {"pages": [b64encode(page).decode() for page in pages]}

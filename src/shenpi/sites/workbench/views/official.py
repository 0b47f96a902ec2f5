"""Opening a case that nobody applied for: choose what it is about, name the party, say what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shenpi.apps.casework import acts, items, official
from shenpi.apps.catalogue import forms
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.errors import Invalid, NotAllowed, NotFound
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.ids import uuid7
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.workbench import one_case
from shenpi.sites.workbench.inputs import Posted
from shenpi.sites.workbench.receipt_sheet import NO_FORM, answers, applicant, summary
from shenpi.sites.workbench.refused import NOTHING, Refused, refused

if TYPE_CHECKING:
    from shenpi.apps.catalogue.models import ItemVersion


@staff("handler", "office_head", "leader")
@require_GET
def choose(request: StaffRequest) -> HttpResponse:
    """List what the reader's offices may begin cases of."""
    words = request.GET.get("q", "").strip()[:100]
    versions = catalogue.ex_officio(request.holdings.reach("open_case"), words)
    return render(request, "workbench/open_choose.html", {"versions": versions, "q": words})


@staff("handler", "office_head", "leader")
@require_http_methods(["GET", "POST"])
def open_case(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """Open a case; a second press of the button finds the same one."""
    version = _version(request, version_id)
    if request.method == "GET":
        return _form(request, version, uuid7())
    case_id = one_case.of(request)
    try:
        with one_case.once(case_id):
            _open(request, version, case_id)
    except one_case.Made:
        return redirect("work_case", case_id)
    except Invalid as refusal:
        return _form(request, version, case_id, refused(request, refusal, "receive"))
    settle()
    messages.success(request, _("已登记。"))
    return redirect("work_case", case_id)


def _version(request: StaffRequest, version_id: UUID) -> ItemVersion:
    version = catalogue.version(version_id)
    if version is None or not official.begins(version.item.item_type, version.options):
        raise NotFound("item_unknown", _("没有这个事项，或事项不是依职权办理的。请返回重新选择。"))
    if version.lead_office_id not in request.holdings.reach("open_case"):
        raise NotAllowed("other_office", _("这个事项由其他科室办理。"))
    return version


def _open(request: StaffRequest, version: ItemVersion, case_id: UUID) -> None:
    posted = Posted(request)
    form, found = answers(posted, version), posted.words("found")
    if version.options.get(official.OFFER):
        party, source = official.seller(items.facts(version.pk)), "planned"
    else:
        party = applicant(posted)
        party["address"] = posted.words("applicant_address", longest=200)
        source = posted.words("source", longest=16)
    matter = acts.Matter(version.pk, party, form, source, found, case_id, posted.ticked("urgent"))
    posted.faults |= acts.faults_of(matter)
    posted.check()
    acts.open_case(matter, by=request.user)


def _form(
    request: StaffRequest, version: ItemVersion, case_id: UUID, said: Refused = NOTHING
) -> HttpResponse:
    schema = version.form_schema or NO_FORM
    data = forms.from_post(schema, request.POST) if said.refusal else {}
    context = {
        "version": version,
        "case_id": one_case.sign(case_id),
        "refused": said,
        "fields": forms.fields(schema, data, said.faults),
        "summary": summary(schema, said),
        "sources": [each for each in official.SOURCES.items() if each[0] != "planned"],
        "offers": official.OFFER in version.options,
        "coercive": official.coerces(version.item.item_type),
    }
    status = said.refusal.status if said.refusal else 200
    return render(request, "workbench/open_case.html", context, status=status)

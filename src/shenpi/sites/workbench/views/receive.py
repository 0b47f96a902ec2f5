"""Receiving a paper filing at the window: find the item, tick what was handed in, give the voucher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, intake_queries
from shenpi.apps.catalogue import forms
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.errors import Invalid, NotAllowed, NotFound
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.ids import uuid7
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.workbench import earlier, one_case
from shenpi.sites.workbench.inputs import Posted
from shenpi.sites.workbench.receipt_sheet import NO_FORM, answers, applicant, arrived, summary
from shenpi.sites.workbench.refused import NOTHING, Refused, refused

if TYPE_CHECKING:
    from shenpi.apps.casework.models import CaseMaterial
    from shenpi.apps.catalogue.models import ItemVersion

SHOWN = 50


@staff("acceptor")
@require_GET
def choose(request: StaffRequest) -> HttpResponse:
    """Find the item to receive for; only those that the clerk's windows serve."""
    words = request.GET.get("q", "").strip()[:100]
    reach = request.holdings.reach("receive")
    versions = catalogue.receivable(reach, words, limit=SHOWN)
    bundles = [each for each in catalogue.receivable_bundles(reach) if words in each.name]
    return render(request, "workbench/choose.html", {"versions": versions, "bundles": bundles, "q": words})


@staff("acceptor")
@require_http_methods(["GET", "POST"])
def receive(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """Receive a filing for an item; a second press of the button finds the same case."""
    version = received_here(request, version_id)
    if request.method == "GET":
        return _form(request, version, uuid7())
    if "earlier" in request.POST:  # look for the applicant's earlier cases first; nothing is received yet
        return _form(request, version, one_case.of(request), refused(request, earlier.NOT_YET, "receive"))
    case_id = one_case.of(request)
    try:
        with one_case.once(case_id):
            _receive(request, version, case_id)
    except one_case.Made:
        return _already(request, case_id)
    except Invalid as refusal:
        return _form(request, version, case_id, refused(request, refusal, "receive"))
    settle()
    messages.success(request, _("已接件。请打印接件凭证交申请人。"))
    return redirect(f"{reverse('work_case', args=[case_id])}?since=1")


def received_here(request: StaffRequest, version_id: UUID) -> ItemVersion:
    """Return the version if the clerk's windows receive for it. Raises NotFound, NotAllowed."""
    version = catalogue.version(version_id)
    if version is None or not version.at_window:
        raise NotFound("item_unknown", _("没有这个事项，或事项不在窗口受理。请返回重新选择。"))
    if version.accept_office_id not in request.holdings.reach("receive"):
        raise NotAllowed("other_window", _("本窗口不受理这个事项，请告知申请人到相应窗口办理。"))
    return version


def _receive(request: StaffRequest, version: ItemVersion, case_id: UUID) -> None:
    posted = Posted(request)
    filed_by = applicant(posted)
    form = answers(posted, version)
    materials = posted.materials(version, on_file=_on_file(request, version, filed_by))
    arrived_on, late_reason = posted.day("arrived_on"), posted.words("late_reason", longest=300)
    posted.check()
    filing = acts.Filing(
        version_id=version.pk,
        applicant=filed_by,
        form=form,
        materials=materials,
        case_id=case_id,
        filed_at=arrived(arrived_on),
        late_reason=late_reason,
    )
    acts.receive(filing, by=request.user)


def _on_file(
    request: StaffRequest, version: ItemVersion, filed_by: dict[str, Any]
) -> dict[str, CaseMaterial]:
    """Return what may be taken over from the chosen earlier case: it must be the same applicant's."""
    like = earlier.chosen(request, version)
    same = like is not None and like.applicant.get("id_number") == filed_by["id_number"] != ""
    return intake_queries.on_file(like) if same else {}


def _already(request: StaffRequest, case_id: UUID) -> HttpResponse:
    messages.info(request, _("这份申请已经接件，没有重复登记。要收另一份申请，请从“窗口接件”重新开始。"))
    return redirect(f"{reverse('work_case', args=[case_id])}?since=1")


def _form(
    request: StaffRequest, version: ItemVersion, case_id: UUID, refused: Refused = NOTHING
) -> HttpResponse:
    schema = version.form_schema or NO_FORM
    like = earlier.chosen(request, version)
    data = forms.from_post(schema, request.POST) if refused.refusal else earlier.answers(like, schema)
    said = refused if refused.refusal is not earlier.NOT_YET else NOTHING
    context = {
        "version": version,
        "case_id": one_case.sign(case_id),
        "refused": refused,
        "said": said,
        "fields": forms.fields(schema, data, said.faults),
        "summary": summary(schema, said),
        "like": like,
        "on_file": intake_queries.on_file(like),
        "applicant": like.applicant if like else {},
        "earlier": earlier.of(request, version),
        "today": timekeeping.local(timekeeping.now()).date(),
        "authorisation": acts.AUTHORISATION,
    }
    return render(
        request, "workbench/receive.html", context, status=said.refusal.status if said.refusal else 200
    )

"""Several items for one applicant at once (一件事): received at the window, and followed as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, intake_queries, queries
from shenpi.apps.casework.states import ENDED
from shenpi.apps.catalogue import forms
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.catalogue.bundles import Composition, Part, composed, standing
from shenpi.apps.errors import Invalid, NotAllowed, NotFound
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.ids import uuid7
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.workbench import earlier, one_case
from shenpi.sites.workbench.inputs import Posted
from shenpi.sites.workbench.receipt_sheet import applicant, arrived, summary
from shenpi.sites.workbench.refused import NOTHING, Refused, refused

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case


@staff()
@require_GET
def bundle(request: StaffRequest, bundle_number: str) -> HttpResponse:
    """Show all cases under a bundle's number with their lights, and how far the whole has come."""
    cases = intake_queries.bundle(request.holdings, bundle_number)
    if not cases:
        raise NotFound("bundle_unknown", _("没有这个编号的一件事。请核对编号。"))
    over = [case.state in ENDED for case in cases]
    context = {
        "name": cases[0].bundled.version.bundle.name,
        "number": cases[0].bundled.number,
        "cases": cases,
        "standing": standing(over).label,
        "over": sum(over),
        "tasks": _to_print(request, cases),
    }
    return render(request, "workbench/bundle.html", context)


@staff("acceptor")
@require_http_methods(["GET", "POST"])
def receive(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """Receive everything for a bundle on one sheet; a second press of the button finds the same cases."""
    filed_for = _received_here(request, version_id)
    if request.method == "GET":
        return _form(request, filed_for, uuid7())
    first = one_case.of(request)
    if "earlier" in request.POST:
        return _form(request, filed_for, first, refused(request, earlier.NOT_YET, "receive"))
    try:
        with one_case.once(first):
            acts.receive_bundle(version_id, _filings(request, filed_for, first), by=request.user)
    except one_case.Made:
        return _already(request, first)
    except Invalid as refusal:
        return _form(request, filed_for, first, refused(request, refusal, "receive"))
    settle()
    messages.success(request, _("已接件，每个事项各成一件。请打印接件凭证交申请人。"))
    return _to_bundle(request, first)


def _already(request: StaffRequest, first: UUID) -> HttpResponse:
    messages.info(request, _("这份申请已经接件，没有重复登记。要收另一份申请，请从“窗口接件”重新开始。"))
    return _to_bundle(request, first)


def _to_bundle(request: StaffRequest, first: UUID) -> HttpResponse:
    return redirect("work_bundle", queries.case_for(request.holdings, first).bundled.number)


def _received_here(request: StaffRequest, version_id: UUID) -> Composition:
    version = catalogue.bundle_version(version_id)
    if version is None:
        raise NotFound("bundle_unknown", _("没有这件事。请返回重新选择。"))
    filed_for = composed(version)
    if not filed_for.received_by(request.holdings.reach("receive")):
        raise NotAllowed(
            "other_window", _("本窗口不受理这件事的全部事项，请告知申请人到综合窗口或者网上办理。")
        )
    return filed_for


def _filings(request: StaffRequest, filed_for: Composition, first: UUID) -> list[acts.Filing]:
    """Read the sheet once and cut it into a filing for each item. Raises Invalid with everything that is wrong."""
    posted = Posted(request)
    filed_by = applicant(posted)
    answers = forms.from_post(filed_for.form_schema, request.POST)
    for name, words in filed_for.faults(answers).items():
        posted.fault(name, *words)
    handed = {each.key: each for each in posted.materials(filed_for)}
    arrived_on, late_reason = posted.day("arrived_on"), posted.words("late_reason", longest=300)
    posted.check()
    return [
        acts.Filing(
            version_id=part.version.pk,
            applicant=filed_by,
            form=part.cleaned(answers),
            materials=_of(part, handed),
            case_id=first if part is filed_for.parts[0] else None,
            filed_at=arrived(arrived_on),
            late_reason=late_reason,
        )
        for part in filed_for.parts
    ]


def _of(part: Part, handed: dict[str, acts.HandedIn]) -> list[acts.HandedIn]:
    """Return what was handed in for an item, under the item's own names; the authorisation goes with each."""
    names = {row["key"]: row["name"] for row in part.version.materials}
    own = [replace(each, key=key, name=names[key]) for key, each in part.handed(handed).items()]
    agent = handed.get(str(acts.AUTHORISATION["key"]))
    return [*own, agent] if agent else own


def _form(
    request: StaffRequest, filed_for: Composition, first: UUID, refused: Refused = NOTHING
) -> HttpResponse:
    schema, parts = filed_for.form_schema, filed_for.parts
    like = next((found for part in parts if (found := earlier.chosen(request, part.version))), None)
    data = forms.from_post(schema, request.POST) if refused.refusal else _known(like, filed_for)
    said = refused if refused.refusal is not earlier.NOT_YET else NOTHING
    context = {
        "version": filed_for,
        "case_id": one_case.sign(first),
        "refused": refused,
        "said": said,
        "fields": forms.fields(schema, data, said.faults),
        "summary": summary(schema, said),
        "like": like,
        "applicant": like.applicant if like else {},
        "earlier": list(
            {each.pk: each for part in parts for each in earlier.of(request, part.version)}.values()
        ),
        "today": timekeeping.local(timekeeping.now()).date(),
        "authorisation": acts.AUTHORISATION,
    }
    status = said.refusal.status if said.refusal else 200
    return render(request, "workbench/receive_bundle.html", context, status=status)


def _known(like: Case | None, filed_for: Composition) -> dict[str, Any]:
    """Return the answers of an earlier case that the bundle asks for, but for what is declared anew each time."""
    for part in filed_for.parts:
        if like is not None and part.version.item_id == like.item_version.item_id:
            return part.known(earlier.answers(like, part.version.form_schema))
    return {}


def _to_print(request: StaffRequest, cases: list[Case]) -> list[Any]:
    """Return a step of each case that still waits at the reader's window, by which its voucher is printed."""
    reach = request.holdings.reach("receive")
    waiting = [task for case in cases for task in queries.open_tasks(case) if task.act == "examine_formally"]
    return [task for task in waiting if task.office_id in reach]

"""Receiving a paper filing at the window: find the item, tick what was handed in, give the voucher."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, intake_queries, queries
from shenpi.apps.catalogue import forms
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.errors import Invalid, Message, NotAllowed, NotFound, Refusal
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.ids import uuid7
from shenpi.core.identifiers import IdentifierError, citizen_number, credit_code
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.wording import in_chinese
from shenpi.sites.workbench import earlier
from shenpi.sites.workbench.inputs import Posted
from shenpi.sites.workbench.refused import NOTHING, Refused, refused

if TYPE_CHECKING:
    from shenpi.apps.casework.models import CaseMaterial
    from shenpi.apps.catalogue.models import ItemVersion

SHOWN = 50
NO_FORM: dict[str, Any] = {"type": "object", "properties": {}}
"""For an item without a form of its own."""
PHONE = re.compile(r"[0-9+() -]{5,20}")
NOT_YET = Refusal("not_yet", "")
"""Keeps what was typed while earlier cases are looked for."""
case_ids = Signer(salt="workbench.receive")
"""A form carries the identifier of the case it will make, signed, so that two presses make one case."""


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
        return _form(request, version, case_id_of(request), refused(request, NOT_YET, "receive"))
    case_id = case_id_of(request)
    if queries.exists(case_id):
        return _already(request, case_id)
    try:
        _receive(request, version, case_id)
    except Invalid as refusal:
        return _form(request, version, case_id, refused(request, refusal, "receive"))
    except IntegrityError:  # the other press of the same button was faster
        if not queries.exists(case_id):
            raise
        return _already(request, case_id)
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


def arrived(day: date | None) -> datetime | None:
    """Return when the paper came: now if it came today, else the noon of its day; limits count whole days."""
    now = timekeeping.now()
    if day is None or day == timekeeping.local(now).date():
        return None
    return datetime.combine(day, time(12), timekeeping.SHANGHAI)


def _already(request: StaffRequest, case_id: UUID) -> HttpResponse:
    messages.info(request, _("这份申请已经接件，没有重复登记。要收另一份申请，请从“窗口接件”重新开始。"))
    return redirect(f"{reverse('work_case', args=[case_id])}?since=1")


def case_id_of(request: StaffRequest) -> UUID:
    """Return the id that the form brought for the case it makes, or a new one."""
    try:
        return UUID(case_ids.unsign(request.POST.get("case_id", "")))
    except (BadSignature, ValueError):
        return uuid7()


def applicant(posted: Posted) -> dict[str, Any]:
    """Read who applies; what is wrong is noted as faults of the form."""
    kind = "organisation" if posted.post.get("applicant_kind") == "organisation" else "person"
    said = {
        "kind": kind,
        "name": posted.words("applicant_name", longest=100),
        "id_number": posted.words("applicant_id_number", longest=40),
        "phone": posted.words("applicant_phone", longest=20),
        "agent": posted.words("applicant_agent", longest=60),
    }
    if not said["name"]:
        posted.fault("applicant_name", _("请填写申请人姓名或名称"))
    if said["phone"] and not PHONE.fullmatch(said["phone"]):
        posted.fault("applicant_phone", _("请填写电话号码，只用数字和 + - ( )"))
    try:
        said["id_number"] = _identifier(kind, said["id_number"])
    except IdentifierError as error:
        posted.fault("applicant_id_number", error.zh if in_chinese() else error.en)
    return said


def _identifier(kind: str, typed: str) -> str:
    return credit_code(typed).code if kind == "organisation" else citizen_number(typed).number


def answers(posted: Posted, version: ItemVersion) -> dict[str, Any]:
    """Read the item's own form; what is wrong is noted as faults."""
    schema = version.form_schema or NO_FORM
    try:
        return forms.validate(schema, forms.from_post(schema, posted.post))
    except Invalid as refusal:
        for name, words in refusal.fields.items():
            posted.fault(name, *words)
        return {}


def summary(schema: dict[str, Any], refused: Refused) -> list[tuple[str, str]]:
    """Return every fault with its field's anchor, in the order of the page; the item's own fields by their names."""
    own = list(schema["properties"])
    found = []
    for name, words in refused.faults.items():
        top = name.split(".", 1)[0]
        if top in own:  # drawn by the one renderer of item forms
            found.append((own.index(top), f"field-{name.replace('.', '-')}", _named(schema, name, words[0])))
        else:
            place = -1 if name.startswith("applicant") else len(own)
            found.append((place, f"receive-{name}", str(words[0])))
    return [(anchor, words) for _place, anchor, words in sorted(found, key=lambda each: each[0])]


def _named(schema: dict[str, Any], name: str, message: Message) -> str:
    """Put the names of field and row before a message."""
    part, names = schema, []
    for step in name.split("."):
        if step.isdigit():
            names.append(_("第 %(number)s 行") % {"number": int(step) + 1})
        else:
            part = part.get("items", part).get("properties", {}).get(step, {})
            names.append(Truncator(part.get("title", step).rstrip("。")).chars(24))
    return " ".join(names) + _("：") + str(message)


def _form(
    request: StaffRequest, version: ItemVersion, case_id: UUID, refused: Refused = NOTHING
) -> HttpResponse:
    schema = version.form_schema or NO_FORM
    like = earlier.chosen(request, version)
    data = forms.from_post(schema, request.POST) if refused.refusal else earlier.answers(like, schema)
    said = refused if refused.refusal is not NOT_YET else NOTHING
    context = {
        "version": version,
        "case_id": case_ids.sign(str(case_id)),
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

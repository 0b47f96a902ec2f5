"""Receiving a paper filing at the window: find the item, tick what was handed in, give the voucher."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, queries
from shenpi.apps.catalogue import forms
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.ids import uuid7
from shenpi.apps.organisation import queries as organisation
from shenpi.core.identifiers import IdentifierError, citizen_number, credit_code
from shenpi.sites.common.access import staff
from shenpi.sites.workbench import inputs

SHOWN = 50
NO_FORM = {"type": "object", "properties": {}}
"""For an item without a form of its own."""


@staff("acceptor")
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Find the item to receive for; only those that the clerk's windows serve."""
    words = request.GET.get("q", "").strip()[:100]
    held = organisation.holdings(request.user, timekeeping.now())
    offices = {office for holding in held for office in holding.offices if holding.allows("receive", office)}
    versions = ItemVersion.objects.filter(
        current_of__isnull=False, at_window=True, accept_office_id__in=offices
    )
    if words:
        versions = versions.filter(item__in=catalogue.search(words).values("pk"))
    found = list(versions.select_related("item__agency").order_by("item__name")[:SHOWN])
    return render(request, "workbench/choose.html", {"versions": found, "q": words})


@staff("acceptor")
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Receive a filing for an item; a second press of the button finds the same case."""
    version = catalogue.version(version_id)
    if version is None or not version.at_window:
        raise NotFound("item_unknown", _("没有这个事项，或本窗口不受理。请返回重新选择。"))
    if request.method == "GET":
        return _form(request, version, case_id=uuid7())
    try:
        return _received(request, version)
    except Invalid as refusal:
        case_id = inputs.uuid(request.POST.get("case_id", "")) or uuid7()
        return _form(request, version, case_id=case_id, refusal=refusal)


def _received(request: HttpRequest, version: ItemVersion) -> HttpResponse:
    case_id = inputs.uuid(request.POST.get("case_id", "")) or uuid7()
    applicant = _applicant(request)
    schema = version.form_schema or NO_FORM
    data = forms.validate(schema, forms.from_post(schema, request.POST))
    filing = acts.Filing(
        version_id=version.pk,
        applicant=applicant,
        form=data,
        materials=inputs.materials(request, version),
        case_id=case_id,
    )
    if not queries.exists(case_id):
        try:
            acts.receive(filing, by=request.user)
        except IntegrityError:
            # The button was pressed twice at the same moment: the other press has made the case.
            if not queries.exists(case_id):
                raise
    settle()
    messages.success(request, _("已接件。请打印接件凭证交申请人。"))
    return redirect("work_case", case_id=case_id)


def _applicant(request: HttpRequest) -> dict[str, Any]:
    post = request.POST
    kind = "organisation" if post.get("applicant_kind") == "organisation" else "person"
    applicant = {
        "kind": kind,
        "name": inputs.words(post, "applicant_name", longest=100),
        "id_number": inputs.words(post, "applicant_id_number", longest=40),
        "phone": inputs.words(post, "applicant_phone", longest=20),
        "agent": inputs.words(post, "applicant_agent", longest=60),
    }
    faults: dict[str, list[Any]] = {}
    if not applicant["name"]:
        faults["applicant_name"] = [_("请填写申请人姓名或名称")]
    try:
        (credit_code if kind == "organisation" else citizen_number)(applicant["id_number"])
    except IdentifierError as error:
        faults["applicant_id_number"] = [error.zh]
    if faults:
        raise Invalid("applicant", _("请检查申请人信息。"), fields=faults)
    return applicant


def _form(
    request: HttpRequest, version: ItemVersion, *, case_id: UUID, refusal: Invalid | None = None
) -> HttpResponse:
    schema = version.form_schema or NO_FORM
    data = forms.from_post(schema, request.POST) if refusal else {}
    errors = refusal.fields if refusal else {}
    context = {
        "version": version,
        "case_id": case_id,
        "refusal": refusal,
        "typed": request.POST if refusal else {},
        "fields": forms.fields(schema, data, errors),
        "summary": [(name.replace(".", "-"), str(words[0])) for name, words in errors.items()],
    }
    return render(request, "workbench/receive.html", context, status=refusal.status if refusal else 200)

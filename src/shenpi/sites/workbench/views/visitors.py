"""For visitors at the window: their complaints and enquiries taken down, and a code to rate the service by."""

from collections.abc import Sequence

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shenpi.apps.complaints import Category
from shenpi.apps.documents import codes
from shenpi.apps.errors import Invalid
from shenpi.apps.exchange import pumping
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.roles import Role
from shenpi.apps.oversight import acts
from shenpi.sites.common.access import StaffRequest, staff

CHANNELS = {"window": _("来访"), "phone": _("来电")}


@staff(Role.ACCEPTOR)
@require_http_methods(["GET", "POST"])
def record(request: StaffRequest) -> HttpResponse:
    """Take down a complaint or an enquiry; show the slip with the query code."""
    errors: Sequence[tuple[str, object]] = ()
    code = ""
    if request.method == "POST":
        names = ("kind", "text", "category", "case_number", "agency_code", "name", "phone", "channel")
        given = {name: request.POST.get(name, "").strip() for name in names}
        try:
            code = acts.record_feedback(acts.Spoken(**given), by=request.user)
        except Invalid as wrong:
            errors = [(field, said) for field, many in wrong.fields.items() for said in many]
        else:
            pumping.settle()
    context = {
        "code": code,
        "errors": errors,
        "typed": request.POST,
        "agencies": organisation.agencies(),
        "categories": Category.choices,
        "channels": CHANNELS,
    }
    return render(request, "workbench/visitor.html", context, status=422 if errors else 200)


@staff(Role.ACCEPTOR)
@require_http_methods(["GET", "POST"])
def rating(request: StaffRequest) -> HttpResponse:
    """Give the visitor who was just served a code, as a QR code too, to rate the service by, once."""
    code = address = ""
    if request.method == "POST":
        code = acts.open_visit(by=request.user, item_name=request.POST.get("item", ""))
        address = f"{settings.SHENPI_PUBLIC_URL.rstrip('/')}/rate/{code}/"
        pumping.settle()
    context = {
        "code": codes.grouped(code),
        "address": address,
        # segno draws nothing but shapes of our own address
        "qr": mark_safe(segno.make(address, error="m").svg_inline(scale=5)) if address else "",  # noqa: S308
        "item": request.POST.get("item", ""),
    }
    return render(request, "workbench/visit_rating.html", context)

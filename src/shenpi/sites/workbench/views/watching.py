"""For an administrator: who was refused what, and who looked at personal data, printed or took a whole file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from shenpi.apps import timekeeping
from shenpi.apps.organisation import watching
from shenpi.apps.organisation.models import OrganisationEvent
from shenpi.apps.organisation.roles import Role
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.paging import page_of
from shenpi.sites.workbench import beginnings, deeds, inputs

KINDS: dict[str, Promise] = {
    watching.REFUSED: gettext_lazy("无权办理，已拒绝"),
    watching.SHOWN: gettext_lazy("查看证件号码和电话"),
    watching.PRINTED: gettext_lazy("打印全卷"),
    watching.TAKEN: gettext_lazy("取用归档包"),
}


@staff(Role.ADMINISTRATOR)
@require_GET
def watched(request: StaffRequest) -> HttpResponse:
    """List them, newest first, each with the case that it concerns."""
    kind = request.GET.get("kind", "")
    page = page_of(watching.watched(request.user, timekeeping.now(), kind), request)
    rows = [(event, KINDS[event.type], _tried(event), _case(event)) for event in page.rows]
    context: dict[str, Any] = {"page": page, "rows": rows, "kinds": KINDS.items(), "kind": kind}
    return render(request, "workbench/watched.html", context)


def _tried(event: OrganisationEvent) -> str:
    """What was tried, in the verb of the law where the address names one."""
    if event.type != watching.REFUSED:
        return ""
    address = str(event.payload.get("address", ""))
    key = address.rstrip("/").rsplit("/", 1)[-1]
    if key in deeds.VERBS:
        return str(deeds.VERBS[key])
    return str(beginnings.ALL[key].label) if key in beginnings.ALL else address


def _case(event: OrganisationEvent) -> UUID | None:
    return inputs.uuid(event.subject) if "/cases/" in event.payload.get("address", "/cases/") else None

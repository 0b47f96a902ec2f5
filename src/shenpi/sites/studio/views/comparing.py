"""Two diagrams of a process side by side, what differs coloured on both and listed beneath."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shenpi.apps.catalogue import processes
from shenpi.apps.errors import NotFound
from shenpi.core.process import ProcessError, read_bpmn
from shenpi.core.process.difference import differences
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.wording import in_chinese
from shenpi.sites.studio import changes, duties


@dataclass(frozen=True)
class Side:
    """One of the two diagrams; `asked` is how the address names it: version:…, draft:…, proposal:…"""

    asked: str
    title: str
    bpmn: str


@staff(*duties.READING)
@require_GET
def compare(request: StaffRequest) -> HttpResponse:
    """Compare what `?old=` and `?new=` name."""
    old, new = _side(request.GET.get("old", "")), _side(request.GET.get("new", ""))
    context = {"old": old, "new": new, "changes": [], "unreadable": ""}
    try:
        found = differences(read_bpmn(old.bpmn.encode()), read_bpmn(new.bpmn.encode()))
        context["changes"] = changes.told(found)
        context["marks"] = changes.marks(found)
    except ProcessError as refusal:
        context["unreadable"] = refusal.zh if in_chinese() else refusal.en
    return render(request, "studio/compare.html", context)


def _side(asked: str) -> Side:
    kind, _colon, key = asked.partition(":")
    try:
        identity = UUID(key)
    except ValueError:
        raise _nothing() from None
    if kind == "version":
        version = processes.version(identity)
        return Side(asked, _("%(name)s 第 %(version)s 版") % vars(version), version.bpmn)
    if kind == "draft":
        draft = processes.draft(identity)
        return Side(asked, _("%(name)s 草稿") % {"name": draft.name}, draft.bpmn)
    if kind == "proposal":
        proposal = processes.proposal(identity)
        return Side(asked, _("%(name)s 送审稿") % {"name": proposal.name}, proposal.bpmn)
    raise _nothing()


def _nothing() -> NotFound:
    return NotFound("nothing_to_compare", _("没有可以比较的流程图，请从流程页面选择两个版本。"))

"""Two diagrams side by side: what differs, and whether an observer could tell them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shenpi.apps.catalogue import processes
from shenpi.apps.errors import NotFound
from shenpi.core.pi import PiError
from shenpi.core.process import ProcessError, read_bpmn
from shenpi.core.process.difference import differences
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.wording import in_chinese
from shenpi.sites.studio import changes, duties, observing, words


@dataclass(frozen=True)
class Side:
    """One of the two diagrams; `asked` is how the address names it: version:…, draft:…, proposal:…"""

    asked: str
    title: str
    bpmn: str


@staff(*duties.READING)
@require_GET
def compare(request: StaffRequest) -> HttpResponse:
    """Compare what `?old=` and `?new=` name; with `?question=` also as an observer of the steps `?see=` would."""
    old, new = _side(request.GET.get("old", "")), _side(request.GET.get("new", ""))
    context: dict[str, Any] = {
        "old": old,
        "new": new,
        "choices": _choices(old, new),
        "config": {"words": {"player": words.words()["player"]}},
    }
    try:
        context |= _compared(request, old, new)
    except (ProcessError, PiError) as refusal:
        context["unreadable"] = refusal.zh if in_chinese() else refusal.en
    return render(request, "studio/compare.html", context)


def _compared(request: StaffRequest, old: Side, new: Side) -> dict[str, Any]:
    before, after = read_bpmn(old.bpmn.encode()), read_bpmn(new.bpmn.encode())
    found = differences(before, after)
    question = request.GET.get("question", "")
    seen = set(request.GET.getlist("see")) if question else observing.seen_by_applicant(before, after)
    offered = observing.steps(before, after)
    told = {
        "changes": changes.told(found, before, after),
        "marks": changes.marks(found),
        "steps": [(name, name in seen) for name in offered],
        "question": question or "equivalent",
    }
    if question in observing.QUESTIONS:
        told["answer"] = observing.answer(before, after, [name for name in offered if name in seen], question)
    return told


def _choices(*sides: Side) -> list[tuple[str, str]]:
    """Return everything that can be compared, as the address names it, with the two sides among them."""
    found = {side.asked: side.title for side in sides}
    for shelf in processes.shelves():
        for version in shelf.versions:
            found[f"version:{version.pk}"] = _version_title(version.name, version.version)
        if shelf.draft:
            found[f"draft:{shelf.draft.pk}"] = _("%(name)s 草稿") % {"name": shelf.draft.name}
    return sorted(found.items(), key=lambda pair: pair[1])


def _side(asked: str) -> Side:
    kind, _colon, key = asked.partition(":")
    try:
        identity = UUID(key)
    except ValueError:
        raise _nothing() from None
    if kind == "version":
        version = processes.version(identity)
        return Side(f"version:{identity}", _version_title(version.name, version.version), version.bpmn)
    if kind == "draft":
        draft = processes.draft(identity)
        return Side(f"draft:{identity}", _("%(name)s 草稿") % {"name": draft.name}, draft.bpmn)
    if kind == "proposal":
        proposal = processes.proposal(identity)
        return Side(f"proposal:{identity}", _("%(name)s 送审稿") % {"name": proposal.name}, proposal.bpmn)
    raise _nothing()


def _version_title(name: str, version: int) -> str:
    return _("%(name)s 第 %(version)s 版") % {"name": name, "version": version}


def _nothing() -> NotFound:
    return NotFound("nothing_to_compare", _("没有可以比较的流程图，请从流程页面选择两个版本。"))

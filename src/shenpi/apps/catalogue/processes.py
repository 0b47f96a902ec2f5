"""What may be asked of processes: their versions, drafts, proposals, and the items that run on them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import NotFound
from shenpi.core.process import template, template_keys
from shenpi.core.process.scenarios import shipped

from .models import Item, ItemVersion, ProcessDraft, ProcessProposal, ProcessVersion

_PENDING = ProcessProposal.Decision.PENDING


@dataclass
class Shelf:
    """One process with everything kept of it; versions newest first."""

    key: str
    versions: list[ProcessVersion] = field(default_factory=list)
    draft: ProcessDraft | None = None
    pending: ProcessProposal | None = None

    @property
    def name(self) -> str:
        """What the process is called now: as published, else as drawn."""
        if self.versions:
            return self.versions[0].name
        return self.draft.name if self.draft else self.pending.name if self.pending else self.key


def shelves() -> list[Shelf]:
    """Return every process, published or only drawn, by key; diagrams are not read."""
    found: dict[str, Shelf] = {}
    for version in ProcessVersion.objects.defer("bpmn").order_by("-version"):
        found.setdefault(version.key, Shelf(version.key)).versions.append(version)
    for draft in ProcessDraft.objects.defer("bpmn", "scenarios").select_related("changed_by"):
        found.setdefault(draft.key, Shelf(draft.key)).draft = draft
    pending = ProcessProposal.objects.filter(decision=_PENDING).select_related("proposed_by")
    for proposal in pending.defer("bpmn", "scenarios", "report", "results"):
        found.setdefault(proposal.key, Shelf(proposal.key)).pending = proposal
    return [found[key] for key in sorted(found)]


def shelf(key: str) -> Shelf:
    """Return one process with everything kept of it. Raises NotFound."""
    made = Shelf(
        key,
        list(ProcessVersion.objects.filter(key=key).select_related("proposal").order_by("-version")),
        ProcessDraft.objects.filter(key=key).select_related("changed_by").first(),
        ProcessProposal.objects.filter(key=key, decision=_PENDING).select_related("proposed_by").first(),
    )
    if not (made.versions or made.draft or made.pending):
        raise _unknown()
    return made


def draft(draft_id: UUID) -> ProcessDraft:
    """Return a draft. Raises NotFound."""
    found = ProcessDraft.objects.select_related("based_on", "changed_by").filter(pk=draft_id).first()
    if found is None:
        raise NotFound("process.no_draft", _("没有这份草稿，可能已经发布或删除。"))
    return found


def proposal(proposal_id: UUID) -> ProcessProposal:
    """Return a proposal with who made and who decided it. Raises NotFound."""
    related = ("proposed_by", "decided_by", "version")
    found = ProcessProposal.objects.select_related(*related).filter(pk=proposal_id).first()
    if found is None:
        raise NotFound("process.no_proposal", _("没有这份送审稿。"))
    return found


def proposals(key: str) -> list[ProcessProposal]:
    """Return what was handed in of a process, the latest first."""
    found = ProcessProposal.objects.filter(key=key).select_related("proposed_by", "decided_by", "version")
    return list(found.defer("bpmn", "scenarios", "report", "results")[:50])


def version(process_id: UUID) -> ProcessVersion:
    """Return a published version with its proposal. Raises NotFound."""
    related = ("proposal__proposed_by", "proposal__decided_by")
    found = ProcessVersion.objects.select_related(*related).filter(pk=process_id).first()
    if found is None:
        raise _unknown()
    return found


def scenarios_of(process: ProcessVersion) -> dict[str, Any]:
    """Return the scenarios kept with a version: those handed in, or those that ship with the template."""
    handed_in = ProcessProposal.objects.filter(version=process).values_list("scenarios", flat=True).first()
    if handed_in is not None:
        return dict(handed_in)
    if process.key in template_keys() and template(process.key) == process.bpmn.encode():
        return dict(json.loads(shipped(process.key)))
    return {}


def newest(key: str) -> ProcessVersion | None:
    """Return the newest published version, or None."""
    return ProcessVersion.objects.filter(key=key).order_by("-version").first()


def items_on(process_id: UUID) -> list[ItemVersion]:
    """Return the current item versions that run on this version, by code."""
    found = ItemVersion.objects.filter(current_of__isnull=False, process=process_id)
    return list(found.select_related("item__agency").order_by("item__code"))


def handled_items() -> list[ItemVersion]:
    """Return the current versions that can be applied for here, by agency and name, with their process."""
    handled = ItemVersion.objects.filter(current_of__isnull=False, lead_office__isnull=False)
    handled = handled.exclude(online=False, at_window=False).select_related("item__agency", "process")
    return list(handled.order_by("item__agency", "item__name"))


def handled_item(code: str) -> Item:
    """Return an item by its code. Raises NotFound."""
    found = Item.objects.filter(code=code, secret_since=None).first()
    if found is None:
        raise NotFound("process.no_item", _("请选择一个事项。"), field="item")
    return found


def item_counts() -> dict[UUID, int]:
    """Return how many items run on each process version."""
    running = ItemVersion.objects.filter(current_of__isnull=False, process__isnull=False)
    return dict(running.values_list("process").annotate(count=Count("id")).order_by())


def _unknown() -> NotFound:
    return NotFound("process_unknown", _("没有这个流程。"))

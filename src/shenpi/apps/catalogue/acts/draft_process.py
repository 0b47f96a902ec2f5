"""Drawing a process: a draft for each key, saved while it is drawn, never over somebody else's change."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps.catalogue.models import ProcessDraft, ProcessVersion
from shenpi.apps.catalogue.processes import scenarios_of
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Stale, worded
from shenpi.apps.organisation.acts import record
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.queries import holdings
from shenpi.apps.timekeeping import now
from shenpi.core.process import BpmnRefused, read_bpmn

LARGEST = 2_000_000
"""Bytes of a diagram or a file of scenarios that is kept; a drawn process has some ten thousand."""

_KEY = re.compile(r"[a-z][a-z0-9_-]{1,39}")


@transaction.atomic
def draft_process(
    *, by: Person, key: str, name: str, bpmn: str, based_on: ProcessVersion | None = None
) -> ProcessDraft:
    """Begin the draft of a process: of a new one, of a file brought in, or of the next version of `based_on`.

    Scenarios kept with the version it is based on are taken along. Raises NotAllowed without the right to draw,
    Invalid for a key or name that cannot be one, Stale when the process is being drawn already.
    """
    moment = _guard(by)
    faults: dict[str, list[Any]] = {}
    if not _KEY.fullmatch(key):
        faults["key"] = [_("标识由 2 至 40 个小写字母、数字、连字符组成，以字母开头。")]
    if not 0 < len(name.strip()) <= 100:
        faults["name"] = [_("请填写流程名称，最多 100 字。")]
    if not faults and based_on is None and ProcessVersion.objects.filter(key=key).exists():
        faults["key"] = [_("已有这个标识的流程，请从它的最新版本开始修改，或换一个标识。")]
    if faults:
        raise Invalid("process.draft", _("请按提示修改。"), fields=faults)
    _bounded(bpmn)
    try:
        with transaction.atomic():
            draft = ProcessDraft.objects.create(
                key=key,
                name=name.strip(),
                bpmn=bpmn,
                scenarios=scenarios_of(based_on) if based_on else {},
                based_on=based_on,
                authors=[str(by.pk)],
                changed_by=by,
                changed_at=moment,
            )
    except IntegrityError as error:
        raise Stale(
            "process.drawn_already", _("这个流程已有一份草稿，请打开那一份接着改。"), field="key"
        ) from error
    record("process.drafted", by=by, subject=key, at=moment, draft=str(draft.pk))
    return draft


def save_process_draft(*, by: Person, draft_id: UUID, revision: int, bpmn: str) -> ProcessDraft:
    """Keep the diagram as it stands, valid or not, over the `revision` that the page showed.

    Raises NotAllowed, NotFound; Stale when somebody saved in between: nothing is written over.
    """
    _bounded(bpmn)

    def change(draft: ProcessDraft) -> None:
        draft.bpmn = bpmn
        draft.name = _name(bpmn) or draft.name

    return _change(by, draft_id, revision, change)


def save_process_scenarios(
    *, by: Person, draft_id: UUID, revision: int, scenarios: Mapping[str, Any]
) -> ProcessDraft:
    """Keep the draft's process tests, a scenario file's content or `{}`. Raises as `save_process_draft`."""
    told = json.dumps(scenarios, ensure_ascii=False)
    _bounded(told)

    def change(draft: ProcessDraft) -> None:
        draft.scenarios = dict(scenarios)

    return _change(by, draft_id, revision, change)


@transaction.atomic
def discard_process_draft(*, by: Person, draft_id: UUID) -> None:
    """Throw a draft away; what was handed in or published of it stays. Raises NotAllowed, NotFound."""
    moment = _guard(by)
    draft = _locked(draft_id)
    record("process.draft_discarded", by=by, subject=draft.key, at=moment, draft=str(draft_id))
    draft.delete()


@transaction.atomic
def _change(
    by: Person, draft_id: UUID, revision: int, change: Callable[[ProcessDraft], None]
) -> ProcessDraft:
    moment = _guard(by)
    draft = _locked(draft_id)
    if draft.revision != revision:
        raise Stale(
            "process.draft_changed",
            worded(
                _(
                    "%(name)s 在您打开之后改过这份草稿。您的改动还在这一页上，没有覆盖他的：请先导出您的图，再刷新。"
                ),
                name=draft.changed_by.name,
            ),
        )
    change(draft)
    draft.revision += 1
    draft.changed_by, draft.changed_at = by, moment
    if str(by.pk) not in draft.authors:
        draft.authors = [*draft.authors, str(by.pk)]
    draft.save()
    return draft


def _locked(draft_id: UUID) -> ProcessDraft:
    found = ProcessDraft.objects.select_for_update(of=("self",)).select_related("changed_by")
    draft = found.filter(pk=draft_id).first()
    if draft is None:
        raise NotFound("process.no_draft", _("没有这份草稿，可能已经发布或删除。"))
    return draft


def _guard(by: Person) -> datetime:
    moment = now()
    if not holdings(by, moment).may("draw_process"):
        raise NotAllowed("process.may_not_draw", _("您没有设计流程的权限，请联系流程设计人员。"))
    return moment


def _bounded(bpmn: str) -> None:
    if len(bpmn.encode()) > LARGEST or "\x00" in bpmn:
        raise Invalid("process.too_large", _("文件太大，或含有无法保存的字符。"))


def _name(bpmn: str) -> str:
    """Return the process's name in the diagram; '' while the diagram cannot be read."""
    try:
        return read_bpmn(bpmn.encode()).processes[0].name[:100]
    except BpmnRefused:
        return ""

"""Handing a process in for approval: only what is proved and goes as its scenarios say (design: Process)."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps.catalogue.models import ProcessDraft, ProcessProposal, ProcessVersion
from shenpi.apps.catalogue.proving import Proof, prove
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Refusal, Stale
from shenpi.apps.organisation.acts import record
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.queries import holdings
from shenpi.apps.timekeeping import now
from shenpi.core.process import read_bpmn


def propose_process(*, by: Person, draft_id: UUID, revision: int, words: str) -> ProcessProposal:
    """Hand in the draft as it stands in `revision`, with its report and the results of its scenarios.

    The proof is made before the transaction: it may take seconds. Raises NotAllowed without the right to draw;
    NotFound; Stale when the draft changed meanwhile or one is pending already; Refusal when nothing changed since a
    published version; Invalid unless every property holds and there are scenarios that all pass.
    """
    moment = now()
    if not holdings(by, moment).may("draw_process"):
        raise NotAllowed("process.may_not_draw", _("您没有设计流程的权限，请联系流程设计人员。"))
    draft = ProcessDraft.objects.filter(pk=draft_id).first()
    if draft is None:
        raise NotFound("process.no_draft", _("没有这份草稿，可能已经发布或删除。"))
    if draft.revision != revision:
        raise Stale("process.draft_changed", _("草稿在您打开之后又改过，请刷新后核对再送审。"))
    if len(words) > 500:
        raise Invalid("process.words", _("说明最多 500 字。"), fields={"words": [_("说明最多 500 字。")]})
    proof = prove(draft.bpmn, draft.scenarios, key=draft.key)
    _guard_proof(draft, proof)
    digest = sha256(draft.bpmn.encode()).hexdigest()
    if ProcessVersion.objects.filter(key=draft.key, sha256=digest).exists():
        raise Refusal("process.unchanged", _("这份草稿和已发布的版本完全一样，不需要送审。"))
    assert proof.report is not None
    with transaction.atomic():
        if not ProcessDraft.objects.select_for_update().filter(pk=draft_id, revision=revision).exists():
            raise Stale("process.draft_changed", _("草稿在您打开之后又改过，请刷新后核对再送审。"))
        try:
            with transaction.atomic():
                proposal = ProcessProposal.objects.create(
                    key=draft.key,
                    name=draft.name,
                    bpmn=draft.bpmn,
                    sha256=digest,
                    scenarios=draft.scenarios,
                    report=proof.report.to_json(),
                    results=[result.to_json() for result in proof.results],
                    authors=sorted({*draft.authors, str(by.pk)}),
                    revision=revision,
                    words=words,
                    proposed_by=by,
                    proposed_at=moment,
                )
        except IntegrityError as error:
            raise Stale(
                "process.pending", _("这个流程已有一份送审稿等待核准。请先撤回那一份，或等它办完。")
            ) from error
        record(
            "process.proposed", by=by, subject=draft.key, at=moment, proposal=str(proposal.pk), sha256=digest
        )
    return proposal


def _guard_proof(draft: ProcessDraft, proof: Proof) -> None:
    if proof.refusal is not None or proof.report is None:
        raise Invalid("process.unreadable", _("流程图还不能送审：有不认识或没有含义的元素，请看检查结果。"))
    if not proof.report.clean:
        raise Invalid("process.not_proved", _("流程图还不能送审：检查结果里还有没通过或没判定的项目。"))
    if not proof.results and not proof.problems:
        raise Invalid("process.no_scenarios", _("请至少写一个场景，说明一件事从头到尾应当怎样办。"))
    if not proof.passed:
        raise Invalid("process.scenarios_fail", _("流程图还不能送审：有场景没有通过，请看场景结果。"))
    if read_bpmn(draft.bpmn.encode()).processes[0].key not in ("", draft.key):
        raise Invalid("process.other_key", _("图里写的流程标识和草稿的标识不同，请导出后改正再导入。"))

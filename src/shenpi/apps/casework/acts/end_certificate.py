"""A licence's revocation, recall and cancellation as they are decided: it ends today, or it stands."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import certificates, papers, proceedings, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.states import Outcome, State
from shenpi.apps.casework.unit import on_case
from shenpi.apps.documents.standing import STRUCK_OFF, Standing
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Person

KEEP = "keep"
"""The verdict that lets the licence stand."""


@dataclass(frozen=True)
class Ending:
    """How an act ends a licence: its step, its papers, and what becomes of case and certificate."""

    act: str
    event: str
    outcome: Outcome
    standing: Standing
    decision: str
    kept: str = ""


def end_certificate(
    case_id: UUID, task_id: UUID, ending: Ending, signed: steps.Signed, *, by: Person, **facts: Any
) -> None:
    """Let the certificate end from today or, with the verdict `KEEP`, stand; `facts` are the decision's own.

    One that was revoked or recalled is not kept: it is to be struck off (行政许可法 art. 70.4). Raises Refusal.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, ending.act)
        actor = for_task(unit, by, task, ending.act)
        proceedings.guard_decision(unit)
        context, keeps = unit.case.context, signed.verdict == KEEP
        if keeps and certificates.of(unit).standing in STRUCK_OFF:
            words = _("该许可已被撤销或者撤回，应当依法办理注销手续，不能保留。")
            raise Refusal("not_to_be_kept", words)
        told: dict[str, Any] = {"closed": proceedings.abandon(unit)}
        unit.set(decided_at=unit.now)
        if keeps:
            unit.set(state=State.CLOSED, outcome=Outcome.KEPT.value, completed_at=unit.now)
            if ending.kept:
                told["documents"] = [papers.issue(unit, ending.kept, reason=signed.reason)]
        else:
            unit.set(state=State.DECIDED, outcome=ending.outcome.value)
            said = {"ground": context["proposed"]["ground"], "reason": signed.reason, **facts}
            if "fraud" in context["proposed"]:  # what it brought is not protected (art. 69.4)
                said["fraud"] = True
            if "heard" in context:
                said["heard"] = True
            told["documents"] = [papers.issue(unit, ending.decision, **said)]
            told["certificates"] = certificates.end(unit, ending.standing)
        event = "certificate.kept" if keeps else ending.event
        steps.complete(unit, task, actor, signed, event, {"outcome": unit.case.outcome, **told})

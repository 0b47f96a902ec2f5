"""签发: the leader grants, grants in part, or refuses."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import decisions, hearings, meetings, opinions, proceedings, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import Task
from shenpi.apps.casework.unit import Actor, Unit, on_case
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Person

BODIES = {"joint_review": meetings.Body.JOINT, "executive_meeting": meetings.Body.EXECUTIVE}
"""The drawn steps that are meetings: they decide with their minutes."""


def decide(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    text: str = "",
    reason: str = "",
    basis: str = "",
    parts: decisions.Parts | None = None,
    minutes: meetings.Minutes | None = None,
    superior: str = "",
) -> None:
    """Decide "grant", "grant_partly" or "refuse" (行政许可法 art. 37, 38; D3-049 to D3-057).

    A refusal, of the whole or of a part, needs reason and basis and prints both remedies. A decision is issued at once
    unless a fee is due, which is notified first (D3-054, D3-055), or a `superior` must approve (D3-053): then the host
    office reports upward. While a proceeding runs whose result is needed it is waited for, and so is a hearing that a
    rule prescribes (art. 46); what a meeting agreed binds; what else was asked for beside the process falls away.
    Raises NotAllowed for a case that the same person examined, in whatever capacity; Refusal, Invalid.
    """
    signed = opinions.decision(verdict, text=text, reason=reason, basis=basis, parts=parts)
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "decide", *BODIES)
        actor = for_task(unit, by, task, "decide")
        opinions.guard_own(unit, by)
        opinions.guard_chair(unit, by)
        proceedings.guard_decision(unit)
        hearings.guard_owed(unit)
        agreed = _agreed(unit, task, actor, verdict, minutes)
        if superior.strip() and verdict != "refuse":
            _endorse(unit, task, actor, signed, agreed, superior.strip())
            return
        gone = proceedings.abandon(unit)
        told = decisions.settle(unit, signed, decisions.parts(signed))
        documents = [*agreed.pop("documents", ()), *told.pop("documents")]
        fixed = {**agreed.pop("fixed", {}), **told.pop("fixed")}
        facts = {**agreed, **told, "fixed": fixed, "documents": documents, "closed": gone}
        steps.complete(unit, task, actor, signed, "case.decided", facts)


def _agreed(
    unit: Unit, task: Task, actor: Actor, verdict: str, minutes: meetings.Minutes | None
) -> dict[str, Any]:
    """Hold the decision to what the meeting agreed; a drawn meeting leaves its minutes now."""
    body = BODIES.get(task.act)
    if body is None or meetings.latest(unit.case).get("body") == meetings.Body.EXECUTIVE:
        meetings.guard(unit.case, verdict)
        return {}
    given = minutes or meetings.Minutes(None, "", "")
    return meetings.keep(unit, given, body, verdict, actor.signature)


def _endorse(
    unit: Unit, task: Task, actor: Actor, signed: steps.Signed, agreed: dict[str, Any], superior: str
) -> None:
    """Agree to report the case to the superior agency, which decides."""
    if not steps.draws(unit.case, "forward"):
        raise Refusal(
            "no_forwarding", _("本事项的流程没有转报环节，不能报上级机关审批。请联系流程设计人员。")
        )
    asked = {"superior": superior, **decisions.parts(signed)}
    unit.set(context={**unit.case.context, "forward_needed": True, "forward": asked})
    fixed = {**agreed.pop("fixed", {}), "forward": asked}
    steps.complete(unit, task, actor, signed, "step.ended", {**agreed, "fixed": fixed})

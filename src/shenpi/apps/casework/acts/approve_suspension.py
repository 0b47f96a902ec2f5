"""审批特别程序: the leader lets the limits rest, and the applicant is told in writing how long."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import limits, opinions, papers, proceedings, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import Limit


def approve_suspension(
    case_id: UUID, task_id: UUID, *, by: Person, verdict: str, text: str = "", reason: str = ""
) -> None:
    """Sign "approve" or "refuse" on a special procedure (行政许可法 art. 45; D3-042, D10-037, D10-038).

    From the approval to the planned end no limit of the decision counts; the notice names the time needed, who
    approved it and the limit as it now ends. Raises NotAllowed for one's own request, Refusal while another rests.
    """
    signed = opinions.consent(verdict, text=text, reason=reason)
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "approve_suspension")
        actor = for_task(unit, by, task, "approve_suspension")
        found = proceedings.of_task(unit, task)
        proceedings.guard_other(found, actor)
        asked = {key: found.facts[key] for key in ("procedure", "needed", "reason")}
        if verdict == "refuse":
            proceedings.complete(
                unit, found, task, actor, signed, "suspension.refused", asked, outcome="refused"
            )
            return
        if limits.paused_until(unit.case, unit.now):
            raise Refusal("already_paused", _("计时已经暂停，不能重复暂停。"))
        needed = Limit.parse(found.facts["needed"])
        until = timekeeping.calendar().due(unit.now, needed)
        before = unit.case.promised_due_at or unit.case.statutory_due_at
        limits.rest(unit, found.facts["procedure"], until)
        found.facts |= {"approved_by": actor.signature, "planned_end_at": until.isoformat()}
        moved = limits.recount(unit, besides=frozenset(proceedings.elements()))
        notice = papers.issue(
            unit,
            "suspension_notice",
            procedure=papers.chinese(limits.Procedure(found.facts["procedure"]).label),
            reason=found.facts["reason"],
            needed=needed.to_dict(),
            accepted_on=papers.day(unit.case.accepted_at),
            begins_on=papers.day(unit.now),
            ends_on=papers.day(until),
            approved_by=actor.signature,
            due_before=papers.day(before),
            due_after=papers.day(unit.case.promised_due_at or unit.case.statutory_due_at),
        )
        told = {**asked, "planned_end_at": until.isoformat(), **moved, "documents": [notice]}
        proceedings.complete(
            unit,
            found,
            task,
            actor,
            signed,
            "suspension.begun",
            told,
            terms={"needed": (found.facts["needed"], until)},
        )

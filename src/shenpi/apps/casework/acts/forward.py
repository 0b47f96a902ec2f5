"""转报: the host office reports a case to the superior agency, and registers its reply."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import decisions, limits, opinions, papers, proceedings, publicity, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import rules


def forward(case_id: UUID, task_id: UUID, *, by: Person, opinion: str) -> None:
    """Send the case upward with the agency's opinion (行政许可法 art. 35, 43; D3-053).

    The report is a document of the file, due twenty working days after the acceptance at the latest. While the superior
    decides no limit of this agency counts, for the twenty working days of art. 42 at the most; the applicant is told in
    writing. Raises Invalid without the opinion.
    """
    if not opinion.strip():
        raise Invalid("opinion_missing", _("请写明本机关的审查意见。"), fields={"text": [_("请写明意见")]})
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "forward")
        actor = for_task(unit, by, task, "forward")
        proceedings.guard_decision(unit)
        case, needed = unit.case, rules.DECISION.limit
        superior = case.context["forward"]["superior"]
        until = timekeeping.calendar().due(unit.now, needed)
        before = case.promised_due_at or case.statutory_due_at
        limits.rest(unit, limits.Procedure.SUPERIOR, until)
        moved = limits.recount(unit, besides=frozenset({*proceedings.elements(), task.element}))
        notice = papers.issue(
            unit,
            "suspension_notice",
            superior=superior,
            procedure=papers.chinese(limits.Procedure.SUPERIOR.label),
            reason=papers.chinese(_("本件依法须报%(superior)s审批。")) % {"superior": superior},
            needed=needed.to_dict(),
            accepted_on=papers.day(case.accepted_at),
            begins_on=papers.day(unit.now),
            ends_on=papers.day(until),
            approved_by=actor.signature,
            due_before=papers.day(before),
            due_after=papers.day(case.promised_due_at or case.statutory_due_at),
        )
        report = papers.issue(unit, "superior_report", superior=superior, opinion=opinion.strip())
        told: dict[str, Any] = {
            "procedure": limits.Procedure.SUPERIOR.value,
            "needed": needed.to_text(),
            "superior": superior,
            "planned_end_at": until.isoformat(),
            **moved,
            "documents": [notice, report],
        }
        steps.complete(
            unit, task, actor, steps.Signed("forwarded", opinion.strip()), "suspension.begun", told
        )


def register_reply(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    number: str,
    replied_on: date | None,
    reason: str = "",
    basis: str = "",
) -> None:
    """Register the superior's reply document and decide as it says; the window then serves it (D3-053, D3-062).

    Raises Invalid without number or a possible day of the reply, and for a refusal without reason and basis.
    """
    signed = opinions.signed(verdict, positive="grant", negative="refuse", reason=reason, basis=basis)
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "register_reply")
        actor = for_task(unit, by, task, "forward")
        faults: dict[str, list[Message]] = {}
        if not number.strip():
            faults["number"] = [_("请填写批文文号")]
        sent_on, today = (timekeeping.local(at).date() for at in (task.opened_at, unit.now))
        if replied_on is None or not sent_on <= replied_on <= today:
            faults["replied_on"] = [_("批文日期应当在报送之后、今天或者今天以前")]
        if faults or replied_on is None:
            raise Invalid("reply_incomplete", _("请登记批文的文号和日期。"), fields=faults)
        gone = proceedings.abandon(unit)
        limits.resume(unit)
        publicity.begin_with_reply(unit, replied_on)
        moved = limits.recount(unit, besides=frozenset({task.element}))
        endorsed = unit.case.context["forward"]
        reply = {"superior": endorsed["superior"], "number": number.strip(), "on": replied_on.isoformat()}
        partly = {"partly": endorsed["partly"]} if verdict == "grant" and "partly" in endorsed else {}
        words = papers.chinese(_("本件已经%(superior)s以%(number)s批准。")) % reply
        signed = replace(signed, text=words if verdict == "grant" else "")
        told = decisions.settle(unit, signed, partly)
        facts = {**told, **moved, "reply": reply, "replied_on": reply["on"], "closed": gone}
        steps.complete(unit, task, actor, signed, "case.decided", facts)

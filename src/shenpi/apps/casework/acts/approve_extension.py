"""批准延期: the agency's head extends the limit once, and the applicant is told why."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import limits, opinions, papers, proceedings, seizures, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import Limit, rules


def approve_extension(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    text: str = "",
    reason: str = "",
    approver: str = "",
) -> None:
    """Sign "approve" or "refuse" on an extension (行政许可法 art. 42; 行政强制法 art. 25); both limits move.

    Fifteen days of joint handling are the head of the government's to approve: the leader names him (`approver`).
    Raises Invalid without that name, NotAllowed for one's own request, Refusal once the limit has ended.
    """
    signed = opinions.consent(verdict, text=text, reason=reason)
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "approve_extension")
        actor = for_task(unit, by, task, "approve_extension")
        found = proceedings.of_task(unit, task)
        proceedings.guard_other(found, actor)
        extension = Limit.parse(found.facts["extension"])
        if verdict == "refuse":
            proceedings.complete(unit, found, task, actor, signed, "extension.refused", {}, outcome="refused")
            return
        limits.guard_running(unit)
        if extension == rules.JOINT_EXTENSION.limit and not approver.strip():
            raise Invalid(
                "approver_missing",
                _("联合办理延长十五日须经本级人民政府负责人批准，请填写批准人。"),
                fields={"approver": [_("请填写批准人")]},
            )
        taken = "seizure" in unit.case.context  # whose papers name the statutory limit
        before = (None if taken else unit.case.promised_due_at) or unit.case.statutory_due_at
        unit.set(context={**unit.case.context, "extension": extension.to_text()})
        moved = limits.recount(unit, besides=frozenset(proceedings.elements()))
        head = approver.strip() or actor.signature
        found.facts |= {"approved_by": head}
        notice = papers.issue(
            unit,
            "seizure_extension" if taken else "extension_notice",
            **(seizures.about(unit) if taken else {}),
            reason=found.facts["reason"],
            extension=extension.to_dict(),
            accepted_on=papers.day(unit.case.accepted_at),
            approved_by=head,
            due_before=papers.day(before),
            due_after=papers.day(unit.case.promised_due_at or unit.case.statutory_due_at),
        )
        told = {"extension": extension.to_text(), "reason": found.facts["reason"], "approver": head, **moved}
        told["documents"] = [notice]
        proceedings.complete(unit, found, task, actor, signed, "extension.granted", told, outcome="granted")

"""提交: who cannot decide alone passes it on: the joint review to the executive meeting, a head to the leader."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import meetings, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.organisation.models import Person

ESCALATE = "escalate"
"""The verdict that a process draws where somebody stands above a step."""


def escalate(
    case_id: UUID, task_id: UUID, *, by: Person, reason: str, minutes: meetings.Minutes | None = None
) -> None:
    """Pass the decision on where the process draws it (D3-051, D2-014); a joint review leaves its minutes.

    Raises Invalid without a reason or the minutes, Refusal where nobody stands above this step.
    """
    if not reason.strip():
        raise Invalid("reason_missing", _("请写明提交的理由。"), fields={"reason": [_("请写明理由")]})
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "decide", "joint_review")
        actor = for_task(unit, by, task, "decide")
        if ESCALATE not in steps.verdicts(unit.case, task):
            raise Refusal("nobody_above", _("本环节就是最后的决定环节，不能再提交。"))
        told = {}
        if task.act == "joint_review":
            given = minutes or meetings.Minutes(None, "", "")
            told = meetings.keep(
                unit, given, meetings.Body.JOINT, meetings.Conclusion.DIVIDED, actor.signature
            )
        steps.complete(unit, task, actor, steps.Signed(ESCALATE, reason=reason.strip()), "step.ended", told)

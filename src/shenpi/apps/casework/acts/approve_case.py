"""立案审批: the agency's head consents that a case is filed, or that a measure is taken."""

from uuid import UUID

from shenpi.apps.casework import limits, opinions, papers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import on_case
from shenpi.apps.organisation.models import Person


def approve_case(
    case_id: UUID, task_id: UUID, *, by: Person, verdict: str, text: str = "", reason: str = ""
) -> None:
    """Decide "approve" or "refuse" (行政处罚法 art. 54.2; 行政强制法 art. 18.1); the limit runs from the consent.

    Leaves the sheet of approval in the file. Raises Invalid for a refusal without its reason.
    """
    signed = opinions.consent(verdict, text=text, reason=reason)
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "approve_case")
        actor = for_task(unit, by, task, "approve_case")
        case = unit.case
        sheet = papers.issue(
            unit,
            "case_approval",
            **case.context["matter"],
            address=case.applicant.get("address", ""),
            approved=verdict == "approve",
            approved_by=actor.signature,
            opinion=signed.text or signed.reason,
        )
        told = {"documents": [sheet]}
        if verdict == "approve":
            told |= limits.begin(unit, unit.now)
            steps.complete(unit, task, actor, signed, "case.filed", told)
            return
        unit.set(state=State.NOT_ACCEPTED, completed_at=unit.now)
        steps.complete(unit, task, actor, signed, "case.declined", told | {"reason": signed.reason})

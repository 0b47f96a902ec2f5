"""审批行政强制措施: the agency's head consents before things are sealed or seized, or in urgency afterwards."""

from typing import Any
from uuid import UUID

from shenpi.apps.casework import opinions, papers, seizures, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.states import Outcome, State
from shenpi.apps.casework.unit import on_case
from shenpi.apps.organisation.models import Person


def approve_measure(
    case_id: UUID, task_id: UUID, *, by: Person, verdict: str, text: str = "", reason: str = ""
) -> None:
    """Decide "approve" or "refuse" (行政强制法 art. 18.1); leaves the sheet of approval in the file.

    What was taken in urgency, and is not approved within twenty-four hours of it, is given back at once (art. 19): then
    the refusal is the decision to release. Raises Invalid for a refusal without its reason.
    """
    signed = opinions.consent(verdict, text=text, reason=reason)
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "approve_measure")
        actor = for_task(unit, by, task, "approve_measure")
        case, taken = unit.case, "seizure" in unit.case.context
        sheet = papers.issue(
            unit,
            "measure_approval",
            **case.context["matter"],
            address=case.applicant.get("address", ""),
            urgent=case.context["urgent"],
            things=seizures.about(unit)["things"] if taken else [],
            approved=verdict == "approve",
            approved_by=actor.signature,
            opinion=signed.text or signed.reason,
        )
        told: dict[str, Any] = {"documents": [sheet]}
        if verdict == "approve":
            steps.complete(unit, task, actor, signed, "measure.approved", told)
        elif not taken:
            unit.set(state=State.NOT_ACCEPTED, completed_at=unit.now)
            steps.complete(unit, task, actor, signed, "case.declined", told | {"reason": signed.reason})
        else:
            unit.set(state=State.DECIDED, outcome=Outcome.RELEASED.value, decided_at=unit.now)
            paper = papers.issue(
                unit, "release_decision", **seizures.about(unit), reason=signed.reason, article="第十九条"
            )
            told |= {"outcome": unit.case.outcome, "documents": [sheet, paper]}
            steps.complete(unit, task, actor, signed, "case.decided", told)

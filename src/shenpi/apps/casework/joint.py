"""Joint handling with other agencies (并联审批): which of them the case still waits for (行政许可法 art. 26.2)."""

from typing import Any

from shenpi.apps.casework.models import Task
from shenpi.apps.casework.unit import Unit
from shenpi.apps.organisation import staffing


def office_words(task: Task) -> str:
    """Return the office at work on a step of a case; one of another agency with the agency's name."""
    office = task.office
    if office is None:
        return ""
    return office.name if office.agency_id == task.case.agency_id else f"{office.agency.name} {office.name}"


def silent(unit: Unit) -> list[dict[str, Any]]:
    """Return agency, office and open step of everybody of another agency who has not answered."""
    asked = set(unit.case.context["offices"].get("agencies", ()))
    waiting = [task for task in unit.tasks.values() if task.office_id in asked and task.instance]
    staff = staffing.staff({task.office_id for task in waiting if task.office_id is not None})
    return [
        {
            "agency_code": of.agency_code,
            "agency": of.agency_name,
            "office": of.name,
            "task_id": str(task.id),
            "step": task.name,
        }
        for task in waiting
        if (of := staff.get(task.office_id or 0)) is not None
    ]

"""Who gets a step: the office that the process names, and in it the person who holds the role.

Window steps stay with the whole window (anyone of the office with the role); handlers take turns by case.
"""

from dataclasses import dataclass
from uuid import UUID

from shenpi.apps.casework.models import Case
from shenpi.apps.casework.unit import Unit

POOLED = frozenset({"acceptor", "cashier"})


@dataclass(frozen=True)
class Place:
    """Where a step lies: the office, and the holder unless the whole office holds it."""

    office_id: int | None = None
    office_name: str = ""
    holder_id: UUID | None = None
    holder_name: str = ""


def place(unit: Unit, role: str, office: str, instance: str) -> Place:
    """Return the place of a step whose process names `role` and `office` (accept, lead, each …)."""
    case, staff = unit.case, unit.staff
    if role == "applicant":
        return Place(holder_name=case.applicant["name"])
    office_id = _office(case, role, office, instance)
    name = staff.names.get(office_id, "")
    holders = staff.of(office_id, role)
    if role in POOLED or not holders:
        return Place(office_id, name)
    return Place(office_id, name, *holders[case.id.int % len(holders)])


def _office(case: Case, role: str, office: str, instance: str) -> int:
    offices = case.context["offices"]
    if role == "leader":
        # Whatever office leads, it is the agency's leaders who decide.
        return int(offices["leader"])
    if instance and office in ("each", ""):
        return int(instance)
    found = offices.get(office, offices["lead"])
    return found[0] if isinstance(found, list) else found

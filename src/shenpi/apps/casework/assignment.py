"""Who gets a step: the office that the process names, and in it the person who holds the role.

Window steps stay with the whole window (anyone of the office with the role); handlers take turns by case.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from shenpi.apps import rows
from shenpi.apps.casework.models import Case
from shenpi.apps.casework.unit import APPLICANT, Unit
from shenpi.apps.organisation import staffing
from shenpi.core.process import Duties

POOLED = frozenset({"acceptor", "cashier"})


@dataclass(frozen=True)
class Place:
    """Where a step lies: the office, and the holder unless the whole office holds it."""

    office_id: int | None = None
    office_name: str = ""
    holder_id: UUID | None = None
    holder_name: str = ""


def places(unit: Unit, steps: Sequence[tuple[Duties, str]]) -> list[Place]:
    """Return the place of each step (what the process says of it, and its instance), with one look at the staff."""
    offices = [None if duties.role == "applicant" else _office(unit.case, duties, i) for duties, i in steps]
    staff = staff_of(unit, {office for office in offices if office is not None})
    return [
        _place(unit.case, staff, duties.role, office)
        for (duties, _instance), office in zip(steps, offices, strict=True)
    ]


def staff_of(unit: Unit, offices: Collection[int]) -> staffing.Staff:
    """Return who works in the offices now."""
    if not offices:
        return staffing.Staff()
    cursor = rows.Cursor()
    cursor.execute(*staffing.statement(sorted(offices), unit.now))
    return staffing.Staff(cursor.fetchall())


def _place(case: Case, staff: staffing.Staff, role: str, office_id: int | None) -> Place:
    if office_id is None:
        return Place(holder_name=APPLICANT)
    name = staff.names.get(office_id, "")
    holders = staff.of(office_id, role)
    if role in POOLED or not holders:
        return Place(office_id, name)
    return Place(office_id, name, *holders[case.id.int % len(holders)])


def _office(case: Case, duties: Duties, instance: str) -> int:
    offices = case.context["offices"]
    if duties.role == "leader":
        # Whatever office leads, it is the agency's leaders who decide.
        return int(offices["leader"])
    if instance and duties.office in ("each", ""):
        return int(instance)
    found = offices.get(duties.office, offices["lead"])
    return found[0] if isinstance(found, list) else found

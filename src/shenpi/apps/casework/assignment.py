"""Who gets a step: the office that the process names, and in it the person who holds the role.

Window steps stay with the whole window (anyone of the office with the role); handlers take turns by case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from shenpi.apps.casework.models import Case
from shenpi.apps.casework.unit import APPLICANT, Unit
from shenpi.apps.organisation import staffing
from shenpi.core.process import Duties

POOLED = frozenset({"acceptor", "cashier"})
INSTEAD = {"legal": "office_head"}
"""Who gets a step in an office where nobody has its role: the head of the lawyers' office reviews himself."""


@dataclass(frozen=True)
class Place:
    """Where a step lies: the office, and the holder unless the whole office holds it; `role` unless the drawn one."""

    office_id: int | None = None
    office_name: str = ""
    holder_id: UUID | None = None
    holder_name: str = ""
    role: str = ""
    agency_code: str = ""
    agency_name: str = ""
    """Of an office of another agency than the case's."""


def places(unit: Unit, steps: Sequence[tuple[Duties, str]]) -> list[Place]:
    """Return the place of each step (what the process says of it, and its instance)."""
    offices = [None if duties.role == "applicant" else _office(unit.case, duties, i) for duties, i in steps]
    staff = staffing.staff({office for office in offices if office is not None})
    return [
        Place(holder_name=APPLICANT) if office is None else _place(unit, staff, duties.role, office)
        for (duties, _instance), office in zip(steps, offices, strict=True)
    ]


def _place(unit: Unit, staff: Mapping[int, staffing.Staff], role: str, office_id: int) -> Place:
    office = staff.get(office_id)
    if office is None:
        return Place(office_id)
    place = Place(office_id, office.name)
    if office.agency_id != unit.case.agency_id:
        place = replace(place, agency_code=office.agency_code, agency_name=office.agency_name)
    holders = [] if role in POOLED else office.of(role, unit.now)
    if not holders and role in INSTEAD:
        place = replace(place, role=INSTEAD[role])
        holders = office.of(INSTEAD[role], unit.now)
    if not holders:
        return place
    holder = holders[unit.case.id.int % len(holders)]
    return replace(place, holder_id=holder.person_id, holder_name=holder.name)


def _office(case: Case, duties: Duties, instance: str) -> int:
    offices = case.context["offices"]
    if duties.role == "leader":
        # Whatever office leads, it is the agency's leaders who decide.
        return int(offices["leader"])
    if instance and duties.office in ("each", ""):
        return int(instance)
    found = offices.get(duties.office, offices["lead"])
    return found[0] if isinstance(found, list) else found

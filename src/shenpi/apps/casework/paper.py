"""The paper file of a case: when there is one, and what the ledger keeps of it (D10-028, D10-033).

Every event that moves the file carries `paper`, its whole state afterwards, so that the last one says who has it.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import rows, timekeeping
from shenpi.apps.casework.models import Case, PaperFile
from shenpi.apps.casework.unit import Actor, Unit
from shenpi.apps.errors import NotFound
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.roles import Role

ON_PAPER = ("original", "copy")


def open_file(unit: Unit, actor: Actor) -> dict[str, Any]:
    """Begin the paper file in the hands of the one who took the papers in; returns its state for the event."""
    unit.insert(PaperFile(case_id=unit.case.id, holder_id=actor.id, held_since=unit.now))
    return {"holder_id": str(actor.id), "holder": actor.name}


def of(unit: Unit) -> PaperFile:
    """Return the paper file of a case. Raises NotFound when it has none, or none any more."""
    found = PaperFile.objects.select_related("holder", "offered_to").filter(case_id=unit.case.id).first()
    if found is None or found.holder is None:
        raise NotFound("no_paper_file", _("本件没有随件流转的纸质案卷。"))
    return found


def receivers(case: Case) -> list[Person]:
    """Return the staff to whom the paper file may be handed: of the case's agency and of its window, by name."""
    window = organisation.reaching(case.context["offices"]["accept"], Role.ACCEPTOR, timekeeping.now())
    found = {each.pk: each for each in [*organisation.staff_of_agency(case.agency_id), *window]}
    return sorted(found.values(), key=lambda each: each.name)


def give_back(unit: Unit) -> dict[str, Any]:
    """End the paper file because the applicant gets the papers back; returns what the event adds."""
    found = PaperFile.objects.filter(case_id=unit.case.id, returned_at=None).first()
    if found is None:
        return {}
    found.holder_id = found.offered_to_id = found.offered_at = None
    found.returned_at = unit.now
    unit.execute(rows.update(found, ["holder", "offered_to", "offered_at", "returned_at"]))
    return {"paper": {"returned": True}}


def state(found: PaperFile | None) -> tuple[UUID | None, UUID | None, bool] | None:
    """Return holder, receiver and whether it was given back, as `replayed` reads them from the ledger."""
    return (found.holder_id, found.offered_to_id, found.returned_at is not None) if found else None


def replayed(payload: dict[str, Any]) -> tuple[UUID | None, UUID | None, bool]:
    """Return what an event says of the paper file."""
    told = payload["paper"]
    holder, offered = told.get("holder_id"), told.get("offered_to_id")
    return UUID(holder) if holder else None, UUID(offered) if offered else None, bool(told.get("returned"))


def any_on_paper(forms: Iterable[str]) -> bool:
    """Tell whether materials of these forms include paper."""
    return any(form in ON_PAPER for form in forms)

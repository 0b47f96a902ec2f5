"""Which matters concern a person, and what may be answered: office by office, and for the person himself."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.errors import NotFound
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Office, Person
from shenpi.apps.organisation.rights import AGENCY_WIDE, allows
from shenpi.apps.oversight.models import ToldEntry, ToldMatter

RIGHT = "answer_supervision"


@dataclass(frozen=True)
class Told:
    """A matter with its entries, and whether the person may answer it now."""

    matter: ToldMatter
    entries: list[ToldEntry]
    may_answer: bool


def mine(person: Person) -> list[ToldMatter]:
    """Return the matters addressed to the person, his offices, or his agency's leaders; the open ones first."""
    found = list(ToldMatter.objects.filter(_concerning(person)).order_by("-told_at")[:200])
    return sorted(found, key=lambda matter: (not matter.answers, matter.due_at or matter.told_at))


def waiting(person: Person) -> int:
    """Count the matters that wait for an answer of the person's side."""
    return ToldMatter.objects.filter(_concerning(person)).exclude(answers=[]).count()


def told(matter_id: UUID, person: Person) -> Told:
    """Return a matter that concerns the person. Raises NotFound, also for what concerns others."""
    matter = ToldMatter.objects.filter(_concerning(person), pk=matter_id).first()
    if matter is None:
        raise NotFound("matter_unknown", _("没有这件督办或查处，或者它不是发给您和您的科室的。"))
    entries = list(ToldEntry.objects.filter(matter_id=matter_id).order_by("position"))
    own_affair = matter.person_id is None or matter.person_id == person.pk
    return Told(matter, entries, bool(matter.answers) and own_affair)


def _concerning(person: Person) -> Q:
    """A person's own matters; and, by the right to answer, those of his office or (leaders) his agency."""
    found = Q(person_id=person.pk)
    held = [
        holding for holding in organisation.holdings(person, timekeeping.now()) if allows(holding.role, RIGHT)
    ]
    offices = {
        office.pk: office
        for office in Office.objects.filter(pk__in=[holding.office_id for holding in held]).select_related(
            "agency"
        )
    }
    for holding in held:
        office = offices[holding.office_id]
        if holding.role in AGENCY_WIDE:
            found |= Q(agency_code=office.agency.code)
        else:
            codes = [code for code in (office.code, str(office.pk)) if code]
            found |= Q(agency_code=office.agency.code, office_code__in=codes)
    return found

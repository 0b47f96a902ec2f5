"""What pages read of receipt by the item's options: paper files, gaps, cases entered after the fact."""

from shenpi.apps import timekeeping
from shenpi.apps.casework.models import Case, PaperFile, PastRecord, Proceeding
from shenpi.apps.casework.states import Channel
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.roles import Role


def paper_file(case: Case) -> PaperFile | None:
    """Return the case's paper file with its holder, or None where no paper travels."""
    return PaperFile.objects.select_related("holder", "offered_to").filter(pk=case.pk).first()


def paper_receivers(case: Case) -> list[Person]:
    """Return the staff to whom the paper file may be handed: of the case's agency and of the window."""
    window = organisation.reaching(case.context["offices"]["accept"], Role.ACCEPTOR, timekeeping.now())
    found = {each.pk: each for each in [*organisation.staff_of_agency(case.agency_id), *window]}
    return sorted(found.values(), key=lambda each: each.name)


def past(case: Case) -> PastRecord | None:
    """Return where a case was handled that was entered after the fact (D1-008), or None."""
    if case.channel != Channel.AFTERWARDS:
        return None
    return PastRecord.objects.select_related("entered_by").filter(pk=case.pk).first()


def gap(case: Case) -> list[dict[str, str]]:
    """Return what was promised to follow the acceptance and is still awaited."""
    found = Proceeding.objects.filter(case=case, kind=Proceeding.Kind.GAP, ended_at=None).first()
    return list(found.facts["materials"]) if found else []

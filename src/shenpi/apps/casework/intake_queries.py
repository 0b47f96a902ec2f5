"""What pages read of receipt by the item's options: paper files, gaps, cases entered after the fact."""

from uuid import UUID

from shenpi.apps.casework import queries
from shenpi.apps.casework.models import Case, CaseMaterial, PaperFile, PastRecord, Proceeding
from shenpi.apps.casework.states import Channel
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.queries import Holdings
from shenpi.core.identifiers import CaseNumber, IdentifierError


def paper_file(case: Case) -> PaperFile | None:
    """Return the case's paper file with its holder, or None where no paper travels."""
    return PaperFile.objects.select_related("holder", "offered_to").filter(pk=case.pk).first()


def offered_papers(person: Person, *, limit: int = 20) -> list[PaperFile]:
    """Return the paper files that were handed to the person and wait to be taken, the oldest first."""
    waiting = PaperFile.objects.select_related("case__item_version__item", "holder").filter(offered_to=person)
    return list(waiting.order_by("offered_at")[:limit])


def past(case: Case) -> PastRecord | None:
    """Return where a case was handled that was entered after the fact (D1-008), or None."""
    if case.channel != Channel.AFTERWARDS:
        return None
    return PastRecord.objects.select_related("entered_by").filter(pk=case.pk).first()


def gap(case: Case) -> list[dict[str, str]]:
    """Return what was promised to follow the acceptance and is still awaited."""
    found = Proceeding.objects.filter(case=case, kind=Proceeding.Kind.GAP, ended_at=None).first()
    return list(found.facts["materials"]) if found else []


def bundle(held: Holdings, number: str) -> list[Case]:
    """Return the cases under a bundle's number whose running these posts may view, in the order of receipt."""
    try:
        compact = CaseNumber.parse(number).compact
    except IdentifierError:
        return []
    found = queries.visible(held).filter(bundled__number=compact)
    return list(
        found.select_related("item_version__item", "agency", "bundled__version__bundle").order_by("id")
    )


def earlier(held: Holdings, version: ItemVersion, id_number: str, *, limit: int = 5) -> list[Case]:
    """Return the applicant's latest cases with the item's agency that these posts may read (D1-009)."""
    found = Case.objects.select_related("item_version__item").filter(
        agency=version.item.agency_id, card__grams__names=id_number, applicant__id_number=id_number
    )
    latest = found.order_by("-received_at")[:limit]
    return [case for case in latest if queries.may_read_content(held, case)]


def like(held: Holdings, version: ItemVersion, case_id: UUID) -> Case | None:
    """Return the case to copy, of the same agency and open to these posts, or None."""
    case = Case.objects.select_related("item_version__item").filter(pk=case_id).first()
    same = case is not None and case.agency_id == version.item.agency_id
    return case if case and same and queries.may_read_content(held, case) else None


def on_file(case: Case | None) -> dict[str, CaseMaterial]:
    """Return by key the latest materials of a case whose files the agency has: nobody hands them in twice (D1-009).

    Whether one is still good the clerk sees and says; a commitment is made anew each time.
    """
    if case is None:
        return {}
    filed = case.materials.exclude(sha256="").exclude(form="commitment").order_by("round", "id")
    return {material.key: material for material in filed}

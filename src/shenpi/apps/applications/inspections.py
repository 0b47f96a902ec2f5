"""The public's reading of inspection records, and of what became of what was found (行政许可法 art. 61.2)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from shenpi.apps.paging import Page, page
from shenpi.core.identifiers import CaseNumber, IdentifierError

from .models import ProgressEvent, PublicInspection

SIZE = 20
ORDERED, CHECKED = "rectification.ordered", "rectification.checked"


@dataclass(frozen=True)
class Record:
    """A record, and since when its case is ordered to be put right, or was found to be so."""

    inspection: PublicInspection
    ordered_at: datetime | None
    rectified_at: datetime | None


def records(
    words: str = "", *, agency: str = "", after: str = ""
) -> tuple[list[Record], Page[PublicInspection]]:
    """Return a page of records, the newest first: of a case number, or of holders whose names begin so.

    `after` is the mark of the page before. Raises Invalid for a mark that no page gave.
    """
    found = PublicInspection.objects.all()
    if agency:
        found = found.filter(agency_name=agency)
    if words:
        found = found.filter(Q(holder__startswith=words) | Q(number=_number(words)))
    cut = page(found, "published_at", after, newest=True, size=SIZE)
    cases = {each.case_id for each in cut.rows}
    told = list(ProgressEvent.objects.filter(case_id__in=cases, type__in=(ORDERED, CHECKED)).order_by("at"))
    looks = list(
        PublicInspection.objects.filter(case_id__in=cases)
        .values_list("case_id", "published_at")
        .order_by("published_at")
    )
    return [_record(each, told, looks) for each in cut.rows], cut


def _number(words: str) -> str:
    try:
        return CaseNumber.parse(words).compact
    except IdentifierError:
        return ""


def _record(
    inspection: PublicInspection, told: list[ProgressEvent], looks: list[tuple[UUID, datetime]]
) -> Record:
    """What was ordered between an inspection and the next of the same holder follows from it."""
    case, since = inspection.case_id, inspection.published_at
    until = next((at for of, at in looks if of == case and at > since), None)
    mine = [
        each
        for each in told
        if each.case_id == case and since <= each.at and (until is None or each.at < until)
    ]
    ordered = next((each.at for each in mine if each.type == ORDERED), None)
    done = (each.at for each in mine if each.type == CHECKED and each.data.get("rectified"))
    return Record(inspection, ordered, next(done, None))

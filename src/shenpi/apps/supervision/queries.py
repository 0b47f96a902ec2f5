"""What supervision can be asked: how many lights of each colour, what stands behind a number, and the records.

Lights are the same everywhere because they are asked of `due_at` and one moment `now` (aware, UTC) in the words
of `core.worktime.Light`: red once the limit has passed, yellow within the last 24 hours, green before (D3-064 to
D3-067). A step without a limit stays green as it was at receipt; one whose clock rests (D3-042) is paused.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import NotFound
from shenpi.apps.paging import SIZE, Page, page
from shenpi.apps.supervision import agencies as known
from shenpi.apps.supervision.lights import LIGHTS, Lights, showing
from shenpi.apps.supervision.lights import by_agency as lights_by_agency
from shenpi.apps.supervision.lights import count as lights
from shenpi.apps.supervision.models import (
    OPEN,
    MonitoredCase,
    MonitoredEvent,
    MonitoredStep,
    Quashing,
    WarningRecord,
)

__all__ = [
    "LIGHTS",
    "CaseFile",
    "Lights",
    "agencies",
    "case_file",
    "cases",
    "lights",
    "lights_by_agency",
    "names_of",
    "offices",
    "record",
    "records",
    "red_by_office",
    "red_by_person",
    "showing",
    "steps",
    "years",
]


def steps(
    now: datetime, *, light: str = "", agency: str = "", office: str = "", after: str = ""
) -> Page[MonitoredStep]:
    """List the open steps behind a number, the soonest due first, those never due last."""
    found = MonitoredStep.objects.filter(OPEN, **_given(agency_code=agency, office_code=office))
    if light:
        found = found.filter(showing(light, now))
    return page(found.select_related("case"), "due_at", after)


def agencies() -> list[tuple[str, str]]:
    """Return code and name of every agency that a message named, by code."""
    return list(known.names().items())


def names_of(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Return code and name of these agencies, by code."""
    known_names = known.names()
    return [(code, known_names[code]) for code in sorted(codes) if code in known_names]


def offices(agency: str) -> list[tuple[str, str]]:
    """Return code and name of the offices of `agency` that hold an open step, by code."""
    return list(
        MonitoredStep.objects.filter(OPEN, agency_code=agency)
        .exclude(office_code="")
        .values_list("office_code")
        .annotate(Max("office_name"))
        .order_by("office_code")
    )


def cases(*, agency: str = "", state: str = "", number: str = "", after: str = "") -> Page[MonitoredCase]:
    """List monitored cases, the newest first; `number` asks for one case number as people read it (D3-072).

    Ours are kept as bare digits; a foreign system's are kept as it writes them.
    """
    found = MonitoredCase.objects.filter(**_given(agency_code=agency, state=state))
    if number:
        found = found.filter(number__in={number, number.replace("-", "").replace(" ", "")})
    return page(found, "received_at", after, newest=True)


@dataclass(frozen=True)
class CaseFile:
    """All that supervision knows of one case: steps in order of their beginning, events in order of sequence."""

    case: MonitoredCase
    steps: list[MonitoredStep]
    events: list[MonitoredEvent]
    records: list[WarningRecord]


def case_file(case_id: UUID) -> CaseFile:
    """Return one case with its course. Raises NotFound."""
    case = MonitoredCase.objects.filter(pk=case_id).first()
    if case is None:
        raise NotFound("case_unknown", _("监察系统没有这个办件。请核对办件编号，或稍后再查。"))
    return CaseFile(
        case,
        list(case.steps.order_by(Coalesce("begun_at", "ended_at").asc(nulls_last=True), "task_id")),
        list(case.events.order_by("seq")),
        list(_with_end().filter(case_id=case_id).order_by("turned_red_at", "id")),
    )


def records(
    year: int | None = None,
    *,
    agency: str = "",
    office: str = "",
    person: UUID | None = None,
    after: str = "",
    size: int = SIZE,
) -> Page[WarningRecord]:
    """List warning records, the newest first, each with the `ended_at` of its step (None: still open)."""
    given: dict[str, Any] = _given(agency_code=agency, office_code=office)
    if year is not None:
        given["year"] = year
    if person is not None:
        given["person_id"] = person
    return page(_with_end().filter(**given), "turned_red_at", after, newest=True, size=size)


def record(record_id: UUID) -> WarningRecord:
    """Return a warning record with the `ended_at` of its step (None: still open). Raises NotFound."""
    found = _with_end().filter(pk=record_id).first()
    if found is None:
        raise NotFound("record_unknown", _("没有这条警示记录。请核对地址，或从警示记录列表中打开。"))
    return found


def years() -> list[int]:
    """Return the years with warning records, the latest first."""
    return list(WarningRecord.objects.order_by("-year").values_list("year", flat=True).distinct())


def red_by_person(year: int, *, agencies: Collection[str] = ()) -> QuerySet[Any, Any]:
    """Count each person's standing red records of a calendar year, most first (D3-069, D3-070)."""
    return (
        _standing(year, agencies)
        .exclude(person_id=None)
        .values("person_id", "agency_code")
        .annotate(
            person=Max("person_name"), agency=Max("agency_name"), office=Max("office_name"), red=Count("pk")
        )
        .order_by("-red", "person_id")
    )


def red_by_office(year: int, *, agencies: Collection[str] = ()) -> QuerySet[Any, Any]:
    """Count each office's standing red records of a calendar year, most first (D3-071)."""
    return (
        _standing(year, agencies)
        .values("agency_code", "office_code")
        .annotate(agency=Max("agency_name"), office=Max("office_name"), red=Count("pk"))
        .order_by("-red", "agency_code", "office_code")
    )


def _with_end() -> QuerySet[WarningRecord]:
    ended = MonitoredStep.objects.filter(task_id=OuterRef("task_id")).values("ended_at")
    return WarningRecord.objects.annotate(ended_at=Subquery(ended))


def _standing(year: int, agencies: Collection[str]) -> QuerySet[WarningRecord]:
    # A message that came too late may show that the step ended in time: the record stays, but does not count.
    in_time = MonitoredStep.objects.filter(task_id=OuterRef("task_id"), ended_at__lte=OuterRef("due_at"))
    quashed = Quashing.objects.filter(kind="record", record_id=OuterRef("pk"))
    found = WarningRecord.objects.filter(~Exists(in_time), ~Exists(quashed), year=year)
    return found.filter(agency_code__in=agencies) if agencies else found


def _given(**filters: str) -> dict[str, Any]:
    return {name: value for name, value in filters.items() if value}

"""What people brought, behind a report's number: complaints, enquiries and bad ratings; and ratings of all grades.

No row here holds a name of who complains or rates (`Filer` is a table apart), and a rating does not tell its case,
which would tell its rater (docs/complaints.md). What is found untrue counts nowhere and is not listed.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from shenpi.apps.paging import Page, page
from shenpi.apps.supervision.evaluation.periods import Period
from shenpi.apps.supervision.matters import queries
from shenpi.apps.supervision.matters.flows import FEEDBACK
from shenpi.apps.supervision.models import Matter, Rating
from shenpi.apps.supervision.reports import zeros
from shenpi.apps.supervision.reports.table import asked_part
from shenpi.apps.supervision.rules.matters import MATTER

MATTERS: Mapping[str, Promise] = {
    "complaint": lazy("投诉"),
    "enquiry": lazy("咨询"),
    "rating": lazy("差评整改"),
    "upheld": lazy("投诉属实"),
    "partly": lazy("投诉部分属实"),
    "unfounded": lazy("投诉不属实"),
    "open": lazy("尚未办结的投诉、咨询、差评"),
    "complaints": lazy("属实和部分属实的投诉"),
    "distance": lazy("逾期的咨询"),
}
RATINGS: Mapping[str, Promise] = {
    "grade_5": lazy("非常满意"),
    "grade_4": lazy("满意"),
    "grade_3": lazy("基本满意"),
    "grade_2": lazy("不满意"),
    "grade_1": lazy("非常不满意"),
    "rated": lazy("全部评价"),
}
PARTS: Mapping[str, str] = {
    "agency": "agency_code",
    "office": "office_code",
    "item": "item_code",
    "person": "person_id",
}


def matters(
    measure: str, period: Period, *, agency: str = "", readable: Collection[str] = (), after: str = ""
) -> Page[Matter] | None:
    """List the matters behind a number that who is bound to the agencies `readable` (none: to nothing) may open; None
    for an unknown measure."""
    if measure not in MATTERS:
        return None
    found = queries.readable(FEEDBACK, readable).filter(_counted(measure, period))
    if agency:
        found = found.filter(agency_code=asked_part(agency))
    return page(found, "opened_at", after, newest=True)


def ratings(
    measure: str, period: Period, *, readable: Collection[str] = (), after: str = "", **given: str
) -> Page[Rating] | None:
    """List the ratings behind a number, of a part (`PARTS`), those of the agencies `readable` (none: of all); None
    for an unknown measure or part."""
    if measure not in RATINGS:
        return None
    found = Rating.objects.filter(struck=False, at__gte=period.begins, at__lt=period.ends)
    if readable:
        found = found.filter(agency_code__in=readable)
    if measure != "rated":
        found = found.filter(grade=int(measure[-1]))
    for name, value in given.items():
        if not value:
            continue
        if name == "person":
            key = _person(value)
            if key is None and asked_part(value):
                return None
            found = found.filter(person_id=key)
        else:
            found = found.filter(**{PARTS[name]: asked_part(value)})
    return page(found, "at", after, newest=True)


def _counted(measure: str, period: Period) -> Q:
    """Return the condition by which the reports count (`courses.feedback`, `zeros`)."""
    if measure == "distance":
        subjects = zeros.failures("distance", period).values_list("subject", flat=True).distinct()
        return Q(pk__in=[UUID(subject.removeprefix(f"{MATTER}:")) for subject in subjects])
    what = {
        "open": ~Q(state="closed"),
        "complaints": Q(finding__in=("upheld", "partly")),
        **{kind: Q(kind=kind) for kind in FEEDBACK},
    }
    within = Q(opened_at__gte=period.begins, opened_at__lt=period.ends)
    return within & what.get(measure, Q(finding=measure))


def _person(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None

"""What people say of a subject in a month: complaints found right, and the shares of good and bad ratings."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Sum

from shenpi.apps.supervision.evaluation.scoring import packaged
from shenpi.apps.supervision.matters.rating import BAD
from shenpi.apps.supervision.models import Matter, RatingTally

Subject = tuple[str, ...]
FOUND = {"upheld": "complaints", "partly": "complaints_partly"}
RATED = {
    "agency": ("agency_code",),
    "office": ("agency_code", "office_code"),
    "person": ("agency_code", "person"),
}


def complaints(
    columns: tuple[str, ...], begins: datetime, ends: datetime, counts: defaultdict[Subject, dict[str, int]]
) -> None:
    """Count the complaints found (partly) right in the time, as they stand after review and objection."""
    found = Matter.objects.filter(kind=Matter.Kind.COMPLAINT, finding__in=FOUND)
    rows = found.filter(found_at__gte=begins, found_at__lt=ends).values_list(*columns, "finding")
    for *subject, finding, number in rows.annotate(Count("pk")):
        if subject[-1]:
            counts[tuple(map(str, subject))][FOUND[finding]] += number


def satisfaction(
    kind: str, month: date, subject: Callable[[tuple[str, ...]], Subject] = lambda key: key
) -> dict[Subject, dict[str, Decimal]]:
    """Return the per cent of ratings of the upper three and the lower two grades; too few ratings say nothing."""
    sums: defaultdict[Subject, list[int]] = defaultdict(lambda: [0, 0])
    rows = RatingTally.objects.filter(month=month, number__gt=0).values_list(*RATED[kind], "grade")
    for *key, grade, number in rows.annotate(Sum("number")):
        if key[-1]:
            sums[subject(tuple(key))][grade <= BAD] += number
    least = packaged()["ratings"]["least"]
    return {
        key: {"satisfied": _percent(good, good + bad), "dissatisfied": _percent(bad, good + bad)}
        for key, (good, bad) in sums.items()
        if good + bad >= least
    }


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"))

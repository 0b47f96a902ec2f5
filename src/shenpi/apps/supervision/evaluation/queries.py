"""Evaluations of a period: the ranking of a kind, and one subject with every line and the signals behind it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import NotFound
from shenpi.apps.supervision.evaluation.feedback import FOUND
from shenpi.apps.supervision.evaluation.gathering import COLUMNS, KINDS, Subject, gather
from shenpi.apps.supervision.evaluation.periods import Period, elapsed
from shenpi.apps.supervision.evaluation.scoring import Facts, Score, grade, mean, packaged, score
from shenpi.apps.supervision.models import KnownAgency, Matter, Signal
from shenpi.apps.supervision.signal_queries import standing

SHOWN = 500


@dataclass(frozen=True)
class Evaluated:
    """A subject's points in a period: the mean of its months, the grade, and the sums behind them."""

    subject: Subject
    name: str
    points: Decimal
    grade: str
    months: tuple[tuple[date, Score], ...]
    counts: dict[str, int]


def ranking(kind: str, period: Period, now: datetime) -> list[Evaluated]:
    """Return all subjects of a kind that had work or signals, best first; a month without any counts as the base.

    Raises NotFound for a kind that is not evaluated.
    """
    if kind not in KINDS:
        raise NotFound("kind_unknown", _("没有这种考核对象。"))
    model, months = packaged(), elapsed(period, now)
    names: dict[Subject, str] = {}
    facts: defaultdict[Subject, dict[date, Facts]] = defaultdict(dict)
    for month in months:
        for named in gather(kind, month):
            names[named.subject] = named.name
            facts[named.subject][month] = named.facts
    found = []
    for subject, by_month in facts.items():
        scores = tuple((month, score(by_month.get(month, Facts()), model)) for month in months)
        points = mean([each for _month, each in scores])
        found.append(
            Evaluated(subject, names[subject], points, grade(points, model), scores, _sums(by_month.values()))
        )
    return sorted(found, key=lambda row: (-row.points, row.subject))


def evaluated(kind: str, subject: Subject, period: Period, now: datetime) -> tuple[Evaluated, list[Signal]]:
    """Return one subject's evaluation and the signals that count in it. Raises NotFound."""
    row = next((row for row in ranking(kind, period, now) if row.subject == subject), None)
    if row is None:
        raise NotFound("subject_unknown", _("这个对象在这一期间没有办件，也没有监察信号。"))
    within = Signal.objects.filter(at__gte=period.begins, at__lt=period.ends)
    if kind == "region":
        agencies = KnownAgency.objects.filter(region_code=subject[0]).values("code")
        return row, _counting(within.filter(agency_code__in=agencies))
    return row, _counting(within.filter(**dict(zip(COLUMNS[kind], subject, strict=True))))


def complaints(kind: str, subject: Subject, period: Period) -> list[Matter]:
    """Return the complaints found (partly) right in the period that count against a subject."""
    found = Matter.objects.filter(kind=Matter.Kind.COMPLAINT, finding__in=FOUND)
    within = found.filter(found_at__gte=period.begins, found_at__lt=period.ends).order_by("-found_at")
    if kind == "region":
        agencies = KnownAgency.objects.filter(region_code=subject[0]).values("code")
        return list(within.filter(agency_code__in=agencies)[:SHOWN])
    return list(within.filter(**dict(zip(COLUMNS[kind], subject, strict=True)))[:SHOWN])


def _counting(signals: QuerySet[Signal]) -> list[Signal]:
    return list(standing(signals).order_by("-at", "-pk")[:SHOWN])


def _sums(facts: Iterable[Facts]) -> dict[str, int]:
    sums: defaultdict[str, int] = defaultdict(int)
    for each in facts:
        for name, number in each.counts.items():
            sums[name] += number
    return dict(sums)

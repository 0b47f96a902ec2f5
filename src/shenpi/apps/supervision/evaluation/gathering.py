"""The facts of a month for every subject of a kind, from signals that count, tallies, complaints and batches."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q, Sum

from shenpi.apps.organisation.models import Person
from shenpi.apps.supervision import agencies, divisions
from shenpi.apps.supervision.evaluation import feedback
from shenpi.apps.supervision.evaluation.periods import read
from shenpi.apps.supervision.evaluation.scoring import Facts
from shenpi.apps.supervision.models import (
    CaseTally,
    ForeignBatch,
    KnownAgency,
    Matter,
    MatterEntry,
    PersonTally,
    PublishedItem,
    Signal,
    StepTally,
)
from shenpi.apps.supervision.signal_queries import standing
from shenpi.core.worktime import BadLimit, Limit

Subject = tuple[str, ...]
"""What is evaluated: (agency,), (agency, office), (agency, person) or (region,)."""

KINDS = ("agency", "office", "person", "region")
COLUMNS = {
    "agency": ("agency_code",),
    "office": ("agency_code", "office_code"),
    "person": ("agency_code", "person_id"),
}


@dataclass(frozen=True)
class Named:
    """A subject with its name and its facts."""

    subject: Subject
    name: str
    facts: Facts


def gather(kind: str, month: date) -> list[Named]:
    """Return every subject of a kind that had work or signals in a month."""
    if kind == "region":
        return _regions(month)
    names: dict[Subject, str] = {}
    counts: defaultdict[Subject, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    begins, ends = _bounds(month)
    columns = COLUMNS[kind]
    signals = standing(Signal.objects.filter(at__gte=begins, at__lt=ends))
    if kind != "agency":
        signals = signals.exclude(**{columns[-1]: None if kind == "person" else ""})
    shown = {"agency": "agency_name", "office": "office_name", "person": "person_name"}[kind]
    rows: Iterable[dict[str, Any]] = signals.values(*columns, "level").annotate(
        n=Count("pk"), shown=Max(shown)
    )
    for row in rows:
        subject = tuple(str(row[column]) for column in columns)
        counts[subject][row["level"]] += row["n"]
        names[subject] = row["shown"]
    _upheld(columns, begins, ends, counts)
    feedback.complaints(columns, begins, ends, counts)
    shares: defaultdict[Subject, dict[str, Decimal]] = defaultdict(dict)
    lost: dict[Subject, Decimal] = {}
    if kind == "agency":
        known = dict(KnownAgency.objects.values_list("code", "name"))
        shares.update(_shares(month))
        lost = _lost(begins, ends)
        for subject in {*shares, *counts}:
            names.setdefault(subject, known.get(subject[0], subject[0]))
    for subject, share in feedback.satisfaction(kind, month).items():
        shares[subject] = shares[subject] | share
    if kind == "office":
        called = agencies.offices()
        active = StepTally.objects.filter(month=month, number__gt=0).exclude(office_code="")
        for agency, office in {*active.values_list("agency_code", "office_code"), *shares, *counts}:
            names.setdefault((agency, office), called.get(office, office))
    if kind == "person":
        _name_people(names, {*shares, *counts}, month)
    for subject in {*shares, *counts}:
        names.setdefault(subject, subject[-1])
    return [
        Named(
            subject,
            names[subject],
            Facts(counts.get(subject, {}), shares.get(subject, {}), lost.get(subject, Decimal(0))),
        )
        for subject in sorted(names)
    ]


def _name_people(names: dict[Subject, str], judged: Iterable[Subject], month: date) -> None:
    """Name everybody who ended a step in the month, and who was only rated, as the own house knows them."""
    worked = PersonTally.objects.filter(month=month, number__gt=0).order_by("name")
    for agency, person, name in worked.values_list("agency_code", "person", "name"):
        names.setdefault((agency, person), name)
    unnamed = [subject for subject in judged if subject not in names]
    known = dict(
        Person.objects.filter(pk__in=[person for _agency, person in unnamed]).values_list("pk", "name")
    )
    called = {str(key): name for key, name in known.items()}
    for subject in unnamed:
        names[subject] = called.get(subject[-1], subject[-1])


def _regions(month: date) -> list[Named]:
    """Sum the agencies of each region; their shares by cases, not by agencies."""
    region = dict(KnownAgency.objects.exclude(region_code="").values_list("code", "region_code"))
    counts: defaultdict[Subject, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for agency in gather("agency", month):
        key = (region.get(agency.subject[0], ""),)
        for level, number in agency.facts.counts.items():
            counts[key][level] += number
        counts[key]["agencies"] += 1
    shares = _shares(month, lambda code: (region.get(code, ""),))
    liked = feedback.satisfaction("agency", month, lambda key: (region.get(key[0], ""),))
    return [
        Named(
            key,
            divisions.names().get(divisions.short(key[0]), key[0]),
            Facts(counts[key], shares.get(key, {}) | liked.get(key, {})),
        )
        for key in sorted(counts)
        if key[0]
    ]


def _shares(
    month: date, subject: Callable[[str], Subject] = lambda code: (code,)
) -> dict[Subject, dict[str, Decimal]]:
    """Return for each subject the share of decisions a day or more ahead, and how far promises shorten the law."""
    sums: defaultdict[Subject, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = CaseTally.objects.filter(month=month).values_list("agency_code", "measure")
    for code, measure, number in rows.annotate(Sum("number")):
        sums[subject(code)][measure] += number
    shortened = _shortened(subject)
    found: dict[Subject, dict[str, Decimal]] = {}
    for key, measures in sums.items():
        decided = measures["on_time"] + measures["late"]
        early = Decimal(100 * measures["early"]) / decided if decided else Decimal(0)
        found[key] = {"early": early.quantize(Decimal("0.1")), "shortened": shortened.get(key, Decimal(0))}
    return found


def _shortened(subject: Callable[[str], Subject]) -> dict[Subject, Decimal]:
    """Return by how many per cent each subject's promises are shorter than the law's limits, over its items."""
    days: defaultdict[Subject, list[int]] = defaultdict(lambda: [0, 0])
    latest: dict[str, PublishedItem] = {}
    for item in PublishedItem.objects.order_by("number"):
        latest[item.item_code] = item
    for item in latest.values():
        law, promise = (_amount(item.content.get(name)) for name in ("statutory_limit", "promised_limit"))
        if law and promise is not None:
            days[subject(item.agency_code)][0] += law
            days[subject(item.agency_code)][1] += min(promise, law)
    return {
        key: (Decimal(100 * (law - own)) / law).quantize(Decimal("0.1")) for key, (law, own) in days.items()
    }


def _amount(limit: Any) -> int | None:
    try:
        return Limit.from_dict(limit).amount if limit else None
    except BadLimit:
        return None


def _lost(begins: datetime, ends: datetime) -> dict[Subject, Decimal]:
    """Return what per cent of the rows that each agency's own systems reported could not be taken."""
    rows = ForeignBatch.objects.filter(begun_at__gte=begins, begun_at__lt=ends).values_list(
        "system__agency_code"
    )
    return {
        (code,): (Decimal(100 * lost) / (taken + lost)).quantize(Decimal("0.1"))
        for code, taken, lost in rows.annotate(told=Sum("events"), gone=Sum("lost"))
        if lost
    }


def _upheld(
    columns: tuple[str, ...],
    begins: datetime,
    ends: datetime,
    counts: defaultdict[Subject, dict[str, int]],
) -> None:
    """Count the violations upheld in the month and not overturned on appeal."""
    upheld = MatterEntry.objects.filter(act="uphold", at__gte=begins, at__lt=ends).values("matter")
    gone = MatterEntry.objects.filter(act="overturn").values("matter")
    rows = Matter.objects.filter(Q(pk__in=upheld) & ~Q(pk__in=gone)).values_list(*columns)
    for *subject, number in rows.annotate(Count("pk")):
        if subject[-1]:
            counts[tuple(map(str, subject))]["violations"] += number


def _bounds(month: date) -> tuple[datetime, datetime]:
    period = read(f"{month:%Y-%m}")
    return period.begins, period.ends

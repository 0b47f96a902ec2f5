"""The five zeros as indices (D9-008): enquiries near, documents without errors, no complaints, no obstacles, no fees.

Each is a number of failures and an index, 100 less the failures in a hundred: of enquiries, or of cases received. A
case counts once in each zero, whatever number of cards it has; what was quashed or found untrue does not count.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from shenpi.apps.supervision import agencies
from shenpi.apps.supervision.evaluation.periods import Period
from shenpi.apps.supervision.models import Matter, Signal
from shenpi.apps.supervision.reports import volumes
from shenpi.apps.supervision.reports.table import Asked, Column, Row, Table, part_of
from shenpi.apps.supervision.rules import Level
from shenpi.apps.supervision.signal_queries import standing

RULES: Mapping[str, tuple[str, ...]] = {
    "distance": ("enquiry_overdue",),
    "errors": (
        "missing_document",
        "unsealed_document",
        "unsigned_opinion",
        "refusal_unreasoned",
        "refusal_without_remedy",
        "closed_without_document",
        "backdated_entry",
    ),
    "obstacles": (
        "receipt_unanswered",
        "second_correction",
        "demand_without_basis",
        "extension_unapproved",
        "second_extension",
        "overlong_suspension",
    ),
    "fees": ("fee_off_list",),
}
"""The rules whose cards are a failure of each zero; complaints are findings, not cards."""
ZEROS = ("distance", "errors", "complaints", "obstacles", "fees")
BASES = {"distance": "enquiries"}
"""Of what the failures of a zero are a share, where it is not the cases received."""
COLUMNS = (
    Column(lazy("部门"), "text"),
    Column(lazy("接件"), "number", "received"),
    Column(lazy("咨询"), "number", "enquiry"),
    Column(lazy("咨询逾期"), "number", "distance"),
    Column(lazy("零距离"), "days"),
    Column(lazy("有差错"), "number", "errors"),
    Column(lazy("零差错"), "days"),
    Column(lazy("投诉属实"), "number", "complaints"),
    Column(lazy("零投诉"), "days"),
    Column(lazy("有障碍"), "number", "obstacles"),
    Column(lazy("零障碍"), "days"),
    Column(lazy("乱收费"), "number", "fees"),
    Column(lazy("零收费"), "days"),
    Column(lazy("做到几个零")),
)
Counts = Mapping[str, int]


def zeros(asked: Asked) -> Table:
    """Return the indices of each agency, and of all together."""
    counts: defaultdict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for agency, name, number in _counted(asked):
        counts[agency][name] += number
    names = agencies.names()
    rows = [
        Row(
            (names.get(code, code) or _("未说明"), *_indices(counts[code])),
            {"agency": part_of(code), "period": asked.period.text},
        )
        for code in sorted(counts)
    ]
    whole: defaultdict[str, int] = defaultdict(int)
    for each in counts.values():
        for name, number in each.items():
            whole[name] += number
    key = {"period": asked.period.text} | ({"agency": asked.agency} if asked.agency else {})
    return Table(COLUMNS, rows, Row((_("合计"), *_indices(whole)), key))


def failures(zero: str, period: Period) -> QuerySet[Signal]:
    """Return the standing cards that make a failure of a zero in a period; warnings are none."""
    found = Signal.objects.filter(rule__in=RULES[zero], at__gte=period.begins, at__lt=period.ends)
    return standing(found.exclude(level=Level.WARNING))


def _counted(asked: Asked) -> list[tuple[str, str, int]]:
    """Return agency, what is counted, and how many."""
    only = {"agency_code": asked.agency} if asked.agency else {}
    found: list[tuple[str, str, int]] = []
    for row in volumes.tallies(asked, "agency_code"):
        if row["measure"] == "received":
            found.append((row["agency_code"], "received", row["n"]))
    brought = Matter.objects.filter(
        opened_at__gte=asked.period.begins, opened_at__lt=asked.period.ends, **only
    )
    for name, matters in (
        ("enquiries", brought.filter(kind="enquiry")),
        ("complaints", brought.filter(kind="complaint", finding__in=("upheld", "partly"))),
    ):
        rows = matters.values_list("agency_code").annotate(Count("pk")).order_by()
        found += [(agency, name, number) for agency, number in rows]
    for zero in RULES:
        cards = failures(zero, asked.period).filter(**only)
        by_agency = cards.values_list("agency_code").annotate(Count("subject", distinct=True)).order_by()
        found += [(agency, zero, number) for agency, number in by_agency]
    return found


def _indices(counts: Counts) -> Sequence[float | None]:
    cells: list[float | None] = [counts.get("received", 0), counts.get("enquiries", 0)]
    reached = 0
    for zero in ZEROS:
        failed, base = counts.get(zero, 0), counts.get(BASES.get(zero, "received"), 0)
        share = round(max(0.0, 100 - 100 * failed / base), 1) if base else None
        cells += [failed, share if failed == 0 or base else 0.0]
        reached += not failed
    return [*cells, reached]

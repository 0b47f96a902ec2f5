"""Dwell of steps and work of offices (D1-005), complaints and ratings, from tallies and matters."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from shenpi.apps.organisation.models import Person
from shenpi.apps.supervision import agencies
from shenpi.apps.supervision.matters.flows import FEEDBACK
from shenpi.apps.supervision.models import Matter, PersonTally, RatingTally, StepTally
from shenpi.apps.supervision.reports import brought, published
from shenpi.apps.supervision.reports.table import Asked, Column, Row, Table, part_of, total

HOUR = 3600
MOST = 2000
"""Lines of a report by step: the slowest."""
GRADES = ("grade_5", "grade_4", "grade_3", "grade_2", "grade_1")

_TIMES = (
    Column(lazy("结束的环节"), "number", "steps_ended"),
    Column(lazy("其中超期"), "number", "steps_late"),
    Column(lazy("按时率"), "percent"),
    Column(lazy("平均停留小时"), "days"),
)


def dwell(asked: Asked) -> Table:
    """Return how long each step of each item rests with its office, the slowest first; the leader's too (D1-005)."""
    columns = (
        Column(lazy("环节"), "text"),
        Column(lazy("事项"), "text"),
        Column(lazy("部门"), "text"),
        *_TIMES,
    )
    names, items = agencies.names(), published.latest("name")
    rows = [
        Row(
            (name, published.name(items, item), names.get(agency, agency), *_times(number, late, seconds)),
            {"step": name, "item": item, "agency": agency, "period": asked.period.text},
        )
        for name, item, agency, number, late, seconds in _steps(asked, "name", "item_code", "agency_code")
    ]
    rows.sort(key=lambda row: -float(row.cells[-1] or 0))
    return Table(columns, rows[:MOST], total(columns, rows, _("合计"), **_whole(asked)))


def offices(asked: Asked) -> Table:
    """Return what each office and window did: steps ended, late ones, and how long they took."""
    columns = (Column(lazy("科室、窗口"), "text"), Column(lazy("部门"), "text"), *_TIMES)
    names = agencies.names()
    called = agencies.offices()
    rows = [
        Row(
            (called.get(office, office), names.get(agency, agency), *_times(number, late, seconds)),
            {"office": office, "agency": agency, "period": asked.period.text},
        )
        for agency, office, number, late, seconds in sorted(_steps(asked, "agency_code", "office_code"))
    ]
    return Table(columns, rows, total(columns, rows, _("合计"), **_whole(asked)))


def _whole(asked: Asked) -> dict[str, str]:
    return {"period": asked.period.text} | ({"agency": asked.agency} if asked.agency else {})


def feedback(asked: Asked) -> Table:
    """Return complaints, enquiries and bad ratings of each agency: how many, and what became of them (D1, D10)."""
    columns = (
        Column(lazy("部门"), "text"),
        Column(lazy("投诉"), "number", "complaint"),
        Column(lazy("咨询"), "number", "enquiry"),
        Column(lazy("差评整改"), "number", "rating"),
        Column(lazy("投诉属实"), "number", "upheld"),
        Column(lazy("部分属实"), "number", "partly"),
        Column(lazy("不属实"), "number", "unfounded"),
        Column(lazy("尚未办结"), "number", "open"),
    )
    found = Matter.objects.filter(
        kind__in=FEEDBACK, opened_at__gte=asked.period.begins, opened_at__lt=asked.period.ends
    )
    if asked.agency:
        found = found.filter(agency_code=asked.agency)
    counts = {kind: Count("pk", filter=Q(kind=kind)) for kind in FEEDBACK}
    counts |= {
        finding: Count("pk", filter=Q(finding=finding)) for finding in ("upheld", "partly", "unfounded")
    }
    counts["open"] = Count("pk", filter=~Q(state="closed"))
    grouped = found.values("agency_code").annotate(called=Max("agency_name"), **counts)
    told: list[dict[str, Any]] = [dict(row) for row in grouped.order_by("agency_code")]
    period = asked.period.text
    rows = [
        Row(
            (row["called"] or _("未说明"), *(row[name] for name in counts)),
            {"agency": part_of(row["agency_code"]), "period": period},
        )
        for row in told
    ]
    return Table(columns, rows, total(columns, rows, _("合计"), **_whole(asked)))


def ratings(asked: Asked) -> Table:
    """Return the five grades by agency, item or person, with the share of the upper three (D5-015, D10-045)."""
    columns = (
        Column(lazy("分项"), "text"),
        *(Column(brought.RATINGS[grade], "number", grade) for grade in GRADES),
        Column(lazy("合计"), "number", "rated"),
        Column(lazy("满意率"), "percent"),
    )
    way = asked.by if asked.by in brought.PARTS else "agency"
    field = "person" if way == "person" else brought.PARTS[way]
    rows = RatingTally.objects.filter(month__in=asked.period.months, number__gt=0)
    if asked.agency:
        rows = rows.filter(agency_code=asked.agency)
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 6)
    for part, grade, number in rows.values_list(field, "grade").annotate(Sum("number")):
        sums[part][grade] += number
    called = _called(asked)
    made = [
        Row(
            (called.get(part) or part or _("办件评价"), *_grades(grades)),
            _whole(asked) | {way: part_of(part)},
        )
        for part, grades in sorted(sums.items())
    ]
    whole = [sum(numbers) for numbers in zip(*sums.values(), strict=True)]
    return Table(columns, made, Row((_("合计"), *_grades(whole)), _whole(asked)) if made else None)


def _grades(grades: Sequence[int]) -> tuple[float, ...]:
    """Return the numbers from the best grade down, their sum, and the per cent of the upper three."""
    whole = sum(grades)
    return (*grades[:0:-1], whole, round(100 * sum(grades[3:]) / whole, 1))


def _called(asked: Asked) -> dict[str, str]:
    by = asked.by
    if by == "item":
        items = published.latest("name")
        return {code: published.name(items, code) for code in items}
    if by == "office":
        return agencies.offices()
    if by == "person":
        months = asked.period.months
        ours = {str(key): name for key, name in Person.objects.filter(kind="staff").values_list("pk", "name")}
        return ours | dict(PersonTally.objects.filter(month__in=months).values_list("person", "name"))
    return agencies.names()


def _steps(asked: Asked, *by: str) -> list[tuple[Any, ...]]:
    rows = StepTally.objects.filter(month__in=asked.period.months)
    if asked.agency:
        rows = rows.filter(agency_code=asked.agency)
    sums = rows.values_list(*by).annotate(Sum("number"), Sum("late"), Sum("seconds")).order_by()
    return [row for row in sums if row[-3]]


def _times(number: int, late: int, seconds: int) -> tuple[int, int, float, float]:
    return number, late, round(100 * (number - late) / number, 1), round(seconds / number / HOUR, 1)

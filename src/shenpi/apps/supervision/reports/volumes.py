"""Cases by agency, class, item, channel, region or month, from the tallies alone (D1, D9).

Private items are counted in, and once more in a line of their own that is marked and has no cases to show: what
leaves for the city are these figures only (D1-021 to D1-023).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from shenpi.apps.organisation import packaged
from shenpi.apps.supervision import agencies
from shenpi.apps.supervision.models import CaseTally, FiguresOnly, KnownAgency
from shenpi.apps.supervision.reports import published
from shenpi.apps.supervision.reports.table import Asked, Column, Row, Table, total

DAY = 86400
MEASURES = (
    ("received", lazy("接件")),
    ("accepted", lazy("受理")),
    ("not_accepted", lazy("不予受理")),
    ("granted", lazy("准予")),
    ("refused", lazy("不予许可")),
    ("withdrawn", lazy("撤回")),
    ("completed", lazy("办结")),
    ("on_time", lazy("按时")),
    ("early", lazy("提前一天以上")),
    ("late", lazy("超期")),
)
COLUMNS = (
    Column(lazy("分项"), "text"),
    *(Column(name, "number", measure) for measure, name in MEASURES),
    Column(lazy("按时率"), "percent"),
    Column(lazy("平均办理日数"), "days"),
)
Counts = dict[str, int]
WAYS = ("agency", "class", "item", "channel", "region", "month")


def volumes(asked: Asked) -> Table:
    """Return one line for each part, the private ones of it below, and the whole."""
    whole: defaultdict[str, Counts] = defaultdict(lambda: defaultdict(int))
    private: defaultdict[str, Counts] = defaultdict(lambda: defaultdict(int))
    part, name, key = _way(asked.by)
    for row in tallies(asked, _FIELD[asked.by]):
        code = part(row)
        for counts in (whole[code], *([private[code]] if row["private"] else ())):
            counts[row["measure"]] += row["n"]
            counts["seconds"] += row["taken"]
    rows: list[Row] = []
    for code in sorted(whole):
        behind = _asked(asked) | {key: code} if code else {}
        rows.append(Row((name(code), *_figures(whole[code])), behind))
        if code in private:
            words = _("其中涉及隐私，只报数字")
            rows.append(Row((f"　{words}", *_figures(private[code])), private=True))
    sums: Counts = defaultdict(int)
    for counts in whole.values():
        for measure, number in counts.items():
            sums[measure] += number
    return Table(COLUMNS, rows, Row((_("合计"), *_figures(sums)), _asked(asked)))


def private_months(asked: Asked) -> Table:
    """Return the monthly figures of private items by agency, as they go to the city (D1-022)."""
    columns = (Column(lazy("月份和部门"), "text"), *COLUMNS[1:])
    names = agencies.names()
    found: defaultdict[tuple[str, str], Counts] = defaultdict(lambda: defaultdict(int))
    for row in tallies(asked, "month", "agency_code"):
        if not row["private"]:
            continue
        counts = found[f"{row['month']:%Y-%m}", row["agency_code"]]
        counts[row["measure"]] += row["n"]
        counts["seconds"] += row["taken"]
    rows = [
        Row((f"{month} {names.get(code, code)}", *_figures(counts)))
        for (month, code), counts in sorted(found.items())
    ]
    return Table(columns, rows, total(columns, rows, _("合计")))


def accepted_only(asked: Asked) -> Table:
    """Return the items whose cases are accepted here and never decided or completed here (D1-001)."""
    sums: defaultdict[tuple[str, str], Counts] = defaultdict(lambda: defaultdict(int))
    for row in tallies(asked, "agency_code", "item_code"):
        sums[row["agency_code"], row["item_code"]][row["measure"]] += row["n"]
    names, items = agencies.names(), published.latest("name")
    columns = (
        Column(lazy("事项"), "text"),
        Column(lazy("部门"), "text"),
        Column(lazy("接件"), "number", "received"),
        Column(lazy("受理"), "number", "accepted"),
    )
    rows = [
        Row(
            (published.name(items, item), names.get(agency, agency), counts["received"], counts["accepted"]),
            {"item": item, "agency": agency} | _asked(asked),
        )
        for (agency, item), counts in sorted(sums.items())
        if counts["accepted"] and not (counts["granted"] + counts["refused"] + counts["completed"])
    ]
    return Table(columns, rows, total(columns, rows, _("合计"), **_asked(asked)))


def limits(asked: Asked) -> Table:
    """Return for each item the limit of the law, the promise, and how long decisions took (D7, D10)."""
    sums: defaultdict[tuple[str, str], Counts] = defaultdict(lambda: defaultdict(int))
    for row in tallies(asked, "agency_code", "item_code"):
        counts = sums[row["agency_code"], row["item_code"]]
        counts[row["measure"]] += row["n"]
        counts["seconds"] += row["taken"]
    names, items = agencies.names(), published.latest("name", "statutory_limit", "promised_limit")
    columns = (
        Column(lazy("事项"), "text"),
        Column(lazy("部门"), "text"),
        Column(lazy("法定时限"), "text"),
        Column(lazy("承诺时限"), "text"),
        Column(lazy("压缩"), "percent"),
        Column(lazy("按时"), "number", "on_time"),
        Column(lazy("超期"), "number", "late"),
        Column(lazy("平均办理日数"), "days"),
    )
    rows = []
    for (agency, item), counts in sorted(sums.items()):
        if decided := counts["granted"] + counts["refused"]:
            law, promise, shortened = published.limits(items.get(item))
            days = round(counts["seconds"] / decided / DAY, 1)
            cells = (published.name(items, item), names.get(agency, agency), law, promise, shortened)
            rows.append(
                Row(
                    (*cells, counts["on_time"], counts["late"], days),
                    {"item": item, "agency": agency} | _asked(asked),
                )
            )
    return Table(columns, rows, total(columns, rows, _("合计"), **_asked(asked)))


_FIELD = {
    "agency": "agency_code",
    "class": "item_code",
    "item": "item_code",
    "channel": "channel",
    "region": "agency_code",
    "month": "month",
}


def tallies(asked: Asked, *fields: str) -> Iterator[Mapping[str, Any]]:
    """Yield sums of the tallies by measure, privacy and these fields, and what nodes below told as figures only."""
    only = {"month__in": asked.period.months} | ({"agency_code": asked.agency} if asked.agency else {})
    sums = {"n": Sum("number"), "taken": Sum("seconds")}
    ours = CaseTally.objects.filter(**only).values("measure", "private", *fields)
    yield from ours.annotate(**sums).order_by()
    told = FiguresOnly.objects.filter(**only).values("measure", *fields)
    for row in told.annotate(**sums).order_by():
        yield row | {"private": True}


def _way(by: str) -> tuple[Callable[[Mapping[str, Any]], str], Callable[[str], str], str]:
    """Return how a tally's part is told, what a part is called, and the filter that finds its cases."""
    names = agencies.names()
    if by == "item":
        items = published.latest("name")
        return lambda row: str(row["item_code"]), lambda code: published.name(items, code), "item"
    if by == "class":
        classes = published.classes()
        return lambda row: classes.get(row["item_code"], ""), published.class_name, "class"
    if by == "channel":
        words = {"online": _("网上申报"), "window": _("窗口申报")}
        return lambda row: str(row["channel"]), lambda code: words.get(code, code or _("未说明")), "channel"
    if by == "region":
        region = dict(KnownAgency.objects.values_list("code", "region_code"))
        known = {each["code"]: each["name"] for each in packaged.regions()}
        return (
            lambda row: region.get(row["agency_code"], ""),
            lambda code: known.get(code, code or _("未说明")),
            "region",
        )
    if by == "month":
        return lambda row: f"{row['month']:%Y-%m}", str, "period"
    return lambda row: str(row["agency_code"]), lambda code: names.get(code, code), "agency"


def _figures(counts: Counts) -> tuple[Any, ...]:
    decided = counts.get("granted", 0) + counts.get("refused", 0)
    judged = counts.get("on_time", 0) + counts.get("late", 0)
    return (
        *(counts.get(measure, 0) for measure, _name in MEASURES),
        round(100 * counts.get("on_time", 0) / judged, 1) if judged else None,
        round(counts.get("seconds", 0) / decided / DAY, 1) if decided else None,
    )


def _asked(asked: Asked) -> dict[str, str]:
    return {"period": asked.period.text} | ({"agency": asked.agency} if asked.agency else {})

"""By agency, item and month at once, page by page: what a city looks up about its past years, cases and steps.

The tallies have an index in the order of the lines, so that a page costs the same wherever it lies; the sums below it
are those of the whole time.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from shenpi.apps.errors import Invalid
from shenpi.apps.supervision import agencies
from shenpi.apps.supervision.models import StepTally
from shenpi.apps.supervision.reports import published, volumes
from shenpi.apps.supervision.reports.table import Asked, Column, Row, Table

MEASURES = ("received", "accepted", "granted", "refused", "on_time", "late", "completed")
HOUR = 3600
COLUMNS = (
    Column(lazy("部门"), "text"),
    Column(lazy("事项"), "text"),
    Column(lazy("月份"), "text"),
    Column(lazy("接件"), "number", "received"),
    Column(lazy("受理"), "number", "accepted"),
    Column(lazy("准予"), "number", "granted"),
    Column(lazy("不予许可"), "number", "refused"),
    Column(lazy("按时"), "number", "on_time"),
    Column(lazy("超期"), "number", "late"),
    Column(lazy("办结"), "number", "completed"),
    Column(lazy("接件中只报数字的")),
    Column(lazy("结束的环节"), "number", "steps_ended"),
    Column(lazy("其中超期"), "number", "steps_late"),
    Column(lazy("平均停留小时"), "days"),
)
_CASES = ", ".join(
    [
        *(f"SUM(number) FILTER (WHERE measure = '{measure}') AS {measure}" for measure in MEASURES),
        "SUM(number) FILTER (WHERE measure = 'received' AND HIDDEN) AS hidden",
        "0 AS ended, 0 AS overrun, 0 AS taken",
    ]
)
_STEPS = ", ".join(
    [
        *(f"0 AS {measure}" for measure in MEASURES),
        "0 AS hidden, SUM(number) AS ended, SUM(late) AS overrun, SUM(seconds) AS taken",
    ]
)
_SUMMED = (*MEASURES, "hidden", "ended", "overrun", "taken")
_SUMS = ", ".join(f"CAST(COALESCE(SUM({name}), 0) AS BIGINT)" for name in _SUMMED)
_KEY = "agency_code, item_code, month"
_PARTS = (
    ("supervision_casetally", _CASES.replace("HIDDEN", "private")),
    ("supervision_figuresonly", _CASES.replace("HIDDEN", "1 = 1")),
    ("supervision_steptally", _STEPS),
)
"""What nodes below told is figures only; of what is ours, the private items."""
_LINES = "SELECT KEY, SUMS FROM (PARTS) AS told GROUP BY KEY ORDER BY KEY LIMIT %s"
_PART = "SELECT * FROM (SELECT KEY, FIGURES FROM TABLE WHERE ASKED GROUP BY KEY ORDER BY KEY LIMIT %s) AS told_TABLE"
_ALL = 10_000_000


def history(asked: Asked) -> Table:
    """Return the lines after `asked.after`, at most `asked.most` (None: all), and the sums of the whole time."""
    lines = _lines(asked)
    more = asked.most is not None and len(lines) > asked.most
    lines = lines[: asked.most]
    names, items = agencies.names(), published.latest("name")
    rows = [_row(line, names, items) for line in lines]
    key = {"period": asked.period.text} | ({"agency": asked.agency} if asked.agency else {})
    whole = Row((_("合计"), "", "", *_figures(_whole(asked))), key)
    return Table(COLUMNS, rows, whole, _mark(lines[-1]) if more else "")


def _whole(asked: Asked) -> list[int]:
    """Sum the whole time, in the order of `_SUMMED`."""
    sums = dict.fromkeys(_SUMMED, 0)
    for row in volumes.tallies(asked):
        if row["measure"] in MEASURES:
            sums[row["measure"]] += row["n"]
        if row["measure"] == "received" and row["private"]:
            sums["hidden"] += row["n"]
    steps = StepTally.objects.filter(month__in=asked.period.months)
    if asked.agency:
        steps = steps.filter(agency_code=asked.agency)
    told = steps.aggregate(ended=Sum("number"), overrun=Sum("late"), taken=Sum("seconds"))
    return list((sums | {name: number or 0 for name, number in told.items()}).values())


def _row(line: Sequence[Any], names: dict[str, str], items: Any) -> Row:
    agency, item, month = line[0], line[1], f"{_day(line[2]):%Y-%m}"
    cells = (names.get(agency, agency), published.name(items, item), month, *_figures(line[3:]))
    return Row(cells, {"agency": agency, "item": item, "period": month})


def _figures(sums: Sequence[int]) -> tuple[Any, ...]:
    *numbers, ended, overrun, taken = sums
    return (*numbers, ended, overrun, round(taken / ended / HOUR, 1) if ended else None)


def _lines(asked: Asked) -> list[tuple[Any, ...]]:
    """Ask for the page and a line more; each part ends where the page must."""
    conditions, given = ["month BETWEEN %s AND %s"], [*_days(asked.period.months[0], asked.period.months[-1])]
    if asked.agency:
        conditions.append("agency_code = %s")
        given.append(asked.agency)
    if asked.after:
        conditions.append(f"({_KEY}) > (%s, %s, %s)")
        agency, item, month = _read(asked.after)
        given += [agency, item, *_days(month)]
    most = _ALL if asked.most is None else asked.most + 1
    parts = " UNION ALL ".join(
        _PART.replace("FIGURES", figures).replace("TABLE", table) for table, figures in _PARTS
    )
    sql = _LINES.replace("PARTS", parts).replace("SUMS", _SUMS).replace("ASKED", " AND ".join(conditions))
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("KEY", _KEY), [*[*given, most] * len(_PARTS), most])
        return cursor.fetchall()


def _days(*days: date) -> list[Any]:
    return [connection.ops.adapt_datefield_value(day) for day in days]


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _mark(line: Sequence[Any]) -> str:
    return f"{line[0]}~{line[1]}~{_day(line[2]):%Y-%m-%d}"


def _read(mark: str) -> tuple[str, str, date]:
    try:
        agency, item, month = mark.split("~")
        return agency, item, date.fromisoformat(month)
    except ValueError:
        raise Invalid("page_unknown", _("这一页的地址不完整。请从列表的第一页重新开始。")) from None

"""The calendar's data: what State Council notices say, and the estimate for years without one."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from shenpi.core.worktime.errors import BadCalendar


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """Days, `first` to `last` inclusive, that are not what their weekday says.

    A holiday or closure has `working=False`; a make-up day (调休上班) has `working=True`. `name` is the festival, or
    for a local closure its reason.
    """

    first: date
    last: date
    working: bool
    name: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadCalendar(
                "calendar_order",
                f"日历数据有误：{self.last} 早于 {self.first}。请核对起止日期。",
                f"Calendar data are wrong: {self.last} is before {self.first}. Check the dates.",
            )

    def ordinals(self) -> range:
        """Return the days as proleptic Gregorian ordinals."""
        return range(self.first.toordinal(), self.last.toordinal() + 1)


def read(text: str) -> tuple[SpecialDays, ...]:
    """Read the CSV form (`first,last,day,name`; `day` is `off` or `working`). Raises BadCalendar with the line."""
    rows = csv.DictReader(io.StringIO(text))
    found = []
    for row in rows:
        try:
            working = {"off": False, "working": True}[row["day"]]
            days = SpecialDays(
                date.fromisoformat(row["first"]), date.fromisoformat(row["last"]), working, row["name"] or ""
            )
        except (KeyError, TypeError, ValueError) as error:
            raise BadCalendar(
                "calendar_line",
                f"日历数据第 {rows.line_num} 行有误，应为“起始日,截止日,off 或 working,名称”。",
                f"Line {rows.line_num} of the calendar data is wrong; expected first,last,off|working,name.",
            ) from error
        found.append(days)
    return tuple(found)


def write(days: Iterable[SpecialDays]) -> str:
    """Return the CSV form, the inverse of `read`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("first", "last", "day", "name"))
    for each in days:
        writer.writerow((each.first, each.last, "working" if each.working else "off", each.name))
    return out.getvalue()


@cache
def announced() -> tuple[SpecialDays, ...]:
    """Return the shipped notices of the State Council, 2007 to 2026 (NateScarlet/holiday-cn, MIT)."""
    return _packaged("notices.csv")


@cache
def estimated() -> tuple[SpecialDays, ...]:
    """Return the statutory holidays of 2027 to 2036 on their own days, without bridging or make-up days.

    Source: 全国年节及纪念日放假办法 (2024) art. 2. What a notice will move is not known before the notice.
    """
    return _packaged("estimated.csv")


def _packaged(name: str) -> tuple[SpecialDays, ...]:
    return read((files("shenpi.data") / "calendar" / name).read_text("utf-8"))

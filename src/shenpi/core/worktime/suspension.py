"""特别程序 and other times that a limit does not count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shenpi.core.worktime.errors import BadClock
from shenpi.core.worktime.moments import aware, local

if TYPE_CHECKING:
    from shenpi.core.worktime.calendar import Calendar

ENDLESS = 10**7
"""An ordinal after every day of a calendar: the last day of a suspension that is still open."""


@dataclass(frozen=True, slots=True)
class Suspension:
    """A time, `begin` to `end` (aware; None while it lasts), that does not count, with its reason (听证, 专家评审…).

    行政许可法 art. 45: the time that a hearing, tender, auction, inspection, test, quarantine, appraisal or expert
    review needs is not counted, and the applicant is told of it in writing. Raises BadClock, NaiveMoment.
    """

    begin: datetime
    end: datetime | None
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "begin", aware(self.begin))
        if self.end is None:
            return
        object.__setattr__(self, "end", aware(self.end))
        if self.end < self.begin:
            raise BadClock(
                "suspension_order",
                "暂停计时的结束时刻早于开始时刻。请核对。",
                "The suspension ends before it begins. Check its moments.",
            )

    def covers(self, moment: datetime) -> bool:
        """Tell whether the clock rests at `moment` (aware)."""
        return self.begin <= moment and (self.end is None or moment < self.end)

    def days(self, calendar: "Calendar") -> range:
        """Return, as ordinals, the days of which a part up to the close of offices is suspended.

        After the close nothing of the day is left to suspend, and before the first minute of a day nothing of it is
        suspended yet; so a suspension from close to close takes exactly the days between.
        """
        if self.begin == self.end:
            return range(0)
        begin = local(self.begin)
        first = begin.date().toordinal() + (begin.time() >= calendar.close)
        if self.end is None:
            return range(first, ENDLESS)
        last = (local(self.end) - timedelta(microseconds=1)).date().toordinal()
        return range(first, max(first, last + 1))


def suspended_days(calendar: "Calendar", suspensions: Iterable[Suspension]) -> list[range]:
    """Return the suspended days as ordered, separate ranges of ordinals."""
    merged: list[range] = []
    for days in sorted((each.days(calendar) for each in suspensions), key=lambda days: days.start):
        if not days:
            continue
        if merged and days.start <= merged[-1].stop:
            merged[-1] = range(merged[-1].start, max(merged[-1].stop, days.stop))
        else:
            merged.append(days)
    return merged


def suspended_times(suspensions: Iterable[Suspension]) -> list[tuple[datetime, datetime | None]]:
    """Return the suspensions as ordered, separate times; the last may have no end."""
    merged: list[tuple[datetime, datetime | None]] = []
    for each in sorted(suspensions, key=lambda each: each.begin):
        if merged and (merged[-1][1] is None or each.begin <= merged[-1][1]):
            begin, end = merged[-1]
            merged[-1] = begin, None if end is None or each.end is None else max(end, each.end)
        else:
            merged.append((each.begin, each.end))
    return merged

"""When a limit ends: the rules of law for a clock that is never suspended."""

import calendar as gregorian
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from shenpi.core.worktime.errors import OutOfRange
from shenpi.core.worktime.limit import Limit, Unit
from shenpi.core.worktime.moments import FIRST, LAST, aware, local, local_day

if TYPE_CHECKING:
    from shenpi.core.worktime.calendar import Calendar


def due(calendar: "Calendar", start: datetime, limit: Limit) -> datetime:
    """Return the moment (UTC) at which `limit`, begun at `start` (aware), ends.

    - A limit in days or months does not count the day of the start (民法典 art. 201) and ends when offices close on
      its last day (art. 203.2).
    - Working days are those of 行政许可法 art. 82: no weekends and holidays, but make-up days.
    - A limit in calendar days or months whose last day is no working day ends on the next one (民法典 art. 203.1;
      so too 民事诉讼法 on periods, which 行政诉讼法 art. 101 applies).
    - A month ends on the day with the start's number, else on the last day of the month (art. 202).
    - 0 days is 当日: the close of the start's own day, or of the next working day when that close has passed.
    - Hours are hours of the clock, by day and by night.

    Raises NaiveMoment, OutOfRange.
    """
    if limit.unit is Unit.HOURS:
        return aware(start) + timedelta(hours=limit.amount)
    day = local_day(start)
    if limit.amount == 0:
        return calendar.closing(same_day(calendar, start))
    if limit.unit is Unit.WORKING_DAYS:
        return calendar.closing(calendar.add_working_days(day, limit.amount))
    return calendar.closing(calendar.next_working_day(last_day(day, limit)))


def same_day(calendar: "Calendar", start: datetime) -> date:
    """Return the day on which something to be done 当日 must be done."""
    moment = local(start)
    day = moment.date()
    passed = calendar.is_working_day(day) and moment.time() >= calendar.close
    return calendar.add_working_days(day, 1 if passed else 0)


def last_day(start: date, limit: Limit) -> date:
    """Return the last day of a limit in calendar days or months, working or not.

    Raises OutOfRange beyond the calendar's last year.
    """
    if limit.unit is Unit.CALENDAR_DAYS:
        return start + timedelta(days=limit.amount)
    years, month = divmod(start.month - 1 + limit.amount, 12)
    year, month = start.year + years, month + 1
    if year > LAST.year:
        raise OutOfRange(FIRST, LAST)
    return date(year, month, min(start.day, gregorian.monthrange(year, month)[1]))

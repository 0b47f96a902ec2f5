"""When people may be disturbed: no SMS in quiet hours, prompts of officials in office hours only."""

from datetime import datetime, time, timedelta

from django.conf import settings

from shenpi.apps import timekeeping

OPENING = time(8, 30)


def after_quiet_hours(moment: datetime) -> datetime:
    """Return `moment`, or the end of the quiet hours (Asia/Shanghai) in which it lies."""
    begin, end = settings.SHENPI_QUIET_HOURS
    here = timekeeping.local(moment)
    at = here.time()
    quiet = begin <= at or at < end if begin > end else begin <= at < end
    if not quiet:
        return moment
    day = here.date() + timedelta(days=1) if at >= end else here.date()
    return datetime.combine(day, end, timekeeping.SHANGHAI)


def in_office_hours(moment: datetime) -> datetime:
    """Return `moment`, or the next opening of the offices: reminders follow working days."""
    calendar, here = timekeeping.calendar(), timekeeping.local(moment)
    day = here.date()
    if calendar.is_working_day(day):
        if here.time() < OPENING:
            return datetime.combine(day, OPENING, timekeeping.SHANGHAI)
        if here.time() <= calendar.close:
            return moment
    return datetime.combine(calendar.add_working_days(day, 1), OPENING, timekeeping.SHANGHAI)

"""Structured time put into Chinese and English sentences (the wording of the house style)."""

from datetime import date, datetime

from shenpi.core.worktime.calendar import DayKind
from shenpi.core.worktime.explanation import Count, DayRow
from shenpi.core.worktime.limit import Limit, Unit
from shenpi.core.worktime.moments import local
from shenpi.core.worktime.time_left import Standing, TimeLeft

_WEEKDAYS_ZH = "一二三四五六日"
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_KINDS = {
    DayKind.WORKING: ("工作日", "working day"),
    DayKind.WEEKEND: ("周末", "weekend"),
    DayKind.HOLIDAY: ("节假日", "holiday"),
    DayKind.MAKE_UP: ("调休上班", "make-up working day"),
    DayKind.CLOSED: ("停止办公", "offices closed"),
}

_UNITS_ZH = {Unit.WORKING_DAYS: "个工作日", Unit.CALENDAR_DAYS: "天", Unit.MONTHS: "个月", Unit.HOURS: "小时"}


def date_zh(day: date) -> str:
    """Return 2026年11月23日（星期一）."""
    return f"{day.year}年{day.month}月{day.day}日（星期{_WEEKDAYS_ZH[day.weekday()]}）"


def left_zh(left: TimeLeft) -> str:
    """Return 还剩 2 个工作日（11月25日 17:30 前）, 已超期 1 个工作日, 今天到期（17:30 前）, 按期办结, …"""
    amount = f" {_amount_zh(left.count, left.unit)}" if left.count else f"不到 {_amount_zh(1, left.unit)}"
    match left.standing:
        case Standing.OVERDUE:
            return f"已超期{amount}"
        case Standing.ENDED_LATE:
            return f"超期{amount}办结"
        case Standing.ENDED_IN_TIME:
            return "按期办结"
        case Standing.PAUSED:
            return f"计时暂停，还剩{amount}"
        case Standing.LEFT:
            return f"{_left_zh(left, amount)}（{_until_zh(left)}）" if left.due_at else f"还剩{amount}"


def left_en(left: TimeLeft) -> str:
    """Return 2 working days left (by 17:30 on 25 November), 1 working day overdue, due today (by 17:30), …"""
    amount = _amount_en(left.count, left.unit) if left.count else f"less than {_amount_en(1, left.unit)}"
    match left.standing:
        case Standing.OVERDUE:
            return f"{amount} overdue"
        case Standing.ENDED_LATE:
            return f"completed {amount} late"
        case Standing.ENDED_IN_TIME:
            return "completed in time"
        case Standing.PAUSED:
            return f"clock suspended, {amount} left"
        case Standing.LEFT:
            head = "due today" if _due_today(left) else f"{amount} left"
            return f"{head} (by {_until_en(left)})" if left.due_at else f"{amount} left"


def row_zh(row: DayRow) -> str:
    """Return why a day of the explanation counts or not: 周末，不计; 调休上班（国庆节），第 3 日; 暂停计时：听证."""
    return _join("，", _day(row, 0), _meaning_zh(row), "到期" if row.is_due else "", _estimated(row, 0))


def row_en(row: DayRow) -> str:
    """Return the same in English; festivals and reasons stay in Chinese."""
    return _join(", ", _day(row, 1), _meaning_en(row), "due" if row.is_due else "", _estimated(row, 1))


def _left_zh(left: TimeLeft, amount: str) -> str:
    return "今天到期" if _due_today(left) else f"还剩{amount}"


def _due_today(left: TimeLeft) -> bool:
    return left.count == 0 and left.unit is not Unit.HOURS


def _until_zh(left: TimeLeft) -> str:
    due, now = _moments(left)
    clock = f"{due:%H:%M} 前"
    if _due_today(left):
        return clock
    year = "" if due.year == now.year else f"{due.year}年"
    return f"{year}{due.month}月{due.day}日 {clock}"


def _until_en(left: TimeLeft) -> str:
    due, now = _moments(left)
    if _due_today(left):
        return f"{due:%H:%M}"
    year = "" if due.year == now.year else f" {due.year}"
    return f"{due:%H:%M} on {due.day} {_MONTHS_EN[due.month - 1]}{year}"


def _moments(left: TimeLeft) -> tuple[datetime, datetime]:
    return local(left.due_at or left.now), local(left.now)


def _amount_zh(count: int, unit: Unit) -> str:
    return f"{count} {_UNITS_ZH[unit]}"


def _amount_en(count: int, unit: Unit) -> str:
    return Limit(count, unit).en()


def _day(row: DayRow, language: int) -> str:
    kind = _KINDS[row.kind][language]
    if not row.name:
        return kind
    if row.kind is DayKind.HOLIDAY:
        return row.name
    return f"{kind}（{row.name}）" if language == 0 else f"{kind} ({row.name})"


def _meaning_zh(row: DayRow) -> str:
    match row.count:
        case Count.START:
            return "当日不计"
        case Count.COUNTED:
            return f"第 {row.number} 日"
        case Count.FREE:
            return "不计"
        case Count.SUSPENDED:
            return f"暂停计时：{row.reason}"
        case Count.MOVED:
            return "顺延"
        case Count.SAME_DAY:
            return "当日"
        case Count.RUNNING:
            return f"计 {_ran(row)}" + (f"，暂停计时：{row.reason}" if row.reason else "")


def _meaning_en(row: DayRow) -> str:
    match row.count:
        case Count.START:
            return "day of the start, not counted"
        case Count.COUNTED:
            return f"day {row.number}"
        case Count.FREE:
            return "not counted"
        case Count.SUSPENDED:
            return f"suspended: {row.reason}"
        case Count.MOVED:
            return "moved on to a working day"
        case Count.SAME_DAY:
            return "the same day"
        case Count.RUNNING:
            return f"{_ran(row)} counted" + (f", suspended: {row.reason}" if row.reason else "")


def _ran(row: DayRow) -> str:
    minutes = int(row.ran.total_seconds()) // 60 if row.ran else 0
    return f"{minutes // 60}:{minutes % 60:02d}"


def _estimated(row: DayRow, language: int) -> str:
    return ("节假日安排尚未公布，为预计", "estimated: no notice yet")[language] if row.is_estimated else ""


def _join(comma: str, *parts: str) -> str:
    return comma.join(part for part in parts if part)

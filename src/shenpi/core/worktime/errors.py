"""Typed errors of `core.worktime`: a code for programs, one sentence each in Chinese and English for people."""


class WorktimeError(ValueError):
    """Base of all errors of this package; the sentences say what is wrong and what to do."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(code, zh, en)
        self.code = code
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return f"{self.code}: {self.en}"


class NaiveMoment(WorktimeError):
    """A moment without a time zone was given."""

    def __init__(self) -> None:
        super().__init__(
            "naive_moment",
            "时刻缺少时区。请提供带时区的时刻（系统内部使用 UTC）。",
            "The moment has no time zone. Give an aware moment (the system uses UTC).",
        )


class OutOfRange(WorktimeError):
    """A day before the first or after the last day of the calendar is asked for."""

    def __init__(self, first: object, last: object) -> None:
        super().__init__(
            "outside_calendar",
            f"日期超出工作日历范围（{first} 至 {last}）。请核对日期，或更新工作日历数据。",
            f"The date is outside the working-day calendar ({first} to {last}). Check it or update the calendar.",
        )


class BadLimit(WorktimeError):
    """A time limit that cannot be read, or that makes no sense."""


class BadClock(WorktimeError):
    """A clock whose parts contradict each other."""


class BadCalendar(WorktimeError):
    """Calendar data that cannot be read."""

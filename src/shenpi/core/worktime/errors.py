"""What working-time arithmetic refuses."""


class WorktimeError(ValueError):
    """A moment or limit that cannot be calculated with; `zh` and `en` say what to do."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(f"{code}: {en}")
        self.code = code
        self.zh = zh
        self.en = en


class NaiveMoment(WorktimeError):
    """A moment without a time zone."""

    def __init__(self) -> None:
        super().__init__("naive_moment", "时间必须带有时区", "a moment needs a time zone")


class OutOfRange(WorktimeError):
    """A date that the calendar does not cover."""

    def __init__(self, first: int, last: int) -> None:
        super().__init__(
            "out_of_range",
            f"工作日历只覆盖{first}年至{last}年，请更新日历数据",
            f"the calendar covers {first} to {last}; update its data",
        )


class BadLimit(WorktimeError):
    """A limit that cannot be read."""

    def __init__(self, text: str) -> None:
        super().__init__(
            "bad_limit",
            f"无法识别时限“{text}”，请写作 P5WD、P10D、PT24H 或“5个工作日”",
            f"cannot read the limit {text!r}; write P5WD, P10D, PT24H or 5个工作日",
        )

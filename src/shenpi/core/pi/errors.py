"""What this package answers when it does not answer: typed errors with two sentences, Chinese and English.

The core knows no translation machinery: every message exists in both languages.
"""


class PiError(Exception):
    """Base of all errors of `core.pi`; `zh` and `en` say the same."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return self.en


class PiSyntaxError(PiError):
    """A text that is not in the language; `line` and `column` count from 1."""

    def __init__(self, line: int, column: int, zh: str, en: str) -> None:
        super().__init__(f"第 {line} 行第 {column} 列：{zh}", f"line {line}, column {column}: {en}")
        self.line = line
        self.column = column


class TooDeep(PiError):
    """A term nested deeper than any that this package takes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"嵌套超过 {limit} 层", f"nested deeper than {limit} levels")
        self.limit = limit


class UnknownAgent(PiError):
    """An agent that is asked for by name and not defined."""

    def __init__(self, name: str) -> None:
        super().__init__(f"没有定义进程“{name}”", f"agent “{name}” is not defined")
        self.name = name


class LimitReached(PiError):
    """An exploration that stopped at its limit of states; what it was to decide stays open."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"{limit} 个状态以内不能判定", f"not decided within {limit} states")
        self.limit = limit


class NotDecidable(PiError):
    """A question that this relation does not answer for these terms, with the reason."""


class NoSorting(PiError):
    """Names are used in ways that no sorting allows."""


class BadCommand(PiError):
    """A line that the command shell does not understand."""

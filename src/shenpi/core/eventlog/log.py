"""What an event log is here: traces of events with typed attributes, and what was wrong with them.

The same for every format: XES (IEEE 1849) and OCEL 2.0 are read into this and written from it. Keys are those of
the XES standard extensions (`concept:name`, `time:timestamp`, `org:resource`, …).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

Scalar = str | int | float | bool | datetime | date


@dataclass(frozen=True, slots=True)
class Nested:
    """A value with attributes of its own (XES nested attributes)."""

    value: "Scalar | Listed"
    attributes: "Attributes"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list or container: entries in order; keys may repeat. `ordered`: an XES list, else a container."""

    entries: "tuple[tuple[str, Value], ...]"
    ordered: bool = True


Value = Scalar | Nested | Listed
Attributes = Mapping[str, Value]


class Fault(NamedTuple):
    """Something wrong in a log: in which line of the file, in which event (1-based, 0: the trace), and why.

    `lost`: what the fault speaks of could not be taken in; otherwise it was read as the words say.
    """

    code: str
    zh: str
    en: str
    line: int = 0
    event: int = 0
    lost: bool = False


@dataclass(slots=True)
class Event:
    """One event: its attributes in the log's order. A moment without zone has none until `fields` gives it one."""

    attributes: dict[str, Value] = field(default_factory=dict)
    line: int = 0


@dataclass(slots=True)
class Trace:
    """One case of a log: attributes, events in the log's order, and what was wrong in the text itself."""

    attributes: dict[str, Value] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    line: int = 0


@dataclass(slots=True)
class Header:
    """What a log says of itself: its attributes, the values that stand for "unknown" (XES globals), its faults."""

    attributes: dict[str, Value] = field(default_factory=dict)
    unknown: dict[str, dict[str, Value]] = field(default_factory=lambda: {"trace": {}, "event": {}})
    faults: list[Fault] = field(default_factory=list)


class LogRefused(Exception):
    """A file that cannot be read as an event log, or not any further; `line` says where (0: not known)."""

    def __init__(self, code: str, zh: str, en: str, line: int = 0) -> None:
        super().__init__(f"line {line}: {en}" if line else en)
        self.code = code
        self.line = line
        self.zh = f"第 {line} 行：{zh}" if line else zh
        self.en = f"line {line}: {en}" if line else en


def plain(value: Value) -> Scalar | Listed:
    """Return a value without its nested attributes."""
    return value.value if isinstance(value, Nested) else value

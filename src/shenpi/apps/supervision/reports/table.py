"""What a report is: a table with typed columns, whose numbers know the cases behind them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from shenpi.apps.supervision.evaluation.periods import Period

Value = str | int | float | None
_NAMELESS = "-"


@dataclass(frozen=True)
class Column:
    """A column: `kind` is text, number, percent or days; `measure` names what the cases behind it have in common."""

    name: Promise | str
    kind: str = "number"
    measure: str = ""


@dataclass(frozen=True)
class Row:
    """One line. `key`: the filters of the cases behind its numbers; `private`: figures only, without cases to show."""

    cells: tuple[Value, ...]
    key: Mapping[str, str] = field(default_factory=dict)
    private: bool = False


@dataclass(frozen=True)
class Table:
    """A report made for a period: lines, and a last line that sums the numbers ("" where a sum says nothing).

    `next`: the mark of the next page, where a report comes by pages and there is more.
    """

    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row | None = None
    next: str = ""


@dataclass(frozen=True)
class Asked:
    """For which months, which agency ("": all), and by which division of the cases.

    A report that comes by pages gives at most `most` lines (None: all) after the mark `after`.
    """

    period: Period
    agency: str = ""
    by: str = "agency"
    most: int | None = None
    after: str = ""


@dataclass(frozen=True)
class Report:
    """A kind of report: its name, the requirements it answers, and what makes its table."""

    id: str
    name: Promise | str
    sources: tuple[str, ...]
    make: Callable[[Asked], Table]
    ways: tuple[str, ...] = ()


def part_of(code: str) -> str:
    """Return how a link asks for a part; "" is a part too: of no agency, no office, nobody's visit."""
    return code or _NAMELESS


def asked_part(value: str) -> str:
    """Return the code of the part that a link asks for."""
    return "" if value == _NAMELESS else value


def total(columns: Sequence[Column], rows: Sequence[Row], name: Promise | str, **key: str) -> Row:
    """Return the sums of the number columns; shares and means are no sums."""
    cells: list[Any] = [str(name)]
    for place, column in enumerate(columns[1:], 1):
        numbers = [row.cells[place] for row in rows if not row.private]
        cells.append(
            sum(number for number in numbers if isinstance(number, int)) if column.kind == "number" else None
        )
    return Row(tuple(cells), key)

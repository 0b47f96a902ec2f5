"""Plain tables and bars for the terminal; a Chinese character is two columns wide."""

from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width


def width(text: str) -> int:
    """How many columns a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled up with blanks."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 0) -> str:
    """Rows under a head, columns two blanks apart; the last `numbers` columns lean to the right."""
    lines = [tuple(head), *map(tuple, rows)]
    columns = [max(map(width, cells)) for cells in zip(*lines, strict=True)]
    first_number = len(head) - numbers
    return "\n".join(
        "  ".join(
            padded(cell, columns[place], right=place >= first_number) for place, cell in enumerate(line)
        ).rstrip()
        for line in lines
    )


def bar(value: float, largest: float, columns: int = 24) -> str:
    """A bar of eighths: as long as `value` is of `largest`."""
    eighths = round(columns * 8 * value / largest) if largest > 0 else 0
    whole, rest = divmod(min(eighths, columns * 8), 8)
    return "█" * whole + ("▏▎▍▌▋▊▉"[rest - 1] if rest else "")

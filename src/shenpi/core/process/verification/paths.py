"""What a reduced transition stands for: a run of original ones, and others that happen just when it does.

Joining two paths is one tuple, whatever their length; a long chain is spelled out once, at the end.
"""

from collections.abc import Iterable

Path = int | tuple["Path", "Path"]
"""An original transition's number, or one path after another."""


def spelled(path: Path | None) -> list[int]:
    """The original transitions in order."""
    found: list[int] = []
    pending: list[Path] = [] if path is None else [path]
    while pending:
        part = pending.pop()
        if isinstance(part, int):
            found.append(part)
        else:
            pending += (part[1], part[0])
    return found


def members(paths: Iterable[Path]) -> set[int]:
    """Every original transition on the paths; parts that paths share are visited once."""
    found: set[int] = set()
    seen: set[int] = set()
    pending = list(paths)
    while pending:
        part = pending.pop()
        if isinstance(part, int):
            found.add(part)
        elif id(part) not in seen:
            seen.add(id(part))
            pending += part
    return found

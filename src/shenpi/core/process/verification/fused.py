"""A transition of a net that has been made smaller: what it moves, and the original ones it stands for."""

from shenpi.core.process.verification.paths import Path


class Fused:
    """A transition of the reduced net: a run (`path`) and others that are live just when it is (`also`)."""

    __slots__ = ("also", "clears", "empty", "gives", "length", "path", "tag", "takes", "twice")

    def __init__(self, takes: set[int], gives: set[int], clears: set[int], empty: set[int]) -> None:
        self.takes = takes
        self.gives = gives
        self.clears = clears
        self.empty = empty
        self.path: Path = 0
        self.length = 1
        self.also: Path | None = None
        self.twice = False
        """Marks some asked place twice: firing it is the fault."""
        self.tag = 0
        """Transitions of different tags are never taken for the same."""

    def follow(self, other: "Fused", place: int) -> "Fused":
        """This transition and at once the other, which takes the token on `place`."""
        rest = self.gives - {place}
        both = Fused(set(self.takes), rest | other.gives, set(self.clears), set(self.empty))
        both.path = (self.path, other.path)
        both.length = self.length + other.length
        both.also = joined(self.also, other.also)
        both.twice = self.twice or other.twice or not rest.isdisjoint(other.gives)
        both.tag = self.tag
        return both


def joined(left: Path | None, right: Path | None) -> Path | None:
    """Both paths as one."""
    if left is None or right is None:
        return right if left is None else left
    return (left, right)

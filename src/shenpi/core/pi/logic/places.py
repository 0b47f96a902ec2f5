"""Where a formula is asked: a state, or a step whose names it has not asked for yet."""

from dataclasses import dataclass

from shenpi.core.pi.terms import Term


@dataclass(frozen=True, slots=True)
class Received:
    """An input whose names are being chosen one by one: `values` so far, of `arity`."""

    target: Term
    arity: int
    values: tuple[str, ...]
    every: bool
    """Whether names that the formula does not ask for are all of them, or some."""

    @property
    def names(self) -> frozenset[str]:
        """The names known here."""
        return self.target.free.union(self.values)


@dataclass(frozen=True, slots=True)
class Sent:
    """An output and the names of it that the formula has not asked for: each with whether it is new."""

    target: Term
    rest: tuple[tuple[str, bool], ...]

    @property
    def names(self) -> frozenset[str]:
        """The names known here."""
        return self.target.free.union([name for name, _ in self.rest])


Place = Term | Received | Sent

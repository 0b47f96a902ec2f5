"""Formulas of the π-μ-calculus, in negation normal form.

After Dam, *Model checking mobile processes* (1996), and the Mobility Workbench's `check`. Every name that a
formula binds is unique in it (`x` behind a first `x` is `x\\3 1`), so that a fixed point may be unfolded
anywhere without capture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MARK: Final = "\3"
"""Separates the text of a bound name from the number that makes it unique."""


@dataclass(frozen=True, slots=True)
class Constant:
    """TT or FF."""

    holds: bool


@dataclass(frozen=True, slots=True)
class Same:
    """x = y, or x # y."""

    left: str
    right: str
    equal: bool


@dataclass(frozen=True, slots=True)
class Junction:
    """F & G & …, or F | G | …."""

    every: bool
    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Actions:
    """Which steps are meant: the visible ones on `channels` (name, is output), τ; or all but these."""

    channels: frozenset[tuple[str, bool]]
    silent: bool
    but: bool = False

    def __str__(self) -> str:
        words = sorted(f"'{shown(name)}" if output else shown(name) for name, output in self.channels)
        return ("-" if self.but else "") + ",".join([*words, *(["t"] if self.silent else [])])


@dataclass(frozen=True, slots=True)
class Modal:
    """[A]F: F after every such step; <A>F: after one of them."""

    every: bool
    actions: Actions
    then: "Formula"


@dataclass(frozen=True, slots=True)
class Quantified:
    """forall x.F and exists x.F, over all names there are."""

    every: bool
    name: str
    then: "Formula"


class Passing(StrEnum):
    """How a formula asks for the next name that a step passes."""

    SIGMA = "Sigma"  # some name received; the name sent, if it was known
    BSIGMA = "Bsigma"  # the name sent, if it was restricted
    PI = "Pi"  # every name received; the name sent


@dataclass(frozen=True, slots=True)
class Passed:
    """Sigma x.F and its like. `negated`: the negation of one, with F negated already."""

    passing: Passing
    name: str
    then: "Formula"
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """A fixed point, by its number, with names for its parameters."""

    number: int
    arguments: tuple[str, ...]


FIXPOINTS: Final = {"mu": True, "nu": False}
QUANTIFIERS: Final = {"exists": False, "forall": True}
PASSINGS: Final = {passing.value: passing for passing in Passing}
RESERVED: Final = {"TT", "FF", "not", *FIXPOINTS, *QUANTIFIERS, *PASSINGS}

Formula = Constant | Same | Junction | Modal | Quantified | Passed | Use


@dataclass(slots=True)
class Fixpoint:
    """mu X(x).F or nu X(x).F; `body` is filled in when it has been read.

    The outcome of a check that comes back to fixed points for ever is that of the one with the highest
    `priority`: even for greatest, odd for least, outer ones above inner ones.
    """

    variable: str
    least: bool
    parameters: tuple[str, ...]
    body: Formula
    priority: int = 0
    outer: frozenset[str] = frozenset()
    """Free names of the body that are not parameters."""


@dataclass(frozen=True, slots=True)
class Property:
    """A formula as it was read: where it begins, and its fixed points.

    `weak`: silent steps are never counted, so that weakly bisimilar processes agree on it.
    """

    formula: Formula
    fixpoints: tuple[Fixpoint, ...]
    weak: bool


def parts(formula: Formula) -> tuple[Formula, ...]:
    """The formulas directly inside one."""
    if isinstance(formula, Junction):
        return formula.parts
    return () if isinstance(formula, Constant | Same | Use) else (formula.then,)


def asks(formula: Formula) -> bool:
    """Whether it begins by asking for a name that was passed, through junctions and quantifiers."""
    if isinstance(formula, Junction | Quantified):
        return any(asks(part) for part in parts(formula))
    return isinstance(formula, Passed)


def free_names(
    formula: Formula, fixpoints: Sequence[Fixpoint], known: dict[int, frozenset[str]]
) -> frozenset[str]:
    """The names that a part of a property speaks of, bound outside that part or not at all; `known` remembers."""
    found = known.get(id(formula))
    if found is None:
        inside = [free_names(part, fixpoints, known) for part in parts(formula)]
        found = known[id(formula)] = _own_names(formula, fixpoints).union(*inside)
        if isinstance(formula, Quantified | Passed):
            found = known[id(formula)] = found - {formula.name}
    return found


def _own_names(formula: Formula, fixpoints: Sequence[Fixpoint]) -> frozenset[str]:
    if isinstance(formula, Use):
        return fixpoints[formula.number].outer.union(formula.arguments)
    if isinstance(formula, Same):
        return frozenset((formula.left, formula.right))
    if isinstance(formula, Modal):
        return frozenset([name for name, _ in formula.actions.channels])
    return frozenset()


def shown(name: str) -> str:
    """A name as it was written."""
    return name.partition(MARK)[0]


def head(formula: Formula, fixpoints: Sequence[Fixpoint]) -> str:
    """The beginning of a formula, enough to see which part of a text is meant."""
    if isinstance(formula, Use):
        fixpoint = fixpoints[formula.number]
        return f"{'mu' if fixpoint.least else 'nu'} {fixpoint.variable}" if fixpoint.variable else ""
    if isinstance(formula, Constant):
        return "TT" if formula.holds else "FF"
    if isinstance(formula, Same):
        return f"{shown(formula.left)} {'=' if formula.equal else '#'} {shown(formula.right)}"
    if isinstance(formula, Modal):
        return f"[{formula.actions}]" if formula.every else f"<{formula.actions}>"
    if isinstance(formula, Passed):
        return f"{'not ' if formula.negated else ''}{formula.passing.value} {shown(formula.name)}"
    return ""


def joined(row: Sequence[Formula], *, every: bool) -> Formula:
    """All of a row, or one of them; alone it stays as it is."""
    return row[0] if len(row) == 1 else Junction(every, tuple(row))

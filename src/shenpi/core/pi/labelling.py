"""The order of restricted names: colour refinement, so that congruent terms become one object.

Which of n restricted names is called 0, 1, … must not depend on how the term was written. Every name starts
with the colour of its hint; a round adds to it how the name is used in each component, told apart only by
the colours of the names beside it. Names that stay alike are told apart by trying each in turn and keeping
the least outcome, within a budget: beyond it (only for families that are alike in every use, or hundreds of
names) the first is taken, and two congruent terms might stay two, which costs states and no verdict.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from shenpi.core.pi.terms import BINDERS, Kind, Term, name_code, text_code

TRIES: Final = 64
WORK: Final = 10_000_000
"""Colours looked at in all refinements of one restriction."""
_NESTED, _MARKED, _CHOSEN = -11, -12, -13
_UNORDERED: Final = frozenset({Kind.SUM, Kind.PARALLEL, Kind.NEW})
Code = int | None
"""What stands for an index: None for a name that an input inside binds, which its index tells apart."""
NO_RENAMES: Final[Mapping[str, int]] = {}


@lru_cache(maxsize=1 << 15)
def indices(term: Term) -> frozenset[int]:
    """The indices that no binder of the term binds."""
    if term.reach == 0:
        return frozenset()
    below: set[int] = set()
    for kid in term.kids:
        below |= indices(kid)
    inner = {index - term.arity for index in below if index >= term.arity}
    return frozenset(inner.union([name for name in term.names if isinstance(name, int)]))


def order_names(
    kids: Sequence[Term], hints: Sequence[str], outer: Sequence[int], renames: Mapping[str, int] = NO_RENAMES
) -> tuple[int, ...]:
    """For each of the names that `kids` share under a restriction, its place in the canonical order.

    `outer` are the codes of the indices beyond the restricted ones, `renames` codes of free names that are
    about to be renamed.
    """
    arity = len(hints)
    if arity == 1:
        return (0,)
    problem = _Problem(kids, arity, tuple(outer), renames)
    colours = problem.settle([text_code(hint) for hint in hints])
    return _places(colours)


def _places(colours: Sequence[int]) -> tuple[int, ...]:
    place = {colour: at for at, colour in enumerate(sorted(colours))}
    return tuple([place[colour] for colour in colours])


class _Problem:
    def __init__(
        self, kids: Sequence[Term], arity: int, outer: tuple[int, ...], renames: Mapping[str, int]
    ) -> None:
        self._kids = [(kid, [index for index in indices(kid) if index < arity]) for kid in kids]
        self._arity = arity
        self._outer = outer
        self._renames = renames
        self._tries = TRIES
        self._work = WORK

    def settle(self, colours: list[int]) -> list[int]:
        """Colours that differ for each name."""
        colours = self._refined(colours)
        by_colour: dict[int, list[int]] = {}
        for index, colour in enumerate(colours):
            by_colour.setdefault(colour, []).append(index)
        alike = min(
            [(len(names), colour) for colour, names in by_colour.items() if len(names) > 1], default=None
        )
        if alike is None:
            self._tries -= 1
            return colours
        best: tuple[tuple[int, ...], list[int]] | None = None
        for index in by_colour[alike[1]]:
            if best is not None and self._tries <= 0:
                break
            tried = list(colours)
            tried[index] = hash((colours[index], _CHOSEN))
            outcome = self.settle(tried)
            key = self._key(outcome)
            if best is None or key < best[0]:
                best = key, outcome
        assert best is not None
        return best[1]

    def _refined(self, colours: list[int]) -> list[int]:
        classes = len(set(colours))
        while classes < self._arity:
            self._work -= len(colours) * sum([len(names) for _, names in self._kids])
            if self._work < 0:
                return [hash((colour, at)) for at, colour in enumerate(colours)]
            uses: list[list[int]] = [[] for _ in colours]
            codes = [*colours, *self._outer]
            for kid, names in self._kids:
                for index in names:
                    codes[index], colour = _MARKED, codes[index]
                    uses[index].append(sketch(kid, tuple(codes), self._renames))
                    codes[index] = colour
            finer = [hash((colour, *sorted(use))) for colour, use in zip(colours, uses, strict=True)]
            if len(set(finer)) == classes:
                return finer
            colours, classes = finer, len(set(finer))
        return colours

    def _key(self, colours: Sequence[int]) -> tuple[int, ...]:
        codes: tuple[Code, ...] = (*[name_code(place) for place in _places(colours)], *self._outer)
        return tuple(sorted([sketch(kid, codes, self._renames) for kid, _ in self._kids]))


@lru_cache(maxsize=1 << 16)
def _closed_sketch(term: Term) -> int:
    return _sketch(term, (), NO_RENAMES)


def sketch(term: Term, codes: tuple[Code, ...], renames: Mapping[str, int]) -> int:
    """A number that is the same for terms that differ in the order of restricted names inside them only.

    `codes` stand for the indices, `renames` for some of the free names. It is the number that the term with
    these in place of those has, so that it does not matter whether one renames first.
    """
    if term.reach == 0 and (not renames or term.free.isdisjoint(renames)):
        return _closed_sketch(term)
    return _sketch(term, codes, renames)


def _sketch(term: Term, codes: tuple[Code, ...], renames: Mapping[str, int]) -> int:
    names: list[int] = []
    for name in term.names:
        if isinstance(name, str):
            code: Code = renames[name] if name in renames else text_code(name)
        else:
            code = codes[name]
        names.append(name_code(name) if code is None else code)
    if term.kind in (Kind.MATCH, Kind.MISMATCH):
        names.sort()
    if term.kind in BINDERS:
        codes = ((None if term.kind is Kind.INPUT else _NESTED,) * term.arity) + codes
    kids = [sketch(kid, codes, renames) for kid in term.kids]
    if term.kind in _UNORDERED:
        kids.sort()
    return hash((term.kind, text_code(term.label), term.arity, tuple(names), tuple(kids)))

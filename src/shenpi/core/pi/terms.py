"""Hash-consed terms: two terms that are structurally congruent as far as `building` sees are one object.

A name is a string where it is free, and an index where it is bound: the innermost binder's first name is 0
(de Bruijn). A binder of n names gives them the indices 0 … n-1 and moves all outer indices up by n. α-equal
terms are therefore one object. Only `building` makes terms; nobody changes them.
"""

from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from typing import Final
from weakref import WeakValueDictionary

from shenpi.core.pi.errors import TooDeep

Name = str | int

MAX_HEIGHT: Final = 400
"""Constructors within one another; three for each level that the parser takes."""


class Kind(IntEnum):
    """What a term is at its top."""

    NIL = 0
    TAU = 1
    OUTPUT = 2  # names: channel, then objects
    INPUT = 3  # names: channel; binds `arity` names
    MATCH = 4  # names: the two, sorted
    MISMATCH = 5
    CALL = 6  # label: agent; names: arguments
    SUM = 7
    PARALLEL = 8
    NEW = 9  # binds `arity` names


BINDERS: Final = frozenset({Kind.INPUT, Kind.NEW})
Key = tuple[Kind, str, tuple[Name, ...], int, tuple[str, ...], tuple["Term", ...]]


class Term:
    """A node. `hints` are the names that binders had in their text, or empty strings; they are for display.

    `free` are the free names, `reach` is one more than the highest index that no binder in the term binds,
    `code` orders terms in the same way on every run.
    """

    __slots__ = (
        "__weakref__",
        "arity",
        "code",
        "free",
        "height",
        "hints",
        "kids",
        "kind",
        "label",
        "names",
        "reach",
    )

    def __init__(self, key: Key) -> None:
        """Raises TooDeep."""
        self.kind, self.label, self.names, self.arity, self.hints, self.kids = key
        self.height: int = 1 + max([kid.height for kid in self.kids], default=0)
        if self.height > MAX_HEIGHT:
            raise TooDeep(MAX_HEIGHT)
        own = frozenset([name for name in self.names if isinstance(name, str)])
        self.free: frozenset[str] = own.union(*[kid.free for kid in self.kids])
        below = max([kid.reach for kid in self.kids], default=0)
        indices = [name + 1 for name in self.names if isinstance(name, int)]
        self.reach: int = max(0, below - self.arity, *indices)
        self.code: int = hash(
            (
                self.kind,
                text_code(self.label),
                self.arity,
                tuple([text_code(hint) for hint in self.hints]),
                tuple([name_code(name) for name in self.names]),
                tuple([kid.code for kid in self.kids]),
            )
        )

    def __repr__(self) -> str:
        return f"<{self.kind.name} {self.label or self.names} {len(self.kids)}>"


_known: WeakValueDictionary[Key, Term] = WeakValueDictionary()


def make(
    kind: Kind,
    *,
    label: str = "",
    names: tuple[Name, ...] = (),
    arity: int = 0,
    hints: tuple[str, ...] = (),
    kids: tuple[Term, ...] = (),
) -> Term:
    """The one term with these parts. Raises TooDeep."""
    key: Key = (kind, label, names, arity, hints, kids)
    found = _known.get(key)
    if found is None:
        found = _known[key] = Term(key)
    return found


@lru_cache(maxsize=1 << 16)
def text_code(text: str) -> int:
    """A number for a text, the same on every run, which Python's own hash of a string is not."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big")


def name_code(name: Name) -> int:
    """A number for a name; indices and texts do not meet."""
    return text_code(name) if isinstance(name, str) else -2 - name

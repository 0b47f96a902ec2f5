"""Which values a condition tells apart: every variable's values fall into finitely many classes.

Comparisons with constants divide numbers into points and intervals, and other values into the
constants and the rest. One value of each class decides a condition for all: that is what makes
overlaps and gaps decidable. Comparisons of two variables are not of this kind.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeGuard

from shenpi.core.process.expression_parser import CONSTANTS, Evaluate, Parser
from shenpi.core.process.expressions import Expression

Token = tuple[str, str]
Value = str | int | float | bool | None


class NotDecidable(Exception):
    """A condition whose variables do not fall into finitely many classes here."""


@dataclass(slots=True)
class Variable:
    """What is asked of one variable, over all conditions looked at."""

    constants: set[Value] = field(default_factory=set)
    ordered: bool = False
    """Compared by < or >: then only numbers make sense."""
    bare: bool = False
    """Asked whether it is true."""

    def classes(self) -> list[Value]:
        """One value of every class, in a fixed order. Raises `NotDecidable` for an order of texts."""
        numbers = sorted(each for each in self.constants if _is_number(each))
        if self.ordered and not numbers:
            raise NotDecidable
        if self.ordered:
            marks = sorted({*numbers, *([0] if self.bare else [])})
            between = [(low + high) / 2 for low, high in pairwise(marks)]
            return [*sorted([marks[0] - 1, *marks, *between, marks[-1] + 1])]
        texts = sorted(each for each in self.constants if isinstance(each, str))
        found: list[Value] = [*texts, *numbers]
        if texts:
            found.append(_other(texts))
        if numbers:
            found.append(numbers[-1] + 1)
        if None in self.constants:
            found += [None, *([] if texts or numbers else ["…"])]
        if self.bare or any(isinstance(each, bool) for each in self.constants):
            found += [True, False]
        return found


def variables(conditions: list[Expression]) -> dict[str, Variable]:
    """The variables of the conditions and what is asked of them. Raises `NotDecidable`."""
    found: dict[str, Variable] = {}
    for condition in conditions:
        if condition.foreign:
            raise NotDecidable
        reader = _Reader(condition.source)
        reader.expression()
        for atom in reader.atoms:
            _note(atom, found)
    return found


class _Reader(Parser):
    """The parser of conditions, noting the tokens of every comparison."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.atoms: list[list[Token]] = []

    def _comparison(self) -> Evaluate:
        begin = self.at
        evaluate = super()._comparison()
        self.atoms.append(self.tokens[begin : self.at])
        return evaluate


def _note(atom: list[Token], found: dict[str, Variable]) -> None:
    bare = [token for token in atom if token != ("mark", "!")]
    names = [word for kind, word in bare if _is_name((kind, word))]
    if not names or _is_bracketed(bare):
        return
    name = names[0]
    variable = found.setdefault(name, Variable())
    if len(bare) == 1:
        variable.bare = True
        return
    if len(names) > 1 or len(bare) != len(atom):
        raise NotDecidable
    if len(bare) == 3 and bare[1][1] in ("==", "!=", "<", "<=", ">", ">="):
        constant = bare[2] if bare[0] == ("name", name) else bare[0]
        variable.constants.add(_value(constant))
        variable.ordered |= bare[1][1] not in ("==", "!=")
        return
    rest = bare[1:] if bare[0] == ("name", name) else []
    words = [word for kind, word in rest if kind != "text"]
    if "in" not in words[:2]:
        raise NotDecidable
    members = rest[words.index("in") + 1 :]
    variable.constants.update(_value(token) for token in members if token[1] not in ("(", ")", "[", "]", ","))


def _is_bracketed(atom: list[Token]) -> bool:
    """Whether the whole is one pair of brackets: what is inside has been noted already."""
    depth = 0
    for place, (kind, word) in enumerate(atom):
        depth += (kind == "mark" and word == "(") - (kind == "mark" and word == ")")
        if depth == 0:
            return place == len(atom) - 1 and place > 0
    return False


def _is_name(token: Token) -> bool:
    return token[0] == "name" and token[1] not in CONSTANTS and token[1] not in ("and", "or", "not", "in")


def _is_number(value: Value) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _value(token: Token) -> Value:
    kind, word = token
    if kind == "text":
        return word[1:-1]
    if kind == "number":
        return float(word) if "." in word else int(word)
    if word in CONSTANTS:
        constant = CONSTANTS[word]
        return None if constant is None else bool(constant)
    raise NotDecidable


def _other(texts: list[str]) -> str:
    """A text that is none of these."""
    other = "其他"
    while other in texts:
        other += "…"
    return other

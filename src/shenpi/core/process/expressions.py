"""The condition language of sequence flows: comparisons of case data, nothing more.

    verdict == 'grant' and not fee_due      amount >= 1000      verdict in ('grant', 'refuse')

Names are looked up in the context of a firing; there are no calls, attributes or arithmetic, and
nothing is ever evaluated by Python. `${...}` around the whole and the signs `!`, `&&`, `||` are
accepted. A condition is parsed once and evaluated many times.
"""

from dataclasses import dataclass

from shenpi.core.process.errors import Undecided
from shenpi.core.process.expression_parser import Context, Evaluate, Parser, bad_condition

LENGTH_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed condition: its text, the names it reads, and its evaluation."""

    source: str
    names: frozenset[str]
    _evaluate: Evaluate | None
    language: str = ""
    """Another language, as the file declares it; '' for this one and for plain words."""

    @property
    def foreign(self) -> bool:
        """Whether the condition is only text here: any outcome when verifying, an error when running."""
        return self._evaluate is None

    def holds(self, context: Context) -> bool:
        """Whether the condition is true.

        Raises `Undecided` if a name has no value in `context`, or if the condition is foreign.
        """
        if self._evaluate is None:
            raise Undecided(
                "",
                "foreign_condition",
                f"条件“{self.source}”不是本系统的条件语言，无法计算",
                f"the condition {self.source!r} is not in the language of this system",
            )
        return bool(self._evaluate(context))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Expression)
            and (other.source, other.language) == (self.source, self.language)
            and other.foreign == self.foreign
        )

    def __hash__(self) -> int:
        return hash(self.source)


def parse(source: str) -> Expression:
    """Parse a condition; raises `BadExpression` naming the place where it stops making sense."""
    text = source.strip()
    if text.startswith("${") and text.endswith("}"):
        text = text[2:-1].strip()
    if not text or len(text) > LENGTH_LIMIT:
        raise bad_condition(source[:80], "条件为空或过长", "the condition is empty or too long")
    parser = Parser(text)
    evaluate = parser.expression()
    parser.expect_end()
    return Expression(text, frozenset(parser.names), evaluate)


def foreign(source: str, language: str = "") -> Expression:
    """A condition kept as text: in another language, or words of a drawing that is not to be executed."""
    return Expression(source, frozenset(), None, language)


def neither(conditions: tuple[Expression, ...]) -> Expression:
    """The condition of a default flow: none of `conditions` holds."""
    source = "not (" + " or ".join(f"({condition.source})" for condition in conditions) + ")"
    names = frozenset().union(*(condition.names for condition in conditions))
    return Expression(source, names, lambda context: not any(c.holds(context) for c in conditions))

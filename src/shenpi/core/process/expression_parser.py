"""From the text of a condition to a function of the context: recursive descent, closures, no eval."""

import re
from collections.abc import Callable, Iterator, Mapping

from shenpi.core.process.errors import BadExpression, Undecided

Context = Mapping[str, object]
Evaluate = Callable[[Context], object]

DEPTH_LIMIT = 40

_TOKEN = re.compile(
    r"\s*(?:(?P<number>-?\d+(?:\.\d+)?)|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<name>[^\W\d]\w*)|(?P<mark>==|!=|!|&&|\|\||<=|>=|<|>|\(|\)|\[|\]|,))"
)
_WORDS = {"and", "or", "not", "in"}
CONSTANTS: dict[str, object] = {
    "true": True,
    "True": True,
    "false": False,
    "False": False,
    "none": None,
    "None": None,
    "null": None,
}
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


class Parser:
    """Recursive descent over: or < and < not < comparison < operand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0
        self.names: set[str] = set()

    def expression(self) -> Evaluate:
        """A whole condition."""
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise bad_condition(self.text[:80], "条件嵌套过深", "the condition is nested too deeply")
        terms = [self._conjunction()]
        while self._accept("or") or self._accept("||"):
            terms.append(self._conjunction())
        self.depth -= 1
        if len(terms) == 1:
            return terms[0]
        return lambda context: any(term(context) for term in terms)

    def expect_end(self) -> None:
        """Nothing may be left."""
        if self.at < len(self.tokens):
            raise self._unexpected()

    def _conjunction(self) -> Evaluate:
        terms = [self._negation()]
        while self._accept("and") or self._accept("&&"):
            terms.append(self._negation())
        if len(terms) == 1:
            return terms[0]
        return lambda context: all(term(context) for term in terms)

    def _negation(self) -> Evaluate:
        negations = 0
        while self._accept("not"):
            negations += 1
        inner = self._comparison()
        return (lambda context: not inner(context)) if negations % 2 else inner

    def _comparison(self) -> Evaluate:
        left = self._operand()
        kind, word = self._peek()
        if word in ("==", "!=") and kind == "mark":
            self.at += 1
            right = self._operand()
            if word == "==":
                return lambda context: left(context) == right(context)
            return lambda context: left(context) != right(context)
        if kind == "mark" and word in _COMPARISONS:
            self.at += 1
            return _ordered(self.text, word, left, self._operand())
        negated = self._accept("not")
        if self._accept("in"):
            return _membership(self.text, left, self._operand(), wanted=not negated)
        if negated:
            raise self._unexpected()
        return left

    def _operand(self) -> Evaluate:
        """A value; `!` before it negates that value alone, unlike `not`."""
        negations = 0
        while self._accept("!"):
            negations += 1
        value = self._value()
        if not negations:
            return value
        return lambda context: bool(value(context)) is (negations % 2 == 0)

    def _value(self) -> Evaluate:
        kind, word = self._peek()
        self.at += 1
        if kind == "number":
            number: object = float(word) if "." in word else int(word)
            return lambda _context: number
        if kind == "text":
            text = word[1:-1]
            return lambda _context: text
        if kind == "name" and word in CONSTANTS:
            constant = CONSTANTS[word]
            return lambda _context: constant
        if kind == "name" and word not in _WORDS:
            self.names.add(word)
            return _lookup(word)
        if word in ("(", "[") and kind == "mark":
            return self._bracket(")" if word == "(" else "]")
        self.at -= 1
        raise self._unexpected()

    def _bracket(self, closing: str) -> Evaluate:
        """A parenthesised condition, or a list of values."""
        members = [self.expression()]
        is_list = closing == "]"
        while self._accept(","):
            is_list = True
            if self._peek()[1] != closing:
                members.append(self.expression())
        if not self._accept(closing):
            raise self._unexpected()
        if is_list:
            return lambda context: [member(context) for member in members]
        return members[0]

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _accept(self, word: str) -> bool:
        kind, found = self._peek()
        if found == word and kind in ("name", "mark"):
            self.at += 1
            return True
        return False

    def _unexpected(self) -> BadExpression:
        word = self._peek()[1] or "end"
        return bad_condition(
            self.text[:80], f"条件在“{word}”处无法理解", f"the condition makes no sense at {word!r}"
        )


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        if text[at:].isspace():
            return
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise bad_condition(
                text[:80],
                f"条件中有不认识的字符：{text[at : at + 8]}",
                f"unknown sign at {text[at : at + 8]!r}",
            )
        yield match.lastgroup, match.group(match.lastgroup)
        at = match.end()


def _lookup(name: str) -> Evaluate:
    def look(context: Context) -> object:
        try:
            return context[name]
        except KeyError:
            raise Undecided(
                "", "value_missing", f"条件需要“{name}”的值", f"the condition needs {name!r}"
            ) from None

    return look


def _ordered(text: str, word: str, left: Evaluate, right: Evaluate) -> Evaluate:
    compare = _COMPARISONS[word]

    def ordered(context: Context) -> object:
        a, b = left(context), right(context)
        if not isinstance(a, int | float) or not isinstance(b, int | float):
            raise Undecided(
                "", "not_a_number", f"条件“{text}”只能比较数字", f"{text!r} compares numbers only"
            )
        return compare(a, b)

    return ordered


def _membership(text: str, left: Evaluate, right: Evaluate, *, wanted: bool) -> Evaluate:
    def member(context: Context) -> object:
        values = right(context)
        if not isinstance(values, list | tuple | set | frozenset):
            raise Undecided("", "not_a_list", f"条件“{text}”需要一个列表", f"{text!r} needs a list")
        return (left(context) in values) is wanted

    return member


def bad_condition(source: str, zh: str, en: str) -> BadExpression:
    """The typed error for a condition that makes no sense."""
    return BadExpression("", "bad_condition", f"{zh}：{source}", f"{en}: {source}")

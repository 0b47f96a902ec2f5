"""Tokens of a π-calculus text, one at a time, so that a long text needs no long list."""

import re
from collections import deque
from collections.abc import Iterator
from typing import Final, NamedTuple

from shenpi.core.pi.errors import PiSyntaxError
from shenpi.core.pi.syntax import Dialect

MAX_CHARACTERS: Final = 4_000_000
"""A longer text is refused: the largest known model, 500 tasks drawn by a generator, has some 1,600,000."""

_GRAMMAR = r"(?P<space>\s+|--[^\n]*)|(?P<open>\(\*)|(?P<name>\w+)|(?P<mark>!=|[%s\^\\'.,()\[\]<>=+|$])"
_COMMENT = re.compile(r"\(\*|\*\)")
END: Final = ""


class Token(NamedTuple):
    """`kind` is "name", or the mark itself, or "" at the end; `offset` counts characters from 0."""

    kind: str
    text: str
    offset: int


class Tokens:
    """The tokens of a text with as much look-ahead as one asks for."""

    def __init__(self, text: str, *, also: str = "") -> None:
        """`also` are marks that this text has besides. Raises PiSyntaxError for a text beyond `MAX_CHARACTERS`."""
        self._text = text
        self._token = re.compile(_GRAMMAR % re.escape(also))
        if len(text) > MAX_CHARACTERS:
            raise self.error(
                Token(END, "", MAX_CHARACTERS),
                f"文本超过 {MAX_CHARACTERS} 个字符",
                f"longer than {MAX_CHARACTERS} characters",
            )
        self._ahead: deque[Token] = deque()
        self._source = self._scan()

    def peek(self, distance: int = 0) -> Token:
        """The token `distance` places ahead, without taking it."""
        while len(self._ahead) <= distance:
            self._ahead.append(next(self._source))
        return self._ahead[distance]

    def take(self) -> Token:
        """The next token."""
        return self._ahead.popleft() if self._ahead else next(self._source)

    def error(self, token: Token, zh: str, en: str) -> PiSyntaxError:
        """The error that points at a token."""
        before = self._text[: token.offset]
        line = before.count("\n") + 1
        return PiSyntaxError(line, token.offset - (before.rfind("\n") + 1) + 1, zh, en)

    def _scan(self) -> Iterator[Token]:
        at, text = 0, self._text
        while at < len(text):
            found = self._token.match(text, at)
            if found is None:
                raise self.error(
                    Token(END, "", at), f"不认识的字符 {text[at]!r}", f"unknown character {text[at]!r}"
                )
            if found.lastgroup == "open":
                at = self._after_comment(at)
                continue
            if found.lastgroup == "name":
                yield Token("name", found.group(), at)
            elif found.lastgroup == "mark":
                yield Token(found.group(), found.group(), at)
            at = found.end()
        while True:
            yield Token(END, "", len(text))

    def _after_comment(self, start: int) -> int:
        depth, at = 0, start
        while True:
            found = _COMMENT.search(self._text, at)
            if found is None:
                raise self.error(Token(END, "", start), "注释没有结束", "the comment does not end")
            at = found.end()
            depth += 1 if found.group() == "(*" else -1
            if depth == 0:
                return at


def dialect_of(text: str) -> Dialect:
    """Workbench where the word `agent`, a bracketed restriction or a leading apostrophe shows it."""
    tokens = Tokens(text)
    before = Token(END, "", 0)
    while True:
        token = tokens.take()
        if token.kind in {END, "$"}:
            return Dialect.MONADIC
        if token.text == "agent" or token.kind in {"^", "\\"}:
            return Dialect.WORKBENCH
        if token.kind == "'":
            return Dialect.MONADIC if before.kind == "name" else Dialect.WORKBENCH
        before = token

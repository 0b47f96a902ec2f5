"""From text to definitions: one grammar for the Mobility Workbench's syntax and the monadic `.pi` dialect.

    agent A(x,y) = a(x).P | 'b<x,y>.Q + t.R + (^n)[x=y]A(x,n)      Workbench
    A(x,y) = a(x).P | b'<x>.Q + $n.[x=y]A(x,n)                     monadic; the last term is the main process

+ binds more tightly than |, and prefixes more tightly than both. The dialects differ in one place: a match
of the monadic dialect reaches as far to the right as it can, as in pifra, for which those files were written.
"""

from types import MappingProxyType
from typing import Final

from shenpi.core.pi.errors import PiSyntaxError
from shenpi.core.pi.lexing import END, Tokens, dialect_of
from shenpi.core.pi.syntax import (
    NIL,
    Agent,
    Call,
    Definitions,
    Dialect,
    Input,
    Match,
    Output,
    Parallel,
    Prefix,
    Process,
    Restriction,
    Sum,
    Tau,
    put_before,
)

MAX_DEPTH: Final = 120
"""Levels of brackets and prefixes within one another; a longer sequence is written as several agents."""
MAX_NAMES: Final = 2_500
"""Names in one list."""
NEW_WORDS: Final = frozenset({"ν", "nu", "new"})
TAU_WORDS: Final = frozenset({"t", "tau", "τ"})
_LIST = frozenset({"name", ","})


def parse(text: str, dialect: Dialect | None = None) -> Definitions:
    """The definitions of a text; its marks tell the dialect unless it is given.

    Raises PiSyntaxError.
    """
    return _Parser(text, dialect or dialect_of(text)).definitions()


def parse_process(text: str, dialect: Dialect = Dialect.WORKBENCH) -> Process:
    """One term and nothing else. Raises PiSyntaxError."""
    return _Parser(text, dialect).processes(1)[0]


def parse_processes(text: str, how_many: int, dialect: Dialect = Dialect.WORKBENCH) -> tuple[Process, ...]:
    """Several terms one after the other; a comma may stand between them. Raises PiSyntaxError."""
    return _Parser(text, dialect).processes(how_many)


class _Parser:
    def __init__(self, text: str, dialect: Dialect) -> None:
        self._tokens = Tokens(text)
        self._dialect = dialect
        self._depth = 0

    def definitions(self) -> Definitions:
        agents: dict[str, Agent] = {}
        main: Process | None = None
        while self._peek() != END:
            if self._starts_definition():
                agent = self._definition()
                agents[agent.name] = agent
            elif main is None:
                main = self._process()
            else:
                raise self._unexpected(
                    "主进程只能有一个；这里应是定义或文本结束",
                    "there is one main process; a definition or the end belongs here",
                )
        return Definitions(MappingProxyType(agents), main, self._dialect)

    def processes(self, how_many: int) -> tuple[Process, ...]:
        found: list[Process] = []
        while len(found) < how_many:
            if found and self._peek() == ",":
                self._tokens.take()
            found.append(self._process())
        if self._peek() != END:
            raise self._unexpected("这里应是文本结束", "the text should end here")
        return tuple(found)

    def _starts_definition(self) -> bool:
        if self._peek() != "name":
            return False
        if self._word() == "agent" and self._peek(1) == "name":
            return True
        return self._peek(1) == "=" or (self._peek(1) == "(" and self._closing_then(")", "="))

    def _definition(self) -> Agent:
        if self._word() == "agent" and self._peek(1) == "name":
            self._tokens.take()
        name = self._name()
        parameters = self._binders("(", ")") if self._peek() == "(" else ()
        self._expect("=")
        while self._peek() == "(" and self._peek(1) == "\\":
            parameters += self._marked_binders()
        return Agent(name, parameters, self._process())

    def _process(self) -> Process:
        summands: list[Process] = []
        branches: list[Process] = []
        while True:
            summands.append(self._prefixed())
            if self._peek() == "+":
                self._tokens.take()
                continue
            branches.append(summands[0] if len(summands) == 1 else Sum(tuple(summands)))
            summands = []
            if self._peek() != "|":
                return branches[0] if len(branches) == 1 else Parallel(tuple(branches))
            self._tokens.take()

    def _prefixed(self) -> Process:
        """Prefixes, restrictions and matches in a row, taken by a loop, and what they stand before."""
        row: list[Prefix] = []
        outside = self._depth
        goes_on = True
        while goes_on:
            self._depth += 1
            if self._depth > MAX_DEPTH:
                raise self._unexpected(f"嵌套超过 {MAX_DEPTH} 层", f"nested deeper than {MAX_DEPTH} levels")
            found = self._prefix()
            if found is None:
                break
            prefix, goes_on = found
            row.append(prefix)
            if isinstance(prefix, Match) and self._dialect is Dialect.MONADIC:
                break
        else:
            self._depth = outside
            return put_before(row, NIL)
        reaches_far = bool(row) and isinstance(row[-1], Match) and self._dialect is Dialect.MONADIC
        end = self._process() if reaches_far else self._operand()
        self._depth = outside
        return put_before(row, end)

    def _prefix(self) -> tuple[Prefix, bool] | None:
        """The prefix that begins here and whether a process follows it; None where an operand begins."""
        kind, following = self._peek(), self._peek(1)
        if kind == "'":
            self._tokens.take()
            return self._output()
        if kind == "[":
            return self._match(), True
        if kind == "$":
            self._tokens.take()
            names = (self._name(),)
            self._expect(".")
            return Restriction(names, NIL), True
        if kind == "(" and following == "^":
            return Restriction(self._marked_binders(), NIL), True
        if kind == "(" and self._tokens.peek(1).text in NEW_WORDS and self._peek(2) == "name":
            return Restriction(self._marked_binders(), NIL), True
        if kind != "name":
            return None
        if following == "'" or (following == "<" and self._closing_then(">", ".")):
            return self._output()
        if following == ".":
            return self._bare()
        if following == "(" and self._closing_then(")", "."):
            return Input(self._name(), self._binders("(", ")"), NIL), self._dot()
        return None

    def _operand(self) -> Process:
        token = self._tokens.peek()
        if token.kind == "(":
            self._tokens.take()
            inside = self._process()
            self._expect(")")
            return inside
        if token.kind != "name":
            raise self._unexpected("这里应是一个进程", "a process belongs here")
        self._tokens.take()
        if token.text == "0":
            return NIL
        if self._peek() == "<":
            return Call(token.text, self._names("<", ">"))
        return Call(token.text, self._names("(", ")") if self._peek() == "(" else ())

    def _output(self) -> tuple[Output, bool]:
        """'a<x>.P and 'a.[x]P of the Workbench, a'<x>.P of the monadic dialect; without a dot, 0 follows."""
        channel = self._name()
        if self._peek() == "'":
            self._tokens.take()
        if self._peek() == "<":
            return Output(channel, self._names("<", ">"), NIL), self._dot()
        if self._peek() == "." and self._peek(1) == "[" and self._peek(3) in {"]", ","}:
            self._tokens.take()
            return Output(channel, self._names("[", "]"), NIL), True
        return Output(channel, (), NIL), self._dot()

    def _bare(self) -> tuple[Prefix, bool]:
        """t.P, a.P and a.(\\x)P."""
        if self._word() in TAU_WORDS:
            self._tokens.take()
            return Tau(NIL), self._dot()
        channel = self._name()
        self._expect(".")
        names = self._marked_binders() if self._peek() == "(" and self._peek(1) == "\\" else ()
        return Input(channel, names, NIL), True

    def _match(self) -> Match:
        self._expect("[")
        left = self._name()
        equal = self._peek() != "!="
        self._expect("=" if equal else "!=")
        right = self._name()
        self._expect("]")
        return Match(left, right, NIL, equal)

    def _marked_binders(self) -> tuple[str, ...]:
        """The names in (^x,y), (ν x,y) and (\\x,y)."""
        self._expect("(")
        self._tokens.take()
        names = [self._name()]
        while self._peek() == ",":
            self._tokens.take()
            names.append(self._name())
            if len(names) > MAX_NAMES:
                raise self._too_many()
        self._expect(")")
        return self._distinct(tuple(names))

    def _binders(self, opening: str, closing: str) -> tuple[str, ...]:
        return self._distinct(self._names(opening, closing))

    def _names(self, opening: str, closing: str) -> tuple[str, ...]:
        self._expect(opening)
        names: list[str] = []
        while self._peek() != closing:
            if names:
                self._expect(",")
            names.append(self._name())
            if len(names) > MAX_NAMES:
                raise self._too_many()
        self._expect(closing)
        return tuple(names)

    def _distinct(self, names: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(names)) != len(names):
            raise self._unexpected("同一处约束了相同的名字", "one name is bound twice in one place")
        return names

    def _closing_then(self, closing: str, following: str) -> bool:
        """Whether the list of names that begins at the next token but one closes, and what follows it."""
        at = 2
        while self._peek(at) in _LIST:
            at += 1
            if at > 2 * MAX_NAMES + 2:
                raise self._too_many()
        return self._peek(at) == closing and self._peek(at + 1) == following

    def _dot(self) -> bool:
        if self._peek() != ".":
            return False
        self._tokens.take()
        return True

    def _word(self) -> str:
        return self._tokens.peek().text

    def _name(self) -> str:
        if self._peek() != "name" or self._word() == "0":
            raise self._unexpected("这里应是一个名字", "a name belongs here")
        return self._tokens.take().text

    def _expect(self, kind: str) -> None:
        if self._peek() != kind:
            raise self._unexpected(f"这里应是“{kind}”", f"“{kind}” belongs here")
        self._tokens.take()

    def _peek(self, distance: int = 0) -> str:
        return self._tokens.peek(distance).kind

    def _too_many(self) -> PiSyntaxError:
        return self._unexpected(f"一处的名字超过 {MAX_NAMES} 个", f"more than {MAX_NAMES} names in one list")

    def _unexpected(self, zh: str, en: str) -> PiSyntaxError:
        return self._tokens.error(self._tokens.peek(), zh, en)

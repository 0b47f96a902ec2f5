"""From text to a formula.

    nu X. <->TT & [-]X                               there is always a step
    nu X. [-]X & [submit] mu Y. <->TT & [-'answer]Y  what is submitted is answered
    [ask] Pi x. <'tell> Sigma y. x = y               tells what it was asked

Doubled brackets pass over silent steps: <<a>>F is any number of them, a, and any number again; <<t>>F is any
number; <<->>F any number, with a visible step among them or without. `not` binds most tightly, then & and |;
quantifiers and fixed points reach as far right as they can.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from shenpi.core.pi.errors import PiSyntaxError
from shenpi.core.pi.lexing import END, Token, Tokens
from shenpi.core.pi.logic.syntax import (
    FIXPOINTS,
    MARK,
    PASSINGS,
    QUANTIFIERS,
    RESERVED,
    Actions,
    Constant,
    Fixpoint,
    Formula,
    Junction,
    Modal,
    Passed,
    Property,
    Quantified,
    Same,
    Use,
    asks,
    free_names,
    joined,
)
from shenpi.core.pi.parsing import MAX_DEPTH, TAU_WORDS

MAX_FIXPOINTS: Final = 100
"""Also those that doubled brackets stand for, two each."""


def parse_formula(text: str) -> Property:
    """The property that a text states. Raises PiSyntaxError."""
    return _Parser(text).property()


class _Parser:
    """One pass: negations are pushed inwards and bound names made unique on the way."""

    def __init__(self, text: str) -> None:
        self._tokens = Tokens(text, also="&#-")
        self._fixpoints: list[Fixpoint] = []
        self._seen: list[bool] = []  # whether a fixed point stands under a negation
        self._depth = 0
        self._bound = 0
        self._weak = True

    def property(self) -> Property:
        formula = self._either({}, {}, negated=False)
        if self._tokens.peek().kind != END:
            raise self._unexpected("公式到此应已结束", "the formula should end here")
        for _ in self._fixpoints:  # each may speak of names through all the others
            known: dict[int, frozenset[str]] = {}
            for each in self._fixpoints:
                each.outer = free_names(each.body, self._fixpoints, known) - set(each.parameters)
        return Property(formula, tuple(self._fixpoints), self._weak)

    def _either(self, names: dict[str, str], variables: dict[str, int], *, negated: bool) -> Formula:
        self._deeper()
        rows = [self._both(names, variables, negated=negated)]
        while self._took("|"):
            rows.append(self._both(names, variables, negated=negated))
        self._depth -= 1
        return joined(rows, every=negated)

    def _both(self, names: dict[str, str], variables: dict[str, int], *, negated: bool) -> Formula:
        row = [self._unary(names, variables, negated=negated)]
        while self._took("&"):
            row.append(self._unary(names, variables, negated=negated))
        return joined(row, every=not negated)

    def _unary(self, names: dict[str, str], variables: dict[str, int], *, negated: bool) -> Formula:
        row: list[tuple[bool, bool, Actions]] = []
        while True:
            token = self._tokens.peek()
            if token.text == "not":
                self._tokens.take()
                negated = not negated
            elif token.kind in ("<", "["):
                self._deeper()
                every = (token.kind == "[") is not negated
                row.append((every, *self._modality(token.kind, names)))
            else:
                break
        formula = self._operand(names, variables, negated=negated)
        self._depth -= len(row)
        for every, weak, actions in reversed(row):
            formula = self._weakly(every, actions, formula) if weak else Modal(every, actions, formula)
        return formula

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._unexpected(f"嵌套超过 {MAX_DEPTH} 层", f"nested deeper than {MAX_DEPTH} levels")

    def _modality(self, opening: str, names: dict[str, str]) -> tuple[bool, Actions]:
        """<A> or [A], and whether its brackets are doubled."""
        closing = ">" if opening == "<" else "]"
        self._tokens.take()
        weak = self._took(opening)
        actions = self._actions(names, closing)
        if weak:
            self._expect(closing)
        self._weak = self._weak and weak
        return weak, actions

    def _weakly(self, every: bool, actions: Actions, then: Formula) -> Formula:
        """Any number of silent steps, the action if it is a visible one, and silent steps again."""
        here = then
        passed: list[Passed] = []
        while isinstance(here, Passed):
            passed.append(here)
            here = here.then
        if asks(here):
            raise self._unexpected(
                "双括号之后 Sigma、Bsigma、Pi 应直接跟在后面",
                "Sigma, Bsigma, Pi stand directly behind double brackets",
            )
        here = self._silently(every, here)
        for each in reversed(passed):
            here = replace(each, then=here)
        visible = replace(actions, silent=actions.but)
        ways: list[Formula] = [Modal(every, visible, here)] if actions.but or actions.channels else []
        if actions.silent is not actions.but and not passed:
            ways.append(then)
        return self._silently(every, joined(ways, every=every))

    def _silently(self, every: bool, formula: Formula) -> Formula:
        """After every number of silent steps, or after some; a fixed point that nothing else comes back to."""
        number = self._numbered(Fixpoint("", not every, (), formula, int(not every)), negated=False)
        again = Modal(every, Actions(frozenset(), silent=True), Use(number, ()))
        self._fixpoints[number].body = Junction(every, (formula, again))
        return Use(number, ())

    def _numbered(self, fixpoint: Fixpoint, *, negated: bool) -> int:
        if len(self._fixpoints) >= MAX_FIXPOINTS:
            raise self._unexpected(
                f"不动点超过 {MAX_FIXPOINTS} 个", f"more than {MAX_FIXPOINTS} fixed points"
            )
        self._fixpoints.append(fixpoint)
        self._seen.append(negated)
        return len(self._fixpoints) - 1

    def _operand(self, names: dict[str, str], variables: dict[str, int], *, negated: bool) -> Formula:
        token = self._tokens.peek()
        if self._took("("):
            if self._tokens.peek().text in FIXPOINTS:
                return self._fixpoint(names, variables, negated=negated, bracketed=True)
            inside = self._either(names, variables, negated=negated)
            self._expect(")")
            return inside
        if token.kind != "name":
            raise self._unexpected("这里应是一个公式", "a formula belongs here")
        if token.text in FIXPOINTS:
            return self._fixpoint(names, variables, negated=negated, bracketed=False)
        self._tokens.take()
        if token.text in ("TT", "FF"):
            return Constant((token.text == "TT") is not negated)
        if token.text in QUANTIFIERS or token.text in PASSINGS:
            return self._binder(token.text, names, variables, negated=negated)
        if self._tokens.peek().kind in ("=", "#", "!="):
            equal = self._tokens.take().kind == "="
            right = self._name()
            left = names.get(token.text, token.text)
            return Same(left, names.get(right, right), equal is not negated)
        return self._use(token, names, variables, negated=negated)

    def _binder(
        self, word: str, names: dict[str, str], variables: dict[str, int], *, negated: bool
    ) -> Formula:
        """One quantifier with one name or several."""
        bound = self._fresh((self._name(), *self._more()))
        formula = self._either({**names, **bound}, variables, negated=negated)
        for name in reversed(bound.values()):
            if word in QUANTIFIERS:
                formula = Quantified(QUANTIFIERS[word] is not negated, name, formula)
            else:
                formula = Passed(PASSINGS[word], name, formula, negated)
        return formula

    def _fixpoint(
        self, names: dict[str, str], variables: dict[str, int], *, negated: bool, bracketed: bool
    ) -> Formula:
        least = FIXPOINTS[self._tokens.take().text] is not negated
        variable = self._name()
        written = self._list(")") if self._took("(") else ()
        self._expect(".")
        bound = self._fresh(written)
        found = Fixpoint(variable, least, tuple(bound.values()), Constant(True))
        number = self._numbered(found, negated=negated)
        found.body = self._either({**names, **bound}, {**variables, variable: number}, negated=negated)
        inner = max([each.priority for each in self._fixpoints[number + 1 :]], default=0)
        found.priority = inner + (inner % 2 != int(least))
        given = written
        if bracketed:
            self._expect(")")
            given = self._list(")") if written and self._took("(") else written
        return self._applied(number, given, names)

    def _use(
        self, token: Token, names: dict[str, str], variables: dict[str, int], *, negated: bool
    ) -> Formula:
        number = variables.get(token.text)
        if number is None:
            raise self._tokens.error(
                token, f"“{token.text}”不是不动点变量", f"“{token.text}” is no variable of a fixed point"
            )
        if self._seen[number] is not negated:
            raise self._tokens.error(
                token,
                f"变量“{token.text}”处在奇数个 not 之下，不动点无定义",
                f"“{token.text}” stands under an odd number of not: it has no fixed point",
            )
        given = self._list(")") if self._took("(") else ()
        return self._applied(number, given, names)

    def _applied(self, number: int, given: tuple[str, ...], names: dict[str, str]) -> Formula:
        wanted = len(self._fixpoints[number].parameters)
        if len(given) != wanted:
            variable = self._fixpoints[number].variable
            raise self._unexpected(
                f"“{variable}”有 {wanted} 个参数，却给了 {len(given)} 个",
                f"“{variable}” takes {wanted} names and is given {len(given)}",
            )
        return Use(number, tuple([names.get(name, name) for name in given]))

    def _actions(self, names: dict[str, str], closing: str) -> Actions:
        but = self._took("-")
        channels: set[tuple[str, bool]] = set()
        silent = False
        while not self._took(closing):
            if channels or silent:
                self._expect(",")
            output = self._took("'")
            name = self._name()
            if name in TAU_WORDS and not output:
                silent = True
            else:
                channels.add((names.get(name, name), output))
            if self._tokens.peek().kind not in (",", closing):
                raise self._unexpected(
                    f"这里应是“,”或“{closing}”；传递的名字写作 Sigma x. …，相等写作 x = y",
                    f"“,” or “{closing}” belongs here; write Sigma x. … for what is passed, x = y for equality",
                )
        if not but and not channels and not silent:
            raise self._unexpected("这里缺动作；任意动作写作 -", "an action is missing; write - for any")
        return Actions(frozenset(channels), silent, but)

    def _list(self, closing: str) -> tuple[str, ...]:
        found: list[str] = []
        while not self._took(closing):
            if found:
                self._expect(",")
            found.append(self._name())
        return tuple(found)

    def _more(self) -> Iterator[str]:
        """The further names of a quantifier, and its dot."""
        while self._took(","):
            yield self._name()
        self._expect(".")

    def _fresh(self, written: tuple[str, ...]) -> dict[str, str]:
        if len(set(written)) != len(written):
            raise self._unexpected("同一处约束了相同的名字", "one name is bound twice in one place")
        self._bound += len(written)
        return {name: f"{name}{MARK}{self._bound - at}" for at, name in enumerate(written)}

    def _name(self) -> str:
        token = self._tokens.peek()
        if token.kind != "name" or token.text in RESERVED or token.text == "0":
            raise self._unexpected("这里应是一个名字", "a name belongs here")
        return self._tokens.take().text

    def _took(self, kind: str) -> bool:
        if self._tokens.peek().kind != kind:
            return False
        self._tokens.take()
        return True

    def _expect(self, kind: str) -> None:
        if not self._took(kind):
            raise self._unexpected(f"这里应是“{kind}”", f"“{kind}” belongs here")

    def _unexpected(self, zh: str, en: str) -> PiSyntaxError:
        return self._tokens.error(self._tokens.peek(), zh, en)

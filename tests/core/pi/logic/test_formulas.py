"""Texts of formulas: what is refused and where; and answers beside a naive evaluation, set by set."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenpi.core.pi import PiError, PiSyntaxError
from shenpi.core.pi.logic import check, parse_formula
from shenpi.core.pi.translation import sequential

REFUSED = [
    ("", 1),
    ("TT TT", 4),
    ("X", 1),
    ("mu X. not X", 11),
    ("nu X(a, a). X(a)", 13),
    ("mu X(a). X", 11),
    ("mu X TT", 6),
    ("<>TT", 3),
    ("<a(x)>TT", 3),
    ("[a<b>]TT", 3),
    ("[x=y]TT", 3),
    ("exists . TT", 8),
    ("<<'a>>(Sigma x. TT & Sigma y. TT)", 34),
    ("a = TT", 5),
    ("(mu X(a). TT)(b, c)", 20),
    ("not " * 200 + "TT &", 805),
    ("(" * 500 + "TT", 121),
    ("<a>" * 500 + "TT", 358),
    ("mu X. " * 200 + "TT", 607),
]


@pytest.mark.parametrize(("text", "column"), REFUSED)
def test_mistakes_are_told_by_their_place(text: str, column: int) -> None:
    with pytest.raises(PiSyntaxError) as caught:
        parse_formula(text)
    assert (caught.value.line, caught.value.column) == (1, column)
    assert caught.value.zh


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abTF()<>[]'-&|=#., muXnotSigmaexists", max_size=60))
def test_no_text_crashes_the_parser(text: str) -> None:
    try:
        parse_formula(text)
    except PiError:
        return


ACTIONS = ["a", "'b", "t", "-", "-a", "-t", "a,'b"]
LABELS = ["a", "'b", ""]
SYSTEMS = st.lists(
    st.lists(st.tuples(st.sampled_from(LABELS), st.integers(0, 3)), max_size=3), min_size=4, max_size=4
)
Tree = tuple[object, ...]


def trees(depth: int, bound: int) -> st.SearchStrategy[Tree]:
    leaves = [st.just(("TT",)), st.just(("FF",))]
    leaves += [st.tuples(st.just("var"), st.integers(0, bound - 1))] * (2 if bound else 0)
    if depth == 0:
        return st.one_of(leaves)
    inside = trees(depth - 1, bound)
    fixed = st.tuples(st.sampled_from(["mu", "nu"]), st.just(bound), trees(depth - 1, bound + 1))
    modal = st.tuples(st.sampled_from(["<", "[", "<<", "[["]), st.sampled_from(ACTIONS), inside)
    joined = st.tuples(st.sampled_from("&|"), inside, inside)
    return st.one_of(*leaves, fixed, fixed, modal, modal, joined)


def text_of(tree: Tree) -> str:
    match tree:
        case ("var", number):
            return f"X{number}"
        case ("mu" | "nu" as word, number, inside):
            return f"({word} X{number}. {text_of(inside)})"
        case (str(bracket), actions, inside) if bracket[0] in "<[":
            return f"{bracket}{actions}{bracket.replace('<', '>').replace('[', ']')}{text_of(inside)}"
        case ("&" | "|" as word, left, right):
            return f"({text_of(left)} {word} {text_of(right)})"
    return str(tree[0])


def meant(actions: str, label: str) -> bool:
    named = [word if word != "t" else "" for word in actions.removeprefix("-").split(",") if word]
    return (label in named) is not actions.startswith("-")


def reached(edges: list[list[tuple[str, int]]], at: int, actions: str, bracket: str) -> set[int]:
    """States one step away, or one step with silent ones around it, or none where a silent step is meant."""

    def silently(states: set[int]) -> set[int]:
        while (
            after := states | {to for state in states for label, to in edges[state] if not label}
        ) != states:
            states = after
        return states

    if len(bracket) == 1:
        return {to for label, to in edges[at] if meant(actions, label)}
    before = silently({at})
    steps = {to for state in before for label, to in edges[state] if label and meant(actions, label)}
    return silently(steps) | (before if meant(actions, "") else set())


def states_of(tree: Tree, edges: list[list[tuple[str, int]]], known: dict[int, set[int]]) -> set[int]:
    every = set(range(len(edges)))
    match tree:
        case ("TT",):
            return every
        case ("var", number):
            return known[number]
        case ("mu" | "nu" as word, number, inside):
            found = set() if word == "mu" else every
            while (after := states_of(inside, edges, {**known, number: found})) != found:
                found = after
            return found
        case (str(bracket), actions, inside) if bracket[0] in "<[":
            then = states_of(inside, edges, known)
            some = any if bracket[0] == "<" else all
            return {
                at for at in every if some(to in then for to in reached(edges, at, str(actions), bracket))
            }
        case ("&" | "|" as word, left, right):
            one, other = states_of(left, edges, known), states_of(right, edges, known)
            return one & other if word == "&" else one | other
    return set()


@settings(max_examples=300, deadline=None)
@given(SYSTEMS, trees(5, 0))
def test_answers_are_those_of_the_naive_evaluation(edges: list[list[tuple[str, int]]], tree: Tree) -> None:
    definitions = sequential(edges)
    assert definitions.main is not None
    answer = check(definitions, definitions.main, parse_formula(text_of(tree)))
    assert answer.holds is (0 in states_of(tree, edges, {}))

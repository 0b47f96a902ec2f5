"""Canonical terms: structural congruence is identity, and printing says what was parsed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenpi.core.pi import Definitions, Dialect, Parallel, Process, Restriction, parse_process, print_process
from shenpi.core.pi.building import substitute
from shenpi.core.pi.compiling import compile_definitions
from shenpi.core.pi.naming import readable
from shenpi.core.pi.terms import Term
from tests.core.pi.generated import Shuffler, processes

EMPTY = compile_definitions(Definitions())


def term(text: str) -> Term:
    return EMPTY.term(parse_process(text))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("a(x).'x<b>.0", "a(y).'y<b>.0"),
        ("(P | Q) | R", "R | (Q | P | 0)"),
        ("P + (Q + 0)", "Q + P"),
        ("(^x)P", "P"),
        ("(^x)(^y)'x<y>.0", "(^y,x)'x<y>.0"),
        ("(^x,y)('x<y>.0 | 'a<y>.0)", "(^y,x)('a<x>.0 | 'y<x>.0)"),
        ("(^x)('x<a>.0 | 'b<a>.0)", "'b<a>.0 | (^z)'z<a>.0"),
        ("(^x)((^y)('y<x>.0 | 'y<b>.0) | 'x<a>.0)", "(^y,x)('x<y>.0 | ('x<b>.0 | 'y<a>.0))"),
        ("[a=b]'a<a>.0", "[b=a]'a<a>.0"),
    ],
)
def test_congruent_terms_are_one_object(left: str, right: str) -> None:
    assert term(left) is term(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("P + P", "P"),
        ("(^x)'x<a>.0 | (^x)'x<a>.0", "(^x)('x<a>.0 | 'x<a>.0)"),
        ("(^x)a(y).'x<y>.0", "a(y).(^x)'x<y>.0"),
        ("[a=a]P", "P"),
        ("a(x,y).'x<y>.0", "a(y,x).'x<y>.0"),
    ],
)
def test_what_is_not_congruent_stays_two(left: str, right: str) -> None:
    assert term(left) is not term(right)


@settings(max_examples=150, deadline=None)
@given(processes(), st.integers(0, 10**6))
def test_any_rewriting_gives_the_same_object(process: Process, seed: int) -> None:
    assert EMPTY.term(Shuffler(seed).rewritten(process)) is EMPTY.term(process)


@settings(max_examples=150, deadline=None)
@given(processes(), st.sampled_from(list(Dialect)))
def test_printing_and_parsing_give_the_same_term(process: Process, dialect: Dialect) -> None:
    again = parse_process(print_process(process, dialect), dialect)
    assert EMPTY.term(again) is EMPTY.term(process)
    shown = readable(EMPTY, EMPTY.term(process))
    assert EMPTY.term(shown) is EMPTY.term(process)


@settings(max_examples=150, deadline=None)
@given(processes(), st.sampled_from("abc"), st.sampled_from("abcd"))
def test_renaming_of_a_canonical_term_is_canonical(process: Process, old: str, new: str) -> None:
    # (^d) before and after: what the renaming makes must again be what the builder makes.
    renamed = substitute(EMPTY.term(process), (), ((old, new),))
    assert EMPTY.term(readable(EMPTY, renamed)) is renamed


@settings(max_examples=100, deadline=None)
@given(st.lists(processes(leaves=3), min_size=2, max_size=4), st.sampled_from("abc"), st.sampled_from("abcd"))
def test_so_is_renaming_under_restrictions(parts: list[Process], old: str, new: str) -> None:
    whole = Restriction(("b", "c"), Parallel((*parts, Restriction(("a", "b"), Parallel(tuple(parts))))))
    canonical = EMPTY.term(whole)
    assert EMPTY.term(readable(EMPTY, canonical)) is canonical
    renamed = substitute(canonical, (), ((old, new),))
    assert EMPTY.term(readable(EMPTY, renamed)) is renamed
    assert EMPTY.term(Shuffler(len(parts)).rewritten(whole)) is canonical


def test_interchangeable_names_of_a_large_family_are_settled_quickly() -> None:
    branches = [f"(^x{n})('h<x{n}>.0 | x{n}(u).0)" for n in range(40)]
    left = term(f"(^h)({' | '.join(branches)} | h(z).0)")
    right = term(f"(^k)(k(z).0 | {' | '.join(reversed(branches)).replace('h<', 'k<')})")
    assert left is right

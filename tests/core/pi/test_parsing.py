"""The parser: both dialects, typed errors with their place, and no text that breaks it."""

import contextlib
import random
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenpi.core.pi import (
    NIL,
    Call,
    Dialect,
    Input,
    Match,
    Output,
    Parallel,
    PiError,
    PiSyntaxError,
    Restriction,
    Sum,
    Tau,
    parse,
    parse_process,
    print_definitions,
)
from shenpi.core.pi.compiling import compile_definitions
from shenpi.core.pi.equivalence import Relation, agent_call, compare, main_of
from shenpi.core.pi.inspecting import deadlocks, size
from shenpi.core.pi.lexing import MAX_CHARACTERS
from shenpi.core.pi.parsing import MAX_DEPTH
from shenpi.core.pi.printing import print_process
from shenpi.core.pi.sorts import infer
from shenpi.core.pi.structure import growing, remarks, unguarded
from tests.core.pi.models import PAIRS, files

MODELS = [(verdict, pair) for verdict, pairs in PAIRS.items() for pair in pairs]


@pytest.mark.parametrize(
    ("text", "process"),
    [
        ("'a<x,y>.0", Output("a", ("x", "y"), NIL)),
        ("a'<x>.0", Output("a", ("x",), NIL)),
        ("'a.[x,y]0", Output("a", ("x", "y"), NIL)),
        ("'a", Output("a", (), NIL)),
        ("a.(\\x)b.0", Input("a", ("x",), Input("b", (), NIL))),
        ("t.tau.τ.0", Tau(Tau(Tau(NIL)))),
        ("t(x).0", Input("t", ("x",), NIL)),
        ("(^x,y)0", Restriction(("x", "y"), NIL)),
        ("(ν x)(new y)0", Restriction(("x",), Restriction(("y",), NIL))),
        ("$x.A(x)", Restriction(("x",), Call("A", ("x",)))),
        ("A<x>", Call("A", ("x",))),
        ("审批(申请).'送达<申请>.0", Input("审批", ("申请",), Output("送达", ("申请",), NIL))),
        ("A + B | C", Parallel((Sum((Call("A"), Call("B"))), Call("C")))),
        ("(* one (* two *) *) A -- the rest", Call("A")),
    ],
)
def test_what_is_read(text: str, process: object) -> None:
    assert parse_process(text) == process


def test_a_match_reaches_as_far_as_its_dialect_says() -> None:
    a, b = Call("A"), Call("B")
    assert parse_process("[x=y]A + B") == Sum((Match("x", "y", a), b))
    assert parse_process("[x!=y]A + B", Dialect.MONADIC) == Match("x", "y", Sum((a, b)), equal=False)


@pytest.mark.parametrize(
    ("text", "line", "column", "en"),
    [
        ("agent P = a(x).\n  %", 2, 3, "unknown character"),
        ("agent P = a(x).", 1, 16, "a process belongs here"),
        ("agent P = (a.0", 1, 15, "“)” belongs here"),
        ("a(x,x).0", 1, 7, "bound twice"),
        ("[a=]0", 1, 4, "a name belongs here"),
        ("A\n\nB C", 3, 1, "one main process"),
        ("A (* never", 1, 3, "does not end"),
        ("'0<x>.0", 1, 2, "a name belongs here"),
        ("(" * 200, 1, MAX_DEPTH + 1, "nested deeper"),
        ("a." * 200, 1, 2 * MAX_DEPTH + 1, "nested deeper"),
    ],
)
def test_errors_say_where(text: str, line: int, column: int, en: str) -> None:
    with pytest.raises(PiSyntaxError) as caught:
        parse(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert en in caught.value.en
    assert f"第 {line} 行第 {column} 列" in caught.value.zh


def exercise(text: str) -> None:
    """Everything that a text can be put through, each within its own bounds; PiError is the only way to fail."""
    definitions = parse(text)
    assert parse(print_definitions(definitions), definitions.dialect).agents == definitions.agents
    process = main_of(definitions)
    for look in (
        lambda: infer(definitions, process),
        lambda: remarks(definitions, process),
        lambda: (growing(definitions, process), unguarded(definitions, process)),
        lambda: size(definitions, process, 30),
        lambda: deadlocks(definitions, process, 30),
        lambda: compare(definitions, process, Tau(process), Relation.WEAK_EARLY, limit=30),
        lambda: compare(definitions, process, agent_call(definitions, "0"), Relation.OPEN, limit=30),
    ):
        try:
            look()
        except PiError:
            continue


@pytest.mark.parametrize("seed", range(40))
def test_mutated_models_are_read_or_refused(shared_data: Path, seed: int) -> None:
    chance = random.Random(seed)
    left, right = files(shared_data, *chance.choice(MODELS))
    text = list(chance.choice((left, right)).read_text("utf-8")[:3000])
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(text))
        text[at : at + chance.randrange(3)] = chance.choice(
            ["", "(", ")", "|", "+", ".", "$x.", "[x=y]", "'", "<", "0", "\0"]
        )
    try:
        exercise("".join(text))
    except PiError:
        return


@settings(max_examples=300, deadline=None)
@given(st.text("aAbtxPQ0().,|+<>[]=!'$^\\ \n(*", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        exercise(text)
    except PiError:
        return


def deepest() -> list[str]:
    """Texts as deep as the parser takes them."""
    half, third = MAX_DEPTH // 2 - 1, MAX_DEPTH // 3 - 1
    return [
        "a(x)." * (MAX_DEPTH - 1) + "0",
        "(" * (MAX_DEPTH - 1) + "A" + ")" * (MAX_DEPTH - 1),
        "".join(f"(^x{at},y{at})'x{at}<y{at}>." for at in range(half)) + "0",
        "(^x,y)('x<y>.0|y(z)." * third + "0" + ")" * third,
        "a.(b.0 + b.0|c.0 + " * half + "0" + ")" * half,
        "[x=y]" * (MAX_DEPTH - 2) + "'a<b>.0",
        "a(u,v).(^x,y)('x<u>.'y<v>.0 | 'u<y>.'v<x>.0 | " * third + "0" + ")" * third,
    ]


@pytest.mark.parametrize("text", deepest())
def test_the_deepest_terms_are_worked_with(text: str) -> None:
    started = time.process_time()
    exercise(text)
    assert print_process(parse_process(text))
    assert time.process_time() - started < 10


MANY = 5_000
ENDLESS: dict[str, Callable[[], str]] = {
    "brackets": lambda: "(" * 10_000_000,
    "prefixes": lambda: "a." * 5_000_000,
    "comment": lambda: "(*" * 5_000_000,
    "names": lambda: "a" * 10_000_000,
    "marks": lambda: "'" * 10_000_000,
    "wide": lambda: "|".join(["a.0"] * MANY),
    "sums": lambda: "+".join(["'a<b>.0"] * MANY),
    "arguments": lambda: f"A({','.join(['a'] * MANY)})",
    "parameters": lambda: f"A({','.join([f'a{at}' for at in range(MANY)])}) = A  A(b)",
    "agents": lambda: "\n".join([f"agent P{at} = P{at + 1}" for at in range(4_000)]) + "\nP0",
    "globals": lambda: "\n".join([f"agent P{at} = 'a{at}.P{at + 1}" for at in range(4_000)]) + "\nP0",
    "restrictions": lambda: f"(^{','.join([f'x{at}' for at in range(2_000)])})0",
    "connected": lambda: (
        f"(^{','.join([f'x{at}' for at in range(300)])})'x{'.0|x'.join(map(str, range(300)))}.0"
    ),
}


@pytest.mark.parametrize("kind", sorted(ENDLESS))
def test_long_texts_end_in_bounded_time_and_memory(kind: str) -> None:
    text = ENDLESS[kind]()
    tracemalloc.start()
    started = time.process_time()
    with contextlib.suppress(PiError):
        definitions = parse(text)
        compile_definitions(definitions).term(main_of(definitions))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.process_time() - started < 20
    assert peak < 300_000_000


@pytest.mark.parametrize("kind", ["brackets", "prefixes", "comment", "names", "marks"])
def test_ten_megabytes_are_refused_in_both_languages(kind: str) -> None:
    with pytest.raises(PiSyntaxError) as caught:
        parse(ENDLESS[kind]())
    assert str(MAX_CHARACTERS) in caught.value.zh
    assert str(MAX_CHARACTERS) in caught.value.en

"""The laws of the relations, and the textbook terms that tell them apart."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenpi.core.pi import Definitions, Dialect, Parallel, Process, Sum, Tau, parse, parse_process
from shenpi.core.pi.equivalence import Relation, compare
from tests.core.pi.generated import Shuffler, processes, renamed
from tests.core.pi.models import related

R = Relation
EMPTY = Definitions()
FINER = [
    (R.OPEN, R.STRONG_LATE),
    (R.STRONG_LATE, R.STRONG_EARLY),
    (R.STRONG_EARLY, R.CONGRUENCE),
    (R.CONGRUENCE, R.WEAK_EARLY),
    (R.OPEN, R.WEAK_OPEN),
    (R.WEAK_OPEN, R.WEAK_LATE),
    (R.STRONG_LATE, R.WEAK_LATE),
    (R.WEAK_LATE, R.WEAK_EARLY),
]


@pytest.mark.parametrize(
    ("left", "right", "yes", "no"),
    [
        # Sangiorgi and Walker (2001), section 4.2: early does not tell what late does.
        (
            "a(x).t.0 + a(x).0",
            "a(x).t.0 + a(x).0 + a(x).[x=b]t.0",
            {R.STRONG_EARLY, R.WEAK_EARLY, R.CONGRUENCE},
            {R.STRONG_LATE, R.OPEN},
        ),
        # Sangiorgi (1996): late does not tell what open does.
        (
            "t.(t.0 + 0) + t.0",
            "t.(t.0 + 0) + t.0 + t.[x=y]t.0",
            {R.STRONG_LATE, R.STRONG_EARLY},
            {R.OPEN},
        ),
        ("'a<a>.0 | b(x).0", "'a<a>.b(x).0 + b(x).'a<a>.0", {R.STRONG_LATE, R.STRONG_EARLY}, {R.OPEN}),
        ("(^a)('a<b>.0 | a(x).'x<x>.0)", "t.'b<b>.0", set(R), set()),
        ("t.'a<a>.0", "'a<a>.0", {R.WEAK_EARLY, R.WEAK_LATE, R.WEAK_OPEN}, {R.CONGRUENCE, R.OPEN}),
        ("'b<b>.t.'a<a>.0", "'b<b>.'a<a>.0", {R.WEAK_EARLY, R.CONGRUENCE, R.WEAK_OPEN}, {R.STRONG_EARLY}),
        # Milner's second τ-law, and the lack of a choice that a τ takes away.
        ("'a<a>.0 + t.'a<a>.0", "t.'a<a>.0", {R.CONGRUENCE, R.WEAK_LATE, R.WEAK_OPEN}, {R.STRONG_EARLY}),
        ("'a<a>.0 + t.'b<b>.0", "'a<a>.0 + 'b<b>.0", set(), {R.WEAK_EARLY, R.WEAK_OPEN, R.WEAK_LATE}),
        ("(^x)'a<x>.0", "'a<b>.0", set(), set(R)),
        ("(^x)'a<x>.[x=b]t.0", "(^x)'a<x>.0", set(R), set()),
        (
            "(^x)'a<x>.a(y).[y=x]t.0",
            "(^x)'a<x>.a(y).0",
            set(),
            set(R) - {R.WEAK_EARLY, R.CONGRUENCE, R.WEAK_LATE, R.WEAK_OPEN},
        ),
        ("a(x,y).'x<y>.0", "a(y,x).'x<y>.0", set(), set(R)),
        ("(^x,y)'a<x,y,x>.'x<y>.0", "(^y,x)'a<y,x,y>.'y<x>.0", set(R), set()),
        ("[a=a]'b<b>.0", "'b<b>.0", set(R), set()),
        ("[a=b]'b<b>.0", "0", {R.STRONG_EARLY, R.STRONG_LATE}, {R.OPEN, R.WEAK_OPEN}),
    ],
)
def test_the_textbook(left: str, right: str, yes: set[Relation], no: set[Relation]) -> None:
    assert {relation for relation in yes if not related(left, right, relation)} == set()
    assert {relation for relation in no if related(left, right, relation) is not False} == set()


def test_a_distinction_rescues_the_expansion_law() -> None:
    expanded = "'a<a>.b(x).0 + b(x).'a<a>.0"
    assert related("'a<a>.0 | b(x).0", expanded, R.OPEN) is False
    assert related("'a<a>.0 | b(x).0", expanded, R.OPEN, distinct=("a",)) is True


def test_a_copy_under_another_name_is_equivalent_by_every_relation() -> None:
    body = "f(x).(^y)('x<y>.0 | g(z).[z=y]%s(f))"  # a received name is forgotten, and its like comes again
    agents = f"agent P(f) = {body % 'P'}  agent Q(f) = {body % 'Q'}"
    assert all(related("P(f)", "Q(f)", relation, agents) for relation in R)


def test_what_is_not_decided_is_said_to_be() -> None:
    agents = "agent P = t.('a<a>.0 | P)  agent Q = t.('a<a>.0 | (^z)z(x).0 | Q)  agent R = R | 'a<a>.0"
    assert related("P", "Q", R.STRONG_EARLY, agents, limit=50) is None  # equivalent, by infinitely many pairs
    assert related("R", "R", R.STRONG_EARLY, agents) is None
    assert related("[a!=b]t.0", "0", R.OPEN) is None
    assert related("[a!=b]t.0", "0", R.STRONG_EARLY) is False


@settings(max_examples=120, deadline=None)
@given(processes(mismatch=False, leaves=6), processes(mismatch=False, leaves=6))
def test_finer_relations_imply_coarser_ones(left: Process, right: Process) -> None:
    verdicts = {relation: compare(EMPTY, left, right, relation).equivalent for relation in R}
    for finer, coarser in FINER:
        assert verdicts[coarser] or not verdicts[finer], (finer, coarser)


@settings(max_examples=60, deadline=None)
@given(processes(mismatch=False), st.integers(0, 10**6))
def test_every_relation_holds_between_congruent_terms(process: Process, seed: int) -> None:
    for relation in (R.OPEN, R.CONGRUENCE, R.STRONG_LATE):
        assert compare(EMPTY, process, Shuffler(seed).rewritten(process), relation).equivalent


@settings(max_examples=60, deadline=None)
@given(processes(leaves=5))
def test_a_leading_silent_step_is_weakly_invisible(process: Process) -> None:
    assert compare(EMPTY, process, Tau(process), R.WEAK_EARLY).equivalent
    assert compare(EMPTY, process, Tau(process), R.WEAK_LATE).equivalent


@settings(max_examples=25, deadline=None)
@given(processes(mismatch=False, leaves=4), processes(mismatch=False, leaves=4))
def test_open_bisimilar_terms_are_late_bisimilar_under_every_substitution(
    left: Process, right: Process
) -> None:
    pairs = [(left, right), (Sum((left, right)), Sum((right, left, left))), (Parallel((left, right)), left)]
    for one, two in pairs:
        for relation, late in ((R.OPEN, R.STRONG_LATE), (R.WEAK_OPEN, R.WEAK_LATE)):
            if compare(EMPTY, one, two, relation).equivalent:
                for names in product("abc", repeat=3):
                    meeting = dict(zip("abc", names, strict=True))
                    ends = [substituted(end, meeting) for end in (one, two)]
                    assert compare(EMPTY, *ends, late).equivalent, (one, two, meeting)


def substituted(process: Process, names: dict[str, str]) -> Process:
    """The process with free names replaced; bound names step aside first."""
    return renamed(Shuffler(0).rewritten(process), names)


@pytest.mark.parametrize("relation", Relation)
def test_processes_that_grow_are_told_apart_or_left_open_soon(relation: Relation) -> None:
    agents = """
    agent S = a(x).('x<x>.0 | S)
    agent T = a(x).('x<x>.t.0 | T)
    """
    definitions = parse(agents, Dialect.WORKBENCH)
    answer = compare(definitions, parse_process("S"), parse_process("T"), relation)
    if relation is Relation.STRONG_EARLY:
        assert answer.equivalent is False
        return
    assert answer.equivalent is None
    assert answer.reason is not None
    assert "not decided within 100 states; “S” comes back" in answer.reason.en

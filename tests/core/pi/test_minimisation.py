"""Partitions and compositional minimisation against the game, which knows nothing of either."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenpi.core.pi import (
    NIL,
    Definitions,
    Dialect,
    Input,
    Output,
    Parallel,
    Process,
    Restriction,
    Sum,
    Tau,
    parse,
)
from shenpi.core.pi.compiling import compile_definitions
from shenpi.core.pi.composition import minimised
from shenpi.core.pi.equivalence import Relation, _game, _play, compare_definitions
from shenpi.core.pi.exploring import explore
from shenpi.core.pi.moves import Moves
from shenpi.core.pi.refinement import branching, quotient, strong, weak
from shenpi.core.pi.steps import Semantics

SYSTEM = compile_definitions(Definitions())
channel = st.sampled_from("abc")


def silent_processes() -> st.SearchStrategy[Process]:
    """Processes that pass no names."""

    def wider(inner: st.SearchStrategy[Process]) -> st.SearchStrategy[Process]:
        return (
            st.builds(Tau, inner)
            | st.builds(lambda a, then: Output(a, (), then), channel, inner)
            | st.builds(lambda a, then: Input(a, (), then), channel, inner)
            | st.builds(lambda p, q: Sum((p, q)), inner, inner)
            | st.builds(lambda p, q: Parallel((p, q)), inner, inner)
            | st.builds(lambda a, then: Restriction((a,), then), channel, inner)
        )

    return st.recursive(st.just(NIL), wider, max_leaves=7)


@settings(max_examples=150, deadline=None)
@given(silent_processes(), silent_processes())
def test_components_and_whole_give_one_answer(left: Process, right: Process) -> None:
    ends = SYSTEM.term(left), SYSTEM.term(right)
    by_game, _, _ = _play(*_game(SYSTEM, ends, Relation.WEAK_EARLY, (), 10_000))
    whole = compare_definitions(Definitions(main=left), Definitions(main=right), Relation.WEAK_EARLY)
    assert whole.equivalent is by_game
    assert bool(whole.trace) is not by_game


@settings(max_examples=100, deadline=None)
@given(silent_processes())
def test_partitions_get_coarser(process: Process) -> None:
    edges = explore(Moves(Semantics(SYSTEM), 5_000), SYSTEM.term(process), 5_000).edges
    fine, middle, coarse = strong(edges), branching(edges), weak(edges)
    for finer, coarser in ((fine, middle), (middle, coarse)):
        assert len(set(zip(finer, coarser, strict=True))) == len(set(finer))
    again = quotient(edges, middle)
    assert len(set(branching(again))) == len(again)


def family(branches: int) -> Definitions:
    """go, then `branches` hidden branches of three silent tasks each, all awaited, then done."""
    names = ",".join(f"s{at},j{at}" for at in range(branches))
    tasks = " | ".join(f"s{at}.t.t.t.'j{at}" for at in range(branches))
    agents = [f"agent S{at} = 's{at}.S{at + 1}  agent J{at} = j{at}.J{at + 1}" for at in range(branches)]
    last = f"agent S{branches} = 0  agent J{branches} = 'done.0"
    return parse(f"(^{names})(go.S0 | J0 | {tasks}) {' '.join(agents)} {last}", Dialect.WORKBENCH)


@pytest.mark.parametrize("branches", [1, 4, 12])
def test_a_family_of_branches_is_small_at_every_width(branches: int) -> None:
    definitions = family(branches)
    system = compile_definitions(definitions)
    machine = minimised(Moves(Semantics(system), 5_000), system.main(), 5_000)
    assert len(machine.edges) == 3  # before go, before done, after
    specification = parse("go.'done.0", Dialect.WORKBENCH)
    assert compare_definitions(definitions, specification, Relation.WEAK_EARLY).equivalent


def test_a_lost_branch_is_found_with_its_trace() -> None:
    specification = parse("go.'done.0", Dialect.WORKBENCH)
    broken = parse("(^s,j,k)(go.'s.j.k.'done.0 | s.t.'j.0)", Dialect.WORKBENCH)
    answer = compare_definitions(broken, specification, Relation.WEAK_EARLY)
    assert answer.equivalent is False
    assert [str(move) for move in answer.trace] == ["right: go", "right: 'done"]

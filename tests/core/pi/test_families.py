"""Textbook systems against their specifications; bench/pi.py measures the larger ones."""

import pytest

from shenpi.core.pi import parse
from shenpi.core.pi.equivalence import Relation, compare_definitions
from tests.core.pi import families


@pytest.mark.parametrize("cells", [2, 3, 4])
def test_the_scheduler_keeps_its_promise(cells: int) -> None:
    system, promise = parse(families.scheduler(cells)), parse(families.schedule(cells))
    for relation in (Relation.WEAK_EARLY, Relation.WEAK_LATE, Relation.WEAK_OPEN):
        assert compare_definitions(system, promise, relation).equivalent
    assert compare_definitions(system, promise, Relation.STRONG_EARLY).equivalent is False


def test_a_scheduler_that_lost_a_cell_is_found_out() -> None:
    broken = parse(families.scheduler(3).replace("'d<d>.B(a,b,c,d)", "'d<d>.0"))
    answer = compare_definitions(broken, parse(families.schedule(3)), Relation.WEAK_EARLY)
    assert answer.equivalent is False
    assert answer.trace


def test_the_handover_looks_like_a_buffer() -> None:
    system = parse(families.handover())
    assert compare_definitions(system, parse(families.buffer_of_three()), Relation.WEAK_EARLY).equivalent

"""A translated term has the runs of the net: weakly bisimilar, whatever the order of things (D4-008, D4-009)."""

import pytest

from shenpi.core.pi import Call, Definitions, parse, print_definitions, refinement
from shenpi.core.pi.equivalence import Relation, compare_definitions
from shenpi.core.pi.inspecting import early_system
from shenpi.core.pi.translation import MAIN, behaviour, to_bpmn, to_pi
from tests.core.pi.translation.examples import SMALL

LIMIT = 5_000
Edges = list[list[tuple[str, int]]]


def of_term(definitions: Definitions) -> Edges:
    lts = early_system(definitions, Call(MAIN), LIMIT)
    assert lts.complete
    labels = ["", *(str(label) for label in lts.labels[1:])]
    return [[(labels[label], target) for label, target in out] for out in lts.edges]


def weakly_bisimilar(left: Edges, right: Edges) -> bool:
    number = {"": 0}
    joint = [
        [(number.setdefault(label, len(number)), target + start) for label, target in out]
        for edges, start in ((left, 0), (right, len(left)))
        for out in edges
    ]
    blocks = refinement.weak(joint)
    return blocks[0] == blocks[len(left)]


@pytest.mark.parametrize("name", SMALL)
def test_a_term_is_weakly_bisimilar_to_its_net(name: str) -> None:
    assert weakly_bisimilar(behaviour(SMALL[name], LIMIT), of_term(to_pi(SMALL[name])))


def test_the_comparison_can_fail() -> None:
    assert not weakly_bisimilar(
        behaviour(SMALL["sequence"], LIMIT), of_term(to_pi(SMALL["choice in a loop"]))
    )


@pytest.mark.parametrize("name", ["sequence", "two pools", "interrupted", "sub-process", "first event"])
def test_there_and_back_is_weakly_bisimilar(name: str) -> None:
    """π → BPMN → π, by the calculus's own equivalence."""
    definitions = parse(print_definitions(to_pi(SMALL[name])))
    back = to_pi(to_bpmn(definitions))
    answer = compare_definitions(definitions, back, Relation.WEAK_EARLY, agents=(MAIN, MAIN), limit=100)
    assert answer.equivalent is True

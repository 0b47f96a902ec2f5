"""A translated term has the runs of the net: weakly bisimilar, whatever the order of things (D4-008, D4-009)."""

import pytest

from shenpi.core.pi import parse, print_definitions
from shenpi.core.pi.equivalence import Relation, compare_definitions
from shenpi.core.pi.translation import MAIN, to_bpmn, to_pi
from tests.core.pi.translation.examples import RENEWED, SMALL
from tests.core.pi.translation.states import of_net, of_term, weakly_bisimilar

LIMIT = 5_000


@pytest.mark.parametrize("name", SMALL)
def test_a_term_is_weakly_bisimilar_to_its_net(name: str) -> None:
    assert weakly_bisimilar(of_net(SMALL[name], LIMIT), of_term(to_pi(SMALL[name]), LIMIT))


@pytest.mark.parametrize("name", RENEWED)
def test_what_begins_anew_is_so_in_as_many_actions_as_can_be_followed(name: str) -> None:
    actions = 2 if "within" in name else 3
    term = of_term(to_pi(RENEWED[name]), LIMIT, actions)
    assert weakly_bisimilar(of_net(RENEWED[name], LIMIT, actions), term)


def test_the_comparison_can_fail() -> None:
    left, right = SMALL["sequence"], to_pi(SMALL["choice in a loop"])
    assert not weakly_bisimilar(of_net(left, LIMIT), of_term(right, LIMIT))
    assert not weakly_bisimilar(of_net(left, LIMIT, 2), of_term(right, LIMIT, 2))


@pytest.mark.parametrize("name", ["sequence", "two pools", "interrupted", "sub-process", "first event"])
def test_there_and_back_is_weakly_bisimilar(name: str) -> None:
    """π → BPMN → π, by the calculus's own equivalence."""
    definitions = parse(print_definitions(to_pi(SMALL[name])))
    back = to_pi(to_bpmn(definitions))
    answer = compare_definitions(definitions, back, Relation.WEAK_EARLY, agents=(MAIN, MAIN), limit=100)
    assert answer.equivalent is True

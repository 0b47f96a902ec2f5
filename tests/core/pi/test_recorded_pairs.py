"""The recorded verdicts of the 36 pairs (pisim22), and what the other relations say of them (docs/pi.md)."""

from pathlib import Path

import pytest

from shenpi.core.pi.equivalence import Relation
from tests.core.pi.models import PAIRS, compared, files

EVERY = [(verdict, pair) for verdict, pairs in PAIRS.items() for pair in pairs]
WEAKLY_EQUAL = {"buffer-2x1-deadlock"}  # its [in=out]0 does nothing; only strongly do the two differ
NOT_OPEN = {"jev-sangiorgi-open-bisim", "sangiorgi-book-p65", "buffer-3"}
NOT_LATE = {"jev-sangiorgi-open-bisim"}


def test_all_pairs_are_named() -> None:
    assert len(EVERY) == 36


@pytest.mark.parametrize(("verdict", "pair"), EVERY)
def test_early_verdicts_are_the_recorded_ones(shared_data: Path, verdict: str, pair: str) -> None:
    left, right = files(shared_data, verdict, pair)
    strong = compared(left, right, Relation.STRONG_EARLY)
    weak = compared(left, right, Relation.WEAK_EARLY)
    assert strong.equivalent is (verdict == "bisimilar")
    assert weak.equivalent is (verdict != "not-bisimilar" or pair in WEAKLY_EQUAL)
    for comparison in (strong, weak):
        assert bool(comparison.trace) is not comparison.equivalent


@pytest.mark.parametrize(("verdict", "pair"), EVERY)
def test_late_and_open_verdicts_are_the_documented_ones(shared_data: Path, verdict: str, pair: str) -> None:
    left, right = files(shared_data, verdict, pair)
    early = compared(left, right, Relation.WEAK_EARLY).equivalent
    assert compared(left, right, Relation.WEAK_LATE).equivalent is (early and pair not in NOT_LATE)
    assert compared(left, right, Relation.WEAK_OPEN).equivalent is (early and pair not in NOT_OPEN)
    if verdict == "bisimilar":
        assert compared(left, right, Relation.STRONG_LATE).equivalent is (pair not in NOT_LATE)
        assert compared(left, right, Relation.OPEN).equivalent is (pair not in NOT_OPEN)

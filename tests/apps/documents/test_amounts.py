"""Amounts in capital numerals, against the examples and rules of 支付结算办法 annex 1, and read back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenpi.apps.documents.amounts import capital


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1409.50", "人民币壹仟肆佰零玖元伍角整"),
        ("6007.14", "人民币陆仟零柒元壹角肆分"),
        ("107000.53", "人民币壹拾万零柒仟元伍角叁分"),
        ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("1200", "人民币壹仟贰佰元整"),
        ("0.05", "人民币伍分"),
        ("0", "人民币零元整"),
        ("10010000", "人民币壹仟零壹万元整"),
    ],
)
def test_known_amounts(amount: str, words: str) -> None:
    assert capital(Decimal(amount)) == words


@given(st.integers(0, 10**14 - 1))
def test_the_words_read_back_give_the_amount(fen: int) -> None:
    assert _read(capital(Decimal(fen) / 100)) == fen


@pytest.mark.parametrize("amount", ["-0.01", "1e12"])
def test_amounts_that_no_paper_states_are_refused(amount: str) -> None:
    with pytest.raises(ValueError):
        capital(Decimal(amount))


def _read(words: str) -> int:
    """Return the fen that the words say, by a reader independent of the writer."""
    digits = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
    total = section = digit = fen = 0
    for sign in words.removeprefix("人民币"):
        if sign in digits:
            digit = digits[sign]
        elif sign in "拾佰仟":
            section, digit = section + digit * {"拾": 10, "佰": 100, "仟": 1000}[sign], 0
        elif sign in "万亿":
            total += (section + digit) * {"万": 10**4, "亿": 10**8}[sign]
            section = digit = 0
        elif sign == "元":
            fen, total, section, digit = (total + section + digit) * 100, 0, 0, 0
        elif sign in "角分":
            fen, digit = fen + digit * {"角": 10, "分": 1}[sign], 0
    return fen

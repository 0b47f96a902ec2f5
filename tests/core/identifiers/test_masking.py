"""Masking: enough to recognise, not enough to use (shared/look.md)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenpi.core.identifiers import mask_citizen_number, mask_name, mask_number, mask_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("", ""),
        ("张", "*"),
        ("张三", "张*"),
        ("张三丰", "张*丰"),
        (" 欧阳娜娜 ", "欧**娜"),
        ("𠮷田", "𠮷*"),
        ("阿卜杜拉·买买提", "阿******提"),
    ],
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_numbers() -> None:
    assert mask_citizen_number("11010519491231002X") == "110105********002X"
    assert mask_number("11010519491231002X") == "110*************2X"
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("0826-2345678") == "082*****5678"


@given(st.text(max_size=30))
def test_something_is_always_hidden_and_the_length_kept(text: str) -> None:
    """Also of what is too short to be what it is taken for."""
    for mask in (mask_citizen_number, mask_number, mask_phone):
        masked = mask(text)
        assert len(masked) == len(text.strip())
        assert masked.count("*") >= min(4, len(masked))


@given(st.text("张王李赵", min_size=2, max_size=12))
def test_of_a_name_at_most_two_characters_remain(name: str) -> None:
    assert len(mask_name(name).replace("*", "")) <= 2
    assert "*" in mask_name(name)

"""Document numbers: 机关简称+性质+〔年〕+序号+号."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenpi.core.identifiers import DocumentNumber, IdentifierError

NATURES = ("许准决", "许不决", "决", "许受")
NUMBER = DocumentNumber("广安区自然资", "许准决", 2026, 12)


def test_is_written_as_gb_t_9704_asks() -> None:
    """Hexagonal brackets, no leading zeros, no 第."""
    assert str(NUMBER) == "广安区自然资许准决〔2026〕12号"


@pytest.mark.parametrize(
    "typed",
    [
        "广安区自然资许准决〔2026〕12号",
        "广安区自然资许准决[2026]12号",
        "广安区自然资许准决【2026】12号",
        "广安区自然资许准决（2026）第012号",
        "广安区自然资许准决(2026年) 12",
        " 广安区自然资 许准决 〔２０２６〕 １２ 号 ",
    ],
)
def test_is_read_as_people_type_it(typed: str) -> None:
    assert DocumentNumber.parse(typed, NATURES) == NUMBER


def test_the_longest_nature_is_meant() -> None:
    assert DocumentNumber.parse(str(NUMBER), ["决"]).agency == "广安区自然资许准"
    assert DocumentNumber.parse(str(NUMBER), ["决", "许准决"]).agency == "广安区自然资"
    assert DocumentNumber.parse(str(NUMBER)).nature == ""


@given(
    st.text("甲乙丙丁区县局", min_size=1, max_size=10),
    st.sampled_from(NATURES),
    st.integers(1949, 2100),
    st.integers(1, 10**6),
)
def test_what_is_written_is_read_back(agency: str, nature: str, year: int, serial: int) -> None:
    number = DocumentNumber(agency, nature, year, serial)
    assert DocumentNumber.parse(str(number), NATURES) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12号",
        "〔2026〕12号",
        "甲〔26〕12号",
        "甲〔2026〕号",
        "甲〔2026〕0号",
        "甲2026年12号",
        "甲〔1900〕1号",
    ],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        DocumentNumber.parse(typed)
    assert caught.value.code == "document_number_form"


@pytest.mark.parametrize(("year", "serial"), [(1900, 1), (2026, 0), (2026, -1)])
def test_impossible_numbers_are_not_made(year: int, serial: int) -> None:
    with pytest.raises(IdentifierError):
        DocumentNumber("甲", "决", year, serial)

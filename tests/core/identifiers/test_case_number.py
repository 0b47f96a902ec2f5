"""Case numbers: read out by telephone, typed by anybody, never mistaken for another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenpi.core.identifiers import CaseNumber, IdentifierError, show_case_number

NUMBERS = st.builds(
    CaseNumber.make, st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 9), st.integers(1, 99_999)
)


def test_reads_as_agreed() -> None:
    """Thirteen digits YYMMDD, node, serial, check digit; shown in three groups."""
    number = CaseNumber.make(date(2026, 11, 23), 1, 42)
    assert number.compact == "2611231000420"
    assert str(number) == "261123-100042-0"


@given(NUMBERS)
def test_is_read_back_however_it_is_typed(number: CaseNumber) -> None:
    wide = str(number).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    for typed in (
        number.compact,
        str(number),
        f" {number} ",
        " ".join(number.compact),
        wide,
        f"{number}".replace("-", "—"),
    ):
        assert CaseNumber.parse(typed) == number
    assert show_case_number(number.compact) == str(number)


@given(NUMBERS, st.integers(0, 12), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(number: CaseNumber, place: int, by: int) -> None:
    """Damm (2004): all single errors, wherever they are."""
    right = number.compact
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]
    with pytest.raises(IdentifierError) as caught:
        CaseNumber.parse(wrong)
    assert caught.value.code == "case_number_check"


@given(NUMBERS, st.integers(0, 11))
def test_every_exchange_of_neighbours_is_found(number: CaseNumber, place: int) -> None:
    right = number.compact
    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    if wrong == right:
        return
    with pytest.raises(IdentifierError):
        CaseNumber.parse(wrong)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "case_number_form"),
        ("261123-100042", "case_number_form"),
        ("261123-100042-77", "case_number_form"),
        ("26112З-100042-7", "case_number_form"),  # a Cyrillic letter
        ("٢٦١١٢٣١٠٠٠٤٢٧", "case_number_form"),  # digits, but not ours
        ("一二三四五六七八九十一二三", "case_number_form"),
        ("\x00" * 13, "case_number_form"),
        ("𠮷" * 13, "case_number_form"),
        ("2611231000421", "case_number_check"),
        ("2613451000423", "case_number_day"),
        ("2611231000000", "case_number_range"),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_do(typed: str, code: str) -> None:
    typed = typed if code not in {"case_number_day", "case_number_range"} else _with_check(typed[:12])
    with pytest.raises(IdentifierError) as caught:
        CaseNumber.parse(typed)
    assert caught.value.code == code
    assert caught.value.zh.endswith("。")
    assert caught.value.en.endswith(".")


@pytest.mark.parametrize(("node", "serial"), [(10, 1), (-1, 1), (1, 0), (1, 100_000)])
def test_numbers_that_do_not_fit_are_not_made(node: int, serial: int) -> None:
    with pytest.raises(IdentifierError) as caught:
        CaseNumber.make(date(2026, 11, 23), node, serial)
    assert caught.value.code == "case_number_range"


def test_what_is_no_stored_number_is_shown_as_it_is() -> None:
    assert show_case_number("旧-2009-17") == "旧-2009-17"


def _with_check(body: str) -> str:
    """The check digit by the quasigroup itself (H. M. Damm 2004), not by the library under test."""
    table = (
        "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
    )  # fmt: skip
    interim = 0
    for digit in body:
        interim = int(table[interim][int(digit)])
    return f"{body}{interim}"


@given(NUMBERS)
def test_check_digit_is_damm_s(number: CaseNumber) -> None:
    assert number.compact == _with_check(number.compact[:12])

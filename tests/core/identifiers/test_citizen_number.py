"""Citizen numbers: GB 11643-1999."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from shenpi.core.identifiers import IdentifierError, citizen_number


@pytest.mark.parametrize(
    ("number", "born", "is_male", "region"),
    [
        # the two vectors of the standard
        ("11010519491231002X", date(1949, 12, 31), False, "110105"),
        ("440524188001010014", date(1880, 1, 1), True, "440524"),
    ],
)
def test_vectors_of_the_standard(number: str, born: date, is_male: bool, region: str) -> None:
    found = citizen_number(number)
    assert (found.number, found.born, found.is_male, found.region) == (number, born, is_male, region)


@pytest.mark.parametrize(
    "typed", ["11010519491231002x", "110105 19491231 002X", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_is_read_as_people_type_it(typed: str) -> None:
    assert citizen_number(typed).number == "11010519491231002X"


def _check(body: str) -> str:
    """GB 11643-1999: the weighted sum modulo 11."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]


def test_a_division_that_a_table_does_not_know_turns_nobody_away() -> None:
    """stdnum's table says that 广安区 (511602) did not exist in 1990, so it refuses people registered there later."""
    young, old = "51160220030307123", "51160219900307123"
    assert ric.is_valid(young + _check(young))
    assert not ric.is_valid(old + _check(old))
    assert (
        citizen_number(young + _check(young)).region == citizen_number(old + _check(old)).region == "511602"
    )


BODIES = st.builds(
    lambda province, place, born, order: f"{province}{place:04d}{born:%Y%m%d}{order:03d}",
    st.sampled_from(["11", "51", "65", "81", "91"]),
    st.integers(0, 9999),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
)


@given(BODIES)
def test_every_number_of_the_standard_is_read(body: str) -> None:
    """Whatever county it names: counties are renamed, numbers stay."""
    found = citizen_number(body + _check(body))
    assert found.born == date(int(body[6:10]), int(body[10:12]), int(body[12:14]))
    assert found.is_male == (int(body[16]) % 2 == 1)


@given(BODIES, st.integers(0, 16), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(body: str, place: int, by: int) -> None:
    wrong = body[:place] + str((int(body[place]) + by) % 10) + body[place + 1 :] + _check(body)
    with pytest.raises(IdentifierError):
        citizen_number(wrong)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "citizen_number_length"),
        ("1101051949123100", "citizen_number_length"),
        ("110105491231002", "citizen_number_old"),
        ("1101051949123100X2", "citizen_number_characters"),
        ("11010519491231002Y", "citizen_number_characters"),
        ("1101051949123100٢X", "citizen_number_characters"),
        ("99010519491231002X", "citizen_number_region"),
        ("11010519491331002X", "citizen_number_birth"),
        ("11010519490230002X", "citizen_number_birth"),
        ("110105000012310021", "citizen_number_birth"),
        ("110105194912310021", "citizen_number_check"),
        ("𠮷" * 18, "citizen_number_characters"),
        ("\x00" * 18, "citizen_number_length"),
    ],
)
def test_what_is_wrong_is_said(typed: str, code: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        citizen_number(typed)
    assert caught.value.code == code
    assert caught.value.zh.endswith("。")
    assert caught.value.en.endswith(".")


def test_nobody_is_born_tomorrow() -> None:
    body = "51160220261124123"
    assert citizen_number(body + _check(body)).born == date(2026, 11, 24)
    assert citizen_number(body + _check(body), today=date(2026, 11, 24))
    with pytest.raises(IdentifierError) as caught:
        citizen_number(body + _check(body), today=date(2026, 11, 23))
    assert caught.value.code == "citizen_number_birth"

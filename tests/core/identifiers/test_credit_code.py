"""Unified social credit codes: GB 32100-2015, and the organisation codes of GB 11714 inside them."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from shenpi.core.identifiers import IdentifierError, credit_code, organisation_code
from shenpi.core.identifiers.credit_code import ALPHABET


def test_real_codes_of_a_county(shared_data: Path) -> None:
    """41 department codes of 广安区: 40 check, the 41st is provisional and does not crash input."""
    with (shared_data / "zwfw-guangan" / "uscc.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    found = [credit_code(row["uscc"]) for row in rows]
    assert [each.provisional for each in found] == [row["valid_gb32100"] == "0" for row in rows]
    assert sum(not each.provisional for each in found) == 40
    assert all(organisation_code(each.organisation_code) for each in found if not each.provisional)


def test_a_code_is_taken_apart() -> None:
    found = credit_code("11511301008778183n")
    assert (found.code, found.region, found.organisation_code) == (
        "11511301008778183N",
        "511301",
        "008778183",
    )


def test_provisional_codes_are_marked() -> None:
    found = credit_code("TE5116020105116050")
    assert found.provisional
    assert (found.region, found.organisation_code) == ("511602", "")


def test_the_standard_s_counter_example() -> None:
    """law.md §6: 91350100M000100Y4Z is wrong, the check character should be 3."""
    with pytest.raises(IdentifierError):
        credit_code("91350100M000100Y4Z")
    assert credit_code("91350100M000100Y43").code == "91350100M000100Y43"


def _check(body: str) -> str:
    """C18 = (31 − Σ Ci·3^(i-1) mod 31) mod 31."""
    total = sum(ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return ALPHABET[(31 - total % 31) % 31]


BODIES = st.builds(
    lambda kind, region, organisation: f"{kind}{region:06d}{organisation}",
    st.sampled_from(["11", "12", "51", "91", "92", "N2", "Y1"]),
    st.integers(110000, 659999),
    st.text(ALPHABET, min_size=9, max_size=9),
)


@given(BODIES)
def test_every_code_of_the_standard_is_read(body: str) -> None:
    """Also those that begin with a letter (N2: rural collectives), which stdnum refuses."""
    code = body + _check(body)
    assert credit_code(code).code == code
    assert uscc.is_valid(code) == body[:2].isdigit()


@given(BODIES, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_found(body: str, place: int, character: str) -> None:
    right = body + _check(body)
    wrong = right[:place] + character + right[place + 1 :]
    if wrong == right:
        return
    with pytest.raises(IdentifierError):
        credit_code(wrong)


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        ("", "uscc_length", "0 位"),
        ("1151130108778239R", "uscc_length", "17 位"),
        ("11511301O08778183N", "uscc_characters", "第 9 位“O”"),
        ("11511A01008778183N", "uscc_region", "第 3 至 8 位"),
        ("11511301008778183M", "uscc_check", "校验位"),
        ("𠮷" * 18, "uscc_characters", "第 1 位"),
        ("TE51160201051160五0", "uscc_characters", "第 2 位"),
    ],
)
def test_what_is_wrong_is_said(typed: str, code: str, says: str) -> None:
    if typed.startswith("TE"):
        says = "第 17 位"
    with pytest.raises(IdentifierError) as caught:
        credit_code(typed)
    assert caught.value.code == code
    assert says in caught.value.zh
    assert caught.value.en.endswith(".")


@pytest.mark.parametrize(
    "typed", ["00877868-5", "083372204", "00877836X", "00877836x", "76726532-X", "06032418-9"]
)
def test_old_organisation_codes(typed: str) -> None:
    """Real ones of the catalogue; GB 11714."""
    assert organisation_code(typed) == typed.replace("-", "").upper()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("00877868-4", "organisation_code_check"),
        ("0087786", "organisation_code_form"),
        ("00877868五", "organisation_code_form"),
    ],
)
def test_wrong_organisation_codes(typed: str, code: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        organisation_code(typed)
    assert caught.value.code == code

"""Query codes: followed without an account, guessed by nobody (D10-043)."""

from shenpi.core.identifiers import hash_query_code, new_query_code, query_code_matches
from shenpi.core.identifiers.query_code import ALPHABET, LENGTH

NUMBER = "2611231000420"


def test_codes_are_of_unambiguous_characters_and_differ() -> None:
    codes = {new_query_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)
    assert not set("01ILO") & set(ALPHABET)


def test_a_code_is_known_again_however_it_is_typed() -> None:
    stored = hash_query_code("ABCD2345", NUMBER)
    for typed in ("ABCD2345", " abcd 2345 ", "abcd-2345", "ＡＢＣＤ２３４５"):
        assert query_code_matches(typed, NUMBER, stored)


def test_another_code_or_another_case_does_not_match() -> None:
    stored = hash_query_code("ABCD2345", NUMBER)
    assert not query_code_matches("ABCD2346", NUMBER, stored)
    assert not query_code_matches("ABCD2345", "2611231000430", stored)
    assert not query_code_matches("", NUMBER, stored)
    assert "ABCD2345" not in stored

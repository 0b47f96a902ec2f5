"""Canonical JSON equals RFC 8785 on everything a ledger may hold, and refuses the rest."""

import math

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from shenpi.core.ledger import NotCanonical, canonical

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
KEYS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00", max_codepoint=0xFFFF))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53 - 1), 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
)


@given(VALUES)
def test_equals_an_independent_rfc_8785(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_what_the_standard_asks_for() -> None:
    value = {"名": '𠮷\n\x1f\x7f\u2028"\\/', "b": [1, True, None], "a": {}}
    assert canonical(value) == '{"a":{},"b":[1,true,null],"名":"𠮷\\n\\u001f\x7f\u2028\\"\\\\/"}'.encode()


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"fee": 1.0}, "$.fee"),
        ([[0, math.nan]], "$[0][1]"),
        ({"n": 2**53}, "$.n"),
        ({"n": -(2**53)}, "$.n"),
        ({"text": "a\x00b"}, "$.text"),
        ({"text": "\ud800"}, "$.text"),
        ({1: "one"}, "$"),
        ({"𠮷": 1}, "$"),
        ({"at": object()}, "$.at"),
        ({"raw": b""}, "$.raw"),
    ],
)
def test_refuses_and_says_where(value: object, path: str) -> None:
    with pytest.raises(NotCanonical) as refused:
        canonical(value)
    assert refused.value.path == path
    assert refused.value.zh.startswith(path)

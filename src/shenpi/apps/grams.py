"""Search words: single characters and bigrams, made here because neither database cuts Chinese into words."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

APART = "·"
"""Stands between the parts of a cut text, so that nothing is found that runs from one into the next."""


def normalise(text: str) -> str:
    """Return the text as it is searched: full-width letters made plain, case folded, spaces and marks as spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(char if char.isalnum() else " " for char in folded).split())


def grams(texts: Iterable[str]) -> set[str]:
    """Return every character and every two neighbouring characters of the texts; marks separate."""
    found: set[str] = set()
    for text in texts:
        for part in normalise(text).split():
            found.update(part)
            found.update(part[index : index + 2] for index in range(len(part) - 1))
    return found


def asked(text: str) -> set[str]:
    """Return the grams that an item must have all of: a part's bigrams, or its only character."""
    return {gram for phrase in phrases(text) for gram in phrase}


def phrases(text: str) -> list[list[str]]:
    """Return the parts of a text, each as its bigrams in order, or its only character."""
    return [
        [part[index : index + 2] for index in range(max(1, len(part) - 1))]
        for part in normalise(text).split()
    ]


def cut(texts: Iterable[str], whole: str = "") -> str:
    """Return texts as `gram_index` keeps them: the bigrams of every part, in order, and a number as a whole."""
    parts = [" ".join(phrase) for text in texts for phrase in phrases(text)]
    return f" {APART} ".join([*parts, token] if (token := sealed(whole)) else parts)


def sealed(whole: str) -> str:
    """Return a number as one word in capitals, which no folded text has: nobody finds a part of it."""
    return normalise(whole).replace(" ", "").upper().translate(_CAPITALS)


_CAPITALS = str.maketrans("0123456789", "ABCDEFGHIJ")


def leaves(value: Any) -> Iterator[str]:
    """Return what people read of a JSON value: every text and number in it, no keys."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from leaves(each)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)

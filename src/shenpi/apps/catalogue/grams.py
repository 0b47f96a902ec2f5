"""Search words: single characters and bigrams, made here because neither database cuts Chinese into words."""

import unicodedata
from collections.abc import Iterable


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
    found: set[str] = set()
    for part in normalise(text).split():
        found.update([part] if len(part) == 1 else [part[i : i + 2] for i in range(len(part) - 1)])
    return found

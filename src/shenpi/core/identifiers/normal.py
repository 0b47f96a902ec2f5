"""Numbers as people type them, brought to one form."""

import unicodedata

# spaces, control characters, invisible ones, dashes of every kind
_SEPARATORS = {"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"}
_DOTS = "·・.。,，、_−―ー－"


def compact(text: str) -> str:
    """Return `text` in half-width capitals without spaces, dashes and dots."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(
        each for each in folded if each not in _DOTS and unicodedata.category(each) not in _SEPARATORS
    )


def digits(text: str) -> bool:
    """Tell whether `text` is made of the digits 0 to 9 only."""
    return text.isascii() and text.isdigit()

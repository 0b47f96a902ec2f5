"""Words with places in braces that facts fill in, as administrators write them: “您申请的{item}”."""

from collections.abc import Collection, Mapping
from string import Formatter


def unknown(text: str, known: Collection[str]) -> list[str]:
    """Return what stands in braces and is none of the known names; a format or an attribute is never known.

    Raises ValueError for braces that do not match.
    """
    places = [
        f"{name}{'!' + conversion if conversion else ''}{':' + form if form else ''}"
        for _literal, name, form, conversion in Formatter().parse(text)
        if name is not None
    ]
    return [place for place in places if place not in known]


def used(text: str) -> frozenset[str]:
    """Return the names in braces of a text whose braces match."""
    return frozenset(name for _literal, name, _form, _conversion in Formatter().parse(text) if name)


def filled(text: str, words: Mapping[str, str]) -> str:
    """Return the text with its places filled in."""
    return text.format_map(words)

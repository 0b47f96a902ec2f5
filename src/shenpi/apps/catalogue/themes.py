"""Themes under which the public browses; which item belongs where is data (`data/catalogue/themes.json`)."""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme; an item belongs to it by a word of its name, or else by its agency."""

    key: str
    chinese: str
    english: str
    words: tuple[str, ...]
    agencies: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name in the reader's language: unlike items, themes are the house's own words."""
        return self.english if (get_language() or "").startswith("en") else self.chinese


@lru_cache(maxsize=1)
def themes() -> tuple[Theme, ...]:
    """Return all themes in the order in which they are shown."""
    text = (files("shenpi") / "data" / "catalogue" / "themes.json").read_text("utf-8")
    return tuple(
        Theme(row["key"], row["name"], row["english"], tuple(row["words"]), tuple(row["agencies"]))
        for row in json.loads(text)
    )


def theme_of(name: str, agency_code: str) -> str:
    """Return the key of an item's theme: that of the longest word found in the name, else the agency's own."""
    named = [(len(word), theme.key) for theme in themes() for word in theme.words if word in name]
    if named:
        longest = max(length for length, _key in named)
        return next(key for length, key in named if length == longest)
    return next((theme.key for theme in themes() if agency_code in theme.agencies), themes()[-1].key)

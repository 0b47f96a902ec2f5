"""Where the fonts of printed documents are found; `tools/setup_fonts.py` puts them into build/fonts."""

from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings

SONG = ("Noto Serif CJK SC", "Noto Serif SC")
"""Families that carry the body text; the templates also name fonts of rare characters (`house.typ`)."""

SYSTEM = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))


class FontsMissing(RuntimeError):
    """No Song type on this machine; the message says how to get one."""


@lru_cache(maxsize=1)
def available() -> typst.Fonts:
    """Return the fonts for the compiler: the project's own, else the system's. Raises FontsMissing."""
    for folders in ([settings.REPOSITORY / "build" / "fonts"], SYSTEM):
        found = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[folder for folder in folders if folder.is_dir()],
        )
        if not set(SONG).isdisjoint(found.families()):
            return found
    raise FontsMissing(
        "no Chinese Song type: run `make setup` (tools/setup_fonts.py) or install fonts-noto-cjk"
    )

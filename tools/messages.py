"""Keep the English catalogue whole: `extract`, `check`, `compile`, without GNU gettext.

Chinese is the source language, so the msgids are Chinese and only English needs a catalogue. Places are kept
without line numbers: an edited file must not change every entry.
"""

from __future__ import annotations

import argparse
import ast
import io
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.extract import extract as babel_extract

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "shenpi"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
CALL = re.compile(r"\b(?:n?p?gettext|_)\((?:\s|,|count|u?'(?:\\.|[^'\\])*'|u?\"(?:\\.|[^\"\\])*\")+\)")


@dataclass
class Message:
    """One text to translate: context, singular, plural (equal texts in equal context are one message)."""

    msgid: str
    plural: str = ""
    context: str | None = None
    places: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.msgid


def extract(package: Path = PACKAGE) -> list[Message]:
    """Return every message of the package's Python files and templates, sorted, each with its files."""
    found: dict[tuple[str | None, str], Message] = {}
    for path in sorted(package.rglob("*")):
        if path.suffix == ".py":
            messages = _from_python(path)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            messages = _from_template(path)
        else:
            continue
        for message in messages:
            kept = found.setdefault(message.key, message)
            kept.plural = kept.plural or message.plural
            kept.places.add(path.relative_to(package.parent).as_posix())
    return sorted(found.values(), key=lambda message: (min(message.places), message.msgid))


def _from_python(path: Path) -> Iterator[Message]:
    source = path.read_bytes()
    keywords = KEYWORDS | _aliases(ast.parse(source))
    for _line, text, _comments, context in babel_extract("python", io.BytesIO(source), keywords=keywords):
        yield _message(text if isinstance(text, tuple) else (text,), context)


def _aliases(module: ast.Module) -> dict[str, tuple[int | tuple[int, str], ...] | None]:
    """Return the keywords under the names that a file imports them by (`gettext_lazy as lazy`)."""
    imports = [node for node in ast.walk(module) if isinstance(node, ast.ImportFrom)]
    return {
        name.asname: KEYWORDS[name.name]
        for node in imports
        if node.module == "django.utils.translation"
        for name in node.names
        if name.asname and name.name in KEYWORDS
    }


def _from_template(path: Path) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    for call in CALL.findall(templatize(path.read_text("utf-8"), origin=str(path))):
        parsed = ast.parse(call.strip(), mode="eval").body
        assert isinstance(parsed, ast.Call)
        assert isinstance(parsed.func, ast.Name)
        texts = [part.value for part in parsed.args if isinstance(part, ast.Constant)]
        context = texts.pop(0) if "pgettext" in parsed.func.id else None
        yield _message(tuple(texts), context)


def _message(texts: tuple[str, ...], context: str | None) -> Message:
    return Message(texts[0], texts[1] if len(texts) > 1 else "", context)


def update(catalogue: polib.POFile, messages: list[Message]) -> polib.POFile:
    """Return a catalogue of exactly `messages`, with the translations that `catalogue` already has."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = {
        "Project-Id-Version": "shenpi",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for message in messages:
        entry = known.get(message.key) or polib.POEntry(msgid=message.msgid, msgctxt=message.context)
        if message.plural and entry.msgid_plural != message.plural:
            entry.msgid_plural = message.plural
            entry.msgstr, entry.msgstr_plural = "", {0: "", 1: ""}
        entry.occurrences = [(place, "") for place in sorted(message.places)]
        fresh.append(entry)
    return fresh


def faults(catalogue: polib.POFile, messages: list[Message]) -> list[str]:
    """Return what is missing or wrong: untranslated messages, and placeholders that do not agree."""
    entries = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    wrong = []
    for message in messages:
        entry = entries.get(message.key)
        texts = _translations(entry) if entry else []
        if not texts or not all(texts) or (entry and entry.fuzzy):
            wrong.append(f"untranslated: {message.msgid!r} ({', '.join(sorted(message.places))})")
            continue
        asked = set(PLACEHOLDER.findall(message.msgid + message.plural))
        if any(set(PLACEHOLDER.findall(text)) != asked for text in texts):
            wrong.append(f"placeholders differ: {message.msgid!r}")
    return wrong


def _translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def read(path: Path = CATALOGUE) -> polib.POFile:
    """Return the catalogue on disk, or an empty one."""
    return polib.pofile(str(path), wrapwidth=110) if path.exists() else polib.POFile()


def compile_catalogue(path: Path = CATALOGUE) -> Path:
    """Write the .mo beside the .po when it differs, and return its path."""
    target = path.with_suffix(".mo")
    content = read(path).to_binary()
    if not target.exists() or target.read_bytes() != content:
        target.write_bytes(content)
    return target


def main(arguments: list[str] | None = None) -> int:
    """Run one of the three commands; 1 when `check` finds a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["extract", "check", "compile"])
    command = parser.parse_args(arguments).command
    if command == "extract":
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        update(read(), extract()).save(str(CATALOGUE))
        return 0
    if command == "compile":
        compile_catalogue()
        return 0
    wrong = faults(read(), extract())
    out = io.StringIO()
    for line in wrong:
        print(line, file=out)
    sys.stderr.write(out.getvalue())
    return 1 if wrong else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shenpi.config.settings")
    sys.path.insert(0, str(PACKAGE.parent))
    sys.exit(main())

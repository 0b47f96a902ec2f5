"""Cleaning of what people type: spaces, line ends, full-width digits, empty answers; nothing else is changed."""

import unicodedata
from typing import Any

from .formats import UPPERCASE
from .schema import Schema, is_choice, is_rows

_INVISIBLE = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Marks that reverse or hide the text after them."""


def clean(schema: Schema, value: Any) -> Any:
    """Return `value` in the form in which it is judged and kept; what does not fit the schema stays as it is."""
    if isinstance(value, str):
        return _text(schema, value)
    if isinstance(value, dict) and "properties" in schema:
        cleaned = {key: clean(schema["properties"].get(key, {}), inner) for key, inner in value.items()}
        return {key: inner for key, inner in cleaned.items() if not is_blank(inner)}
    if isinstance(value, list) and schema.get("type") == "array":
        cleaned_rows = [clean(schema["items"], inner) for inner in value]
        return [row for row in cleaned_rows if not is_blank(row)] if is_rows(schema) else cleaned_rows
    return value


def is_blank(value: Any) -> bool:
    """Tell whether a cleaned value says nothing: then the answer is left out, not kept empty."""
    if isinstance(value, dict):
        return all(is_blank(inner) or inner is False for inner in value.values())
    return value is None or value == "" or value == []


def bad_characters(text: str) -> bool:
    """Tell whether the text holds NUL bytes, control or hidden characters, or half a surrogate pair."""
    return any(
        (unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t") or char in _INVISIBLE
        for char in text
    )


def _text(schema: Schema, text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n\u3000")
    if "format" in schema or schema.get("type") in {"number", "integer"}:
        text = unicodedata.normalize("NFKC", text).replace(" ", "")
    elif not is_choice(schema):
        text = unicodedata.normalize("NFC", text)
    return text.upper() if schema.get("format") in UPPERCASE else text

"""Plain text from outside, typed by people or said by machines: printable, and no longer than what it is for."""

import unicodedata

from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import Message

LONGEST = 5000


def unfit(text: str, longest: int = LONGEST) -> list[Message]:
    """Return what is wrong with a text: too long, or with characters that nobody types and PostgreSQL cannot keep."""
    found: list[Message] = []
    if len(text) > longest:
        sizes = {"most": longest, "now": len(text)}
        found.append(_("最多 %(most)s 字，现有 %(now)s 字，请删减。") % sizes)
    if not all(map(_readable, text)):
        found.append(_("有无法显示的字符，请删除后重新提交。"))
    return found


def legible(said: object, longest: int) -> str:
    """Return what another system said as a row can keep it: cut, and without the characters `unfit` refuses."""
    return "".join(sign for sign in str(said)[:longest] if _readable(sign))


def faults(longest: int = LONGEST, **fields: str) -> dict[str, list[Message]]:
    """Return what is wrong with each of these fields; empty when nothing is."""
    return {name: found for name, text in fields.items() if (found := unfit(text, longest))}


def _readable(sign: str) -> bool:
    return sign in "\r\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")

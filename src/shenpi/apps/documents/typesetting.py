"""From a document's facts to a PDF/A page with embedded fonts (typst)."""

import json
import re
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, Literal

import segno
import typst
from django.conf import settings
from django.utils.translation import gettext as _

from shenpi.apps.documents import codes, fonts, kinds, wording
from shenpi.apps.documents.facts import clean, printable
from shenpi.apps.documents.models import Document
from shenpi.apps.timekeeping import local

STANDARD: Final = "a-2a"
"""PDF/A-2a: fonts embedded, text extractable and tagged; the compiler refuses a character without a glyph."""

_NO_GLYPH = re.compile(r'the (?:text|codepoint) `"(.+?)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
SUBSTITUTE = "〓"
_MOST_TURNS = 20
_turn = threading.Lock()  # the compiler object serves one thread at a time


class NotPrintable(Exception):
    """A document cannot be made from its facts; `message` says what is wrong and what to do.

    `signs` are the characters that no font has, if that is what is wrong.
    """

    def __init__(self, message: str, signs: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.signs = signs


def render(document: Document, mark: str = "") -> bytes:
    """Return the document as PDF/A, with `mark` right across it if given; equal facts give equal bytes.

    Raises NotPrintable when a character has no glyph in any font or the template fails on the facts, and
    fonts.FontsMissing when the machine has no Song type.
    """
    return _compile(document, "pdf", mark)[0]


def substituted(document: Document) -> tuple[bytes, str]:
    """Return the document as PDF/A with 〓 for every character that no font has, and a note of what they were.

    The paper says so at its foot, and it is made anew when the fonts are there (`rendering.retry`). Raises as `render`.
    """
    inputs = _inputs(document)
    made, replaced = _substituting(
        kinds.KINDS[document.kind].template, inputs, document.issued_at, note=_missing
    )
    return made, _missing(replaced) if replaced else ""


def pictures(document: Document, mark: str = "", *, ppi: float = 72) -> list[bytes]:
    """Return the document's pages as PNG images (previews, and looking at templates)."""
    return _compile(document, "png", mark, ppi)


def printout(template: str, facts: Mapping[str, Any], title: str, at: datetime) -> bytes:
    """Return a page that nobody issues (no number, seal or code) as PDF/A: facts put on paper for reading.

    A character that no font has is shown as 〓. Raises NotPrintable, fonts.FontsMissing.
    """
    paper = {"title": title, "number": "", "matter": ""}
    inputs = {"facts": json.dumps(clean(facts)), "paper": json.dumps(paper)}
    return _substituting(template, inputs, at)[0]


def _substituting(
    template: str, inputs: dict[str, str], at: datetime, note: Callable[[str], str] | None = None
) -> tuple[bytes, str]:
    """Typeset, replacing what has no glyph, as often as the compiler finds more of it; return what was replaced."""
    replaced = ""
    for _attempt in range(_MOST_TURNS):
        try:
            return _typeset(template, inputs, "pdf", at)[0], replaced
        except NotPrintable as failure:
            fresh = "".join(sign for sign in dict.fromkeys(failure.signs) if sign not in replaced)
            if not fresh:
                raise
            replaced += fresh
            inputs = {key: _replaced(json.loads(value), fresh) for key, value in inputs.items()}
            if note is not None:
                inputs["paper"] = json.dumps({**json.loads(inputs["paper"]), "note": note(replaced)})
    raise NotPrintable(_missing(replaced), replaced)


def _replaced(value: Any, signs: str) -> str:
    return json.dumps(value, ensure_ascii=False).translate(dict.fromkeys(map(ord, signs), SUBSTITUTE))


def _compile(
    document: Document, form: Literal["pdf", "png"], mark: str, ppi: float | None = None
) -> list[bytes]:
    inputs = _inputs(document) | ({"mark": mark} if mark else {})
    return _typeset(kinds.KINDS[document.kind].template, inputs, form, document.issued_at, ppi)


def _typeset(
    template: str,
    inputs: dict[str, str],
    form: Literal["pdf", "png"],
    at: datetime,
    ppi: float | None = None,
) -> list[bytes]:
    try:
        with _turn:
            made = _compiler().compile(
                input=kinds.TEMPLATES / template,
                format=form,
                ppi=ppi,
                sys_inputs={"mark": _practice(), **inputs},
                pdf_standards=[STANDARD] if form == "pdf" else [],
                timestamp=int(at.timestamp()),
            )
    except typst.TypstError as error:
        raise _explained(error) from error
    return made if isinstance(made, list) else [made or b""]


def _explained(error: typst.TypstError) -> NotPrintable:
    unprintable = _NO_GLYPH.search(error.message)
    if unprintable is None:
        return NotPrintable(_unusable(error.message))
    text = _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), unprintable[1])
    signs = "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in text)
    words = _("字库中没有这些字：%(signs)s。请系统管理员补充字体后重新生成，或者改用规范汉字。")
    return NotPrintable(words % {"signs": signs}, text)


def _missing(signs: str) -> str:
    """Say of which characters 〓 stands in the place; in Chinese, as every paper is."""
    return "字库缺字，文中以〓代替：" + "、".join(f"U+{ord(sign):04X}" for sign in signs)


def _inputs(document: Document) -> dict[str, str]:
    try:
        return _prepared(document)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise NotPrintable(_unusable(repr(error))) from error


def _practice() -> str:
    """What every page of practice is marked with (D1-028)."""
    return _("练习件　无效") if settings.SHENPI_MODE == "practice" else ""


def _unusable(detail: str) -> str:
    return _("文书模板不能用这些内容生成：%(detail)s。请报告系统管理员。") % {"detail": detail}


def _prepared(document: Document) -> dict[str, str]:
    address = codes.address(document.verification_code)
    issued_on = local(document.issued_at).date()
    paper = {
        "title": clean(document.title),
        "number": document.number,
        "matter": kinds.matter(document.data).word,
        "seal": document.seal_name,
        "issued_on": issued_on.isoformat(),
        "code": codes.grouped(document.verification_code),
        "address": address,
        "qr": segno.make(address, error="m").svg_inline(border=0, omitsize=True),
    }
    facts = printable(document.data, issued_on)
    if document.wording is not None:
        facts |= wording.worded(document.wording.passages, facts)
    return {"facts": json.dumps(facts), "paper": json.dumps(paper)}


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=kinds.TEMPLATES, font_paths=fonts.available(), ignore_system_fonts=True)

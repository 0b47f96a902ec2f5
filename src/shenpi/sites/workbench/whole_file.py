"""The whole case file as one PDF: cover and contents, what was filed, said and done, then every paper and material."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter

from shenpi.apps import timekeeping
from shenpi.apps.casework import official, queries
from shenpi.apps.casework.headings import Answer, Heading
from shenpi.apps.documents import files, inspection, kinds, rendering, typesetting
from shenpi.apps.documents import queries as documents
from shenpi.apps.ledger import queries as ledger
from shenpi.core.identifiers import show_case_number
from shenpi.sites.workbench import course
from shenpi.sites.workbench.answers import answers

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case
    from shenpi.apps.casework.signatures import Earlier, Opinion

TITLE = "办件全卷"
_IMAGES = (inspection.JPEG, inspection.PNG)
_A4 = (1240, 1754)
"""An A4 page at 150 dots an inch, for scanned pictures."""


@dataclass
class Part:
    """A paper or material of the file; `reader` is None for what has no pages to print."""

    title: str
    reader: PdfReader | None


def pdf(case: Case) -> bytes:
    """Return the file as one PDF, in Chinese as every paper. Raises NotPrintable, FontsMissing."""
    with override("zh-hans"):
        return _pdf(case)


def _pdf(case: Case) -> bytes:
    parts = list(_parts(case))
    cover = PdfReader(BytesIO(_cover(case, parts, first=1)))
    if any(part.reader for part in parts):  # how long the cover is decides on which page each part begins
        cover = PdfReader(BytesIO(_cover(case, parts, first=len(cover.pages) + 1)))
    whole = PdfWriter()
    whole.append(cover, outline_item=TITLE)
    for part in parts:
        if part.reader is not None:
            whole.append(part.reader, outline_item=part.title, import_outline=False)
    made = BytesIO()
    whole.write(made)
    return made.getvalue()


def filename(case: Case) -> str:
    """Return what the file is called."""
    return _("办件全卷 %(number)s.pdf") % {"number": show_case_number(case.number)}


def _parts(case: Case) -> Iterator[Part]:
    for document in documents.of_case(case.id):
        if document.file is None:
            rendering.render_now(document)
        title = f"{document.title} {document.number}".strip()
        yield Part(title, _pages(document.file.sha256, inspection.PDF) if document.file else None)
    for material in queries.materials(case):
        stored = documents.stored(material.sha256) if material.sha256 else None
        yield Part(material.name, _pages(stored.sha256, stored.media_type) if stored else None)


def _pages(sha256: str, media_type: str) -> PdfReader | None:
    """Return a file's pages, or None for what a printer cannot take as it is (tables, texts, damaged files)."""
    try:
        with files.open_file(sha256) as source:
            content = source.read()
            if media_type in _IMAGES:
                return PdfReader(_picture(content))
            return _copied(content) if media_type == inspection.PDF else None
    except (*inspection.BROKEN_PDF, Image.DecompressionBombError):
        return None


def _copied(content: bytes) -> PdfReader:
    """Copy the pages once, so that a damaged file shows here and not in the middle of the whole."""
    writer, made = PdfWriter(), BytesIO()
    writer.append(PdfReader(BytesIO(content)), import_outline=False)
    writer.write(made)
    made.seek(0)
    return PdfReader(made)


def _picture(content: bytes) -> BytesIO:
    picture = ImageOps.exif_transpose(Image.open(BytesIO(content))).convert("RGB")
    picture.thumbnail(_A4)
    page = Image.new("RGB", _A4, "white")
    page.paste(picture, ((_A4[0] - picture.width) // 2, (_A4[1] - picture.height) // 2))
    made = BytesIO()
    page.save(made, "PDF", resolution=150)
    made.seek(0)
    return made


def _cover(case: Case, parts: list[Part], *, first: int) -> bytes:
    now = timekeeping.now()
    contents, page = [], first
    for part in parts:
        contents.append({"title": part.title, "page": str(page) if part.reader else "另附"})
        page += len(part.reader.pages) if part.reader else 0
    facts = {
        "agency": case.agency.full_name,
        "made": f"{_stamp(now)} 打印",
        "cover": [{"label": label, "words": str(words)} for label, words in _facts(case) if words],
        "contents": contents,
        "form": [
            {"label": label, "words": words} for label, words in answers(queries.form_schema(case), case.form)
        ],
        "opinions": [_opinion(each) for each in queries.opinions(case)],
        "course": [
            {
                "at": _stamp(entry.at) if entry.at else "",
                "name": entry.name,
                "words": f"{entry.by} {entry.words}",
            }
            for entry in course.course(
                ledger.events(case.id), [], {code: str(kind.name) for code, kind in kinds.KINDS.items()}
            )
        ],
    }
    return typesetting.printout("case_file.typ", facts, TITLE, now)


def _facts(case: Case) -> list[tuple[str, Any]]:
    begun = official.begun(case)
    party, came, taken = ("当事人", "登记", "立案") if begun else ("申请人", "接件", "受理")
    return [
        ("办件编号", show_case_number(case.number)),
        ("事项", case.item_version.item.name),
        ("机关", case.agency.full_name),
        (party, case.applicant["name"]),
        ("渠道", case.get_channel_display()),
        ("状态", case.state_words),
        ("结果", case.get_outcome_display() if case.outcome else ""),
        (came, _stamp(case.received_at)),
        (taken, _stamp(case.accepted_at) if case.accepted_at else ""),
        ("决定", _stamp(case.decided_at) if case.decided_at else ""),
        ("办结", _stamp(case.completed_at) if case.completed_at else ""),
    ]


def _opinion(each: Opinion) -> dict[str, str]:
    """Say an opinion as the page does: its headings, its parts, the fee, and what it was before it was changed."""
    behalf = f"（{each.capacity}，代{each.on_behalf_of}）" if each.on_behalf_of else ""
    parts = [
        ("", each.text),
        ("准予：", each.granted),
        ("不予准予：", each.refused),
        *((f"{Heading(key).label}：", _found(found)) for key, found in each.headings.items()),
        ("核定收费：", "{kind} {amount} 元，{days} 日内缴清".format(**each.fee) if each.fee else ""),
        ("理由：", each.reason),
        ("依据：", each.basis),
        *(
            (f"原意见（{_stamp(old.changed_at)} 经{old.consented_by}同意修改）：", _before(old))
            for old in each.earlier
        ),
    ]
    return {
        "name": f"{each.name} {each.office}".strip(),
        "verdict": _verdict(each.verdict),
        "text": "\n".join(label + words for label, words in parts if words),
        "signed": f"{each.person_name}{behalf}　{_stamp(each.signed_at)}",
    }


def _verdict(code: str) -> str:
    return str(course.VERDICTS.get(code, code))


def _found(found: Mapping[str, str]) -> str:
    return "；".join(part for part in (str(Answer(found["answer"]).label), found["note"]) if part)


def _before(old: Earlier) -> str:
    return "；".join(part for part in (_verdict(old.verdict), old.text, old.reason, old.basis) if part)


def _stamp(moment: Any) -> str:
    local = timekeeping.local(moment)
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"

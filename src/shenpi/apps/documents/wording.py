"""What an agency may put in its own words on its documents, and which words are in force (D10-075).

The form of a document is the house's for all agencies; an agency's administrator adjusts passages within it, and the
reform or legal office confirms them (审核确认…行政审批过程的文书格式; D10-071) before they are in force.
Title, number, the decision with its statutory basis, terms of the remedies, date and seal are no passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps import places
from shenpi.apps.documents import kinds
from shenpi.apps.documents.facts import clean
from shenpi.apps.documents.models import WordingVersion
from shenpi.apps.organisation.queries import Holdings
from shenpi.apps.organisation.roles import Role

PLACES = ("item", "number", "received_on", "agency", "applicant")
"""What a passage may speak of."""


@dataclass(frozen=True)
class Passage:
    """A passage that may be worded: offered where the kind's template has `mark`.

    `packaged` is what stands without it (empty: nothing); what `needs` names must be spoken of. A passage with
    several `lines` may be several paragraphs; one that goes on in the sentence is `within` it.
    """

    code: str
    name: str | Promise
    hint: str | Promise
    longest: int
    mark: str
    lines: bool = False
    within: bool = False
    packaged: str = ""
    needs: frozenset[str] = frozenset()


PASSAGES = {
    passage.code: passage
    for passage in (
        Passage(
            "opening",
            _("开头"),
            _("正文的第一句话，句末不加标点，必须有{item}和{number}。"),
            120,
            "#application",
            within=True,
            packaged="你（单位）于{received_on}提出的“{item}”申请（办件编号：{number}）",
            needs=frozenset({"item", "number"}),
        ),
        Passage(
            "basis",
            _("补充依据"),
            _("法定依据由模板写明；这里补充地方性法规、规章等依据，写成完整的句子。"),
            300,
            "#addressee()",
            lines=True,
        ),
        Passage(
            "notes",
            _("办理提示"),
            _("正文之后的说明，例如在哪里领取、带什么证件。"),
            500,
            "enquiries()",
            lines=True,
        ),
        Passage(
            "organ",
            _("行政复议机关"),
            _("只写机关名称。期限由法律规定，不能改。"),
            40,
            "#remedies(",
            within=True,
            packaged="本级人民政府",
        ),
        Passage(
            "court",
            _("受诉人民法院"),
            _("只写法院名称。期限由法律规定，不能改。"),
            40,
            "#remedies(",
            within=True,
            packaged="有管辖权的人民法院",
        ),
        Passage(
            "remedies",
            _("救济途径补充"),
            _("例如复议申请的接收地址和网址。"),
            300,
            "#remedies(",
            lines=True,
        ),
        Passage(
            "contact",
            _("咨询方式"),
            _("地点和电话，印在“咨询方式：”之后，句末不加标点。"),
            80,
            "enquiries()",
            within=True,
        ),
        Passage("footer", _("页脚"), _("每页下方的一行，例如机关地址和邮编。"), 40, "", within=True),
    )
}
ADJUSTABLE = tuple(code for code in kinds.KINDS if code != "complaint_reply")
"""Not the letters of supervision, which are written in its own zone."""


@lru_cache(maxsize=64)
def of(kind: str) -> tuple[Passage, ...]:
    """Return the passages that the kind's template has a place for."""
    template = (kinds.TEMPLATES / kinds.KINDS[kind].template).read_text("utf-8")
    return tuple(passage for passage in PASSAGES.values() if passage.mark in template)


def worded(passages: Mapping[str, str], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the passages add to prepared facts (`facts.printable`), their places filled in."""
    words = {
        "item": facts["item"],
        "number": facts["case_number"],
        "received_on": _day(facts["received_on"]),
        "agency": facts["agency"],
        "applicant": facts["applicant"],
    }
    said = {code: clean(places.filled(text, words)) for code, text in passages.items()}
    named = {code: said[code] for code in ("organ", "court") if code in said}
    return {"wording": said, "remedies": {**facts["remedies"], **named}}


def in_force(agency_id: int | None, kind: str, at: datetime) -> WordingVersion | None:
    """Return the agency's words for a kind at a moment; None for the packaged ones."""
    if agency_id is None:
        return None
    agreed = WordingVersion.objects.filter(consent__agreed=True, consent__at__lte=at)
    return agreed.filter(agency_id=agency_id, kind=kind).order_by("-number").first()


def may_consent(held: Holdings, version: WordingVersion) -> bool:
    """Tell whether these posts may consent to a version: of the reform office, or of another agency's legal one."""
    if version.by_id == held.person_id:
        return False
    offices = [each for each in held if each.allows(CONSENT)]
    return any(each.role == Role.REFORM or each.agency_id != version.agency_id for each in offices)


CONSENT = "review_item"
"""The right to confirm what items and their documents say (审核确认)."""


def chosen(kind: str, typed: Mapping[str, str]) -> dict[str, str]:
    """Return the passages of a kind as typed that say something else than the packaged words."""
    tidy = {each.code: _tidy(typed.get(each.code, ""), each) for each in of(kind)}
    return {code: text for code, text in tidy.items() if text not in ("", PASSAGES[code].packaged)}


def faults(passages: Mapping[str, str]) -> dict[str, list[str | Promise]]:
    """Return what is wrong with passages as chosen, by their code."""
    found = {code: list(_faults(PASSAGES[code], text)) for code, text in passages.items()}
    return {code: words for code, words in found.items() if words}


def _faults(passage: Passage, text: str) -> Iterable[str | Promise]:
    if len(text) > passage.longest:
        yield _("最多 {count} 个字").format(count=passage.longest)
    try:
        strange = places.unknown(text, PLACES)
    except ValueError:
        yield _("花括号没有成对。")
        return
    if strange:
        yield _("没有这种内容：{names}").format(names="、".join(strange))
    if missing := sorted(passage.needs - places.used(text)):
        yield _("缺少{names}，文书要靠它对应办件。").format(
            names="、".join(f"{{{name}}}" for name in missing)
        )
    if passage.within and text[-1] in "，。；：、,.;:":
        yield _("句末不要加标点，模板会接着写。")


def _tidy(text: str, passage: Passage) -> str:
    rows = [row.strip() for row in text.splitlines()]
    return ("\n" if passage.lines else "").join(row for row in rows if row)


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"

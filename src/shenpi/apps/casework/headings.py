"""The four headings of the substantive examination (D3-043), each with an answer of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import Invalid, Message

FORM = "substantive_examination"
"""What a process writes at a step (`shenpi:form`) whose opinion must answer the headings."""


class Heading(models.TextChoices):
    """What is examined (D3-043)."""

    AUTHENTICITY = "authenticity", _("真实性")
    LEGALITY = "legality", _("合法性")
    FEASIBILITY = "feasibility", _("可行性")
    TECHNICAL = "technical", _("技术标准符合性")


class Answer(models.TextChoices):
    """What was found under a heading."""

    MEETS = "meets", _("符合")
    FAILS = "fails", _("不符合")
    NOT_APPLICABLE = "not_applicable", _("不涉及")


@dataclass(frozen=True)
class Found:
    """The answer under one heading, with what it rests on."""

    answer: str
    note: str = ""


ALL_MEET = {each.value: Found(Answer.MEETS.value) for each in Heading}
"""What an examination without a fault answers."""


def asked(form: str) -> bool:
    """Tell whether a step of that form asks for the headings."""
    return form == FORM


def answered(form: str, verdict: str, found: Mapping[str, Found]) -> dict[str, Any]:
    """Return what the opinion keeps of the headings; nothing where the step does not ask for them.

    Raises Invalid for a heading without an answer, for one that fails without a note, and for an agreement although one
    fails.
    """
    if not asked(form):
        return {}
    faults: dict[str, list[Message]] = {}
    for heading in Heading:
        said = found.get(heading, Found(""))
        if said.answer not in Answer:
            faults[heading.value] = [_("请选择审查结论")]
        elif said.answer == Answer.FAILS and not said.note.strip():
            faults[f"{heading.value}_note"] = [_("不符合的，请说明情况")]
        elif said.answer == Answer.FAILS and verdict == "agree":
            faults["verdict"] = [_("有一项不符合的，不能签署同意")]
    if faults:
        raise Invalid(
            "headings_missing", _("实质审查须对真实性、合法性、可行性和技术标准分别作出结论。"), fields=faults
        )
    kept = {each.value: found[each] for each in Heading}
    return {"headings": {key: {"answer": str(f.answer), "note": f.note.strip()} for key, f in kept.items()}}

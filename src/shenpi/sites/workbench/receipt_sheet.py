"""The sheet that makes a case: who is concerned, the item's own form, when the paper came; and its faults."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from shenpi.apps import timekeeping
from shenpi.apps.catalogue import forms
from shenpi.apps.errors import Invalid, Message
from shenpi.core.identifiers import IdentifierError, citizen_number, credit_code
from shenpi.sites.common.wording import in_chinese
from shenpi.sites.workbench.inputs import Posted
from shenpi.sites.workbench.refused import Refused

if TYPE_CHECKING:
    from shenpi.apps.catalogue.models import ItemVersion

NO_FORM: dict[str, Any] = {"type": "object", "properties": {}}
"""For an item without a form of its own."""
PHONE = re.compile(r"[0-9+() -]{5,20}")


def applicant(posted: Posted) -> dict[str, Any]:
    """Read who applies; what is wrong is noted as faults of the form."""
    kind = "organisation" if posted.post.get("applicant_kind") == "organisation" else "person"
    said = {
        "kind": kind,
        "name": posted.words("applicant_name", longest=100),
        "id_number": posted.words("applicant_id_number", longest=40),
        "phone": posted.words("applicant_phone", longest=20),
        "agent": posted.words("applicant_agent", longest=60),
    }
    if not said["name"]:
        posted.fault("applicant_name", _("请填写申请人姓名或名称"))
    if said["phone"] and not PHONE.fullmatch(said["phone"]):
        posted.fault("applicant_phone", _("请填写电话号码，只用数字和 + - ( )"))
    if not said["id_number"]:
        posted.fault("applicant_id_number", _("请填写身份证号码或统一社会信用代码"))
        return said
    try:
        said["id_number"] = _identifier(kind, said["id_number"])
    except IdentifierError as error:
        posted.fault("applicant_id_number", error.zh if in_chinese() else error.en)
    return said


def _identifier(kind: str, typed: str) -> str:
    return credit_code(typed).code if kind == "organisation" else citizen_number(typed).number


def answers(posted: Posted, version: ItemVersion) -> dict[str, Any]:
    """Read the item's own form; what is wrong is noted as faults."""
    schema = version.form_schema or NO_FORM
    try:
        return forms.validate(schema, forms.from_post(schema, posted.post))
    except Invalid as refusal:
        for name, words in refusal.fields.items():
            posted.fault(name, *words)
        return {}


def summary(schema: dict[str, Any], refused: Refused) -> list[tuple[str, str]]:
    """Return every fault with its field's anchor, in the order of the page; the item's own fields by their names."""
    own = list(schema["properties"])
    found = []
    for name, words in refused.faults.items():
        top = name.split(".", 1)[0]
        if top in own:  # drawn by the one renderer of item forms
            found.append((own.index(top), f"field-{name.replace('.', '-')}", _named(schema, name, words[0])))
        else:
            place = -1 if name.startswith("applicant") else len(own)
            found.append((place, f"receive-{name}", str(words[0])))
    return [(anchor, words) for _place, anchor, words in sorted(found, key=lambda each: each[0])]


def _named(schema: dict[str, Any], name: str, message: Message) -> str:
    """Put the names of field and row before a message."""
    part, names = schema, []
    for step in name.split("."):
        if step.isdigit():
            names.append(_("第 %(number)s 行") % {"number": int(step) + 1})
        else:
            part = part.get("items", part).get("properties", {}).get(step, {})
            names.append(Truncator(part.get("title", step).rstrip("。")).chars(24, "…"))
    return " ".join(names) + _("：") + str(message)


def arrived(day: date | None) -> datetime | None:
    """Return when the paper came: now if it came today, else the noon of its day; limits count whole days."""
    now = timekeeping.now()
    if day is None or day == timekeeping.local(now).date():
        return None
    return datetime.combine(day, time(12), timekeeping.SHANGHAI)

"""提出投诉、咨询: with or without an account, under a real name or none (D1-015, D10-044)."""

from dataclasses import dataclass, fields
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping, typed
from shenpi.apps.complaints import Category
from shenpi.apps.errors import Invalid
from shenpi.apps.feedback import outgoing, secrets
from shenpi.apps.feedback.models import Feedback, Kind
from shenpi.apps.organisation.models import Person
from shenpi.core import contracts


@dataclass(frozen=True)
class Words:
    """What was written in the form. `case_number` or the agency says whom it is about; no name: anonymous."""

    text: str
    category: str = ""
    case_number: str = ""
    item_code: str = ""
    item_name: str = ""
    agency_code: str = ""
    agency: str = ""
    name: str = ""
    phone: str = ""
    address: str = ""
    bureau: bool = False


@dataclass(frozen=True)
class Filed:
    """What was filed, and the code to follow it by."""

    feedback: Feedback
    code: str


@transaction.atomic
def file(kind: str, feedback_id: UUID, words: Words, *, by: Person | None) -> Filed:
    """File a complaint or an enquiry; the message leaves with the same transaction.

    `feedback_id` comes from the form: however often it is sent, one filing results. Raises Invalid with `fields`.
    """
    known = Feedback.objects.filter(pk=feedback_id).first()
    if known is not None:
        return Filed(known, secrets.code_of(feedback_id))
    _check(kind, words)
    now = timekeeping.now()
    row = {
        "kind": kind,
        "person": by,
        "query_code_hash": secrets.hashed(secrets.code_of(feedback_id)),
        "title": _title(kind, words),
        "text": words.text.strip(),
        "agency_name": words.agency,
        "item_name": words.item_name,
        "named": bool(words.name.strip()),
        "filed_at": now,
    }
    made, fresh = Feedback.objects.get_or_create(pk=feedback_id, defaults=row)
    if not fresh:  # the same form, sent twice at the same moment
        return Filed(made, secrets.code_of(feedback_id))
    told = {each.name: getattr(words, each.name) for each in fields(words)}
    told |= {"kind": kind, "title": made.title, "text": made.text, "bureau": words.bureau}
    outgoing.send(
        "feedback.filed", made.pk, told | {"channel": "online", "filed_at": contracts.moment(now)}, now
    )
    return Filed(made, secrets.code_of(feedback_id))


def _check(kind: str, words: Words) -> None:
    faults = typed.faults(text=words.text) | typed.faults(100, name=words.name)
    faults |= typed.faults(40, number=words.case_number, phone=words.phone)
    if not words.text.strip():
        faults["text"] = [_("请写明内容。")]
    if kind == Kind.COMPLAINT and words.category not in Category.values:
        faults["category"] = [_("请选择投诉的类别。")]
    if not (words.agency_code or words.item_code or words.case_number.strip()):
        faults["agency"] = [_("请选择部门，或者填写办件编号。")]
    if words.name.strip() and not words.phone.strip():
        faults["phone"] = [_("实名提出的，请留下联系电话。")]
    if faults:
        raise Invalid("feedback_incomplete", _("还有没填好的内容，补全后再提交。"), fields=faults)


def _title(kind: str, words: Words) -> str:
    about = words.item_name or words.agency or words.case_number
    word = Category(words.category).label if kind == Kind.COMPLAINT else Kind(kind).label
    return f"{word}：{about}"[:200]

"""评价: one of five grades for a service, once: a case of one's own, or a visit at a window (国办发〔2019〕51号)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping, typed
from shenpi.apps.errors import Invalid, NotFound, Stale
from shenpi.apps.feedback import outgoing, secrets
from shenpi.apps.feedback.acts.file import Filed
from shenpi.apps.feedback.models import Feedback, Kind, Visit
from shenpi.apps.ids import uuid7
from shenpi.apps.organisation.models import Person
from shenpi.core import contracts

GRADES = range(1, 6)
OPEN_FOR = timedelta(days=30)
"""How long a visit may be rated."""


@dataclass(frozen=True)
class Grade:
    """A rating as it was given; `disclosed`: the office may be told the case number, to mend what was wrong."""

    grade: int
    text: str = ""
    name: str = ""
    phone: str = ""
    disclosed: bool = False


@transaction.atomic
def rate_case(case_id: UUID, number: str, title: str, given: Grade, *, by: Person | None) -> Filed:
    """Rate a case; the page has made sure that it is the rater's. Raises Invalid, Stale when it is rated already."""
    told = {"case_id": str(case_id), "case_number": number, "channel": "online"}
    try:
        with transaction.atomic():
            return _rate(title, given, told, by, case_id=case_id)
    except IntegrityError:  # `case_rated_once`, also of two at the same moment
        raise Stale("rated_already", _("这件已经评价过了，每件只评一次。")) from None


@transaction.atomic
def rate_visit(code: str, given: Grade, *, by: Person | None = None) -> Filed:
    """Rate a service at a window by its code. Raises NotFound, Stale when rated or too old, Invalid."""
    visit = Visit.objects.select_for_update().filter(code_hash=secrets.hashed(code)).first()
    if visit is None:
        raise NotFound("visit_unknown", _("没有这个评价码，请核对后重新输入。"))
    now = timekeeping.now()
    if visit.rated_at is not None or visit.opened_at + OPEN_FOR < now:
        raise Stale("rated_already", _("这次服务已经评价过，或者已经超过三十天。"))
    visit.rated_at = now
    visit.save(update_fields=["rated_at"])
    told = {
        "visit_id": str(visit.pk),
        "channel": "window",
        "agency_code": visit.agency_code,
        "agency": visit.agency_name,
        "office_code": visit.office_code,
        "office": visit.office_name,
        "person_id": str(visit.person_id),
        "person": visit.person_name,
        "item_code": visit.item_code,
        "item_name": visit.item_name,
    }
    return _rate(visit.item_name or visit.office_name, given, told, by)


def _rate(
    about: str, given: Grade, told: dict[str, Any], by: Person | None, case_id: UUID | None = None
) -> Filed:
    faults = typed.faults(text=given.text) | typed.faults(100, name=given.name)
    faults |= typed.faults(40, phone=given.phone)
    if given.grade not in GRADES:
        faults["grade"] = [_("请选择一个等级。")]
    elif given.grade <= 2 and not given.text.strip():
        faults["text"] = [_("请写明哪里不满意，以便整改。")]
    if faults:
        raise Invalid("rating_incomplete", _("还有没填好的内容，补全后再提交。"), fields=faults)
    key, now = uuid7(), timekeeping.now()
    made = Feedback.objects.create(
        id=key,
        kind=Kind.RATING,
        person=by,
        query_code_hash=secrets.hashed(secrets.code_of(key)),
        title=str(_("评价：%(about)s") % {"about": about})[:200],
        text=given.text.strip(),
        agency_name=told.get("agency", ""),
        item_name=about,
        case_id=case_id,
        grade=given.grade,
        filed_at=now,
    )
    told |= {
        "kind": Kind.RATING,
        "title": made.title,
        "text": made.text,
        "grade": given.grade,
        "name": given.name.strip(),
        "phone": given.phone.strip(),
        "disclosed": given.disclosed,
        "filed_at": contracts.moment(now),
    }
    outgoing.send("feedback.filed", key, told, now)
    return Filed(made, secrets.code_of(key))

"""代为登记投诉、咨询，请求评价: what a clerk does for a visitor who speaks instead of writing."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping, typed
from shenpi.apps.complaints import Category
from shenpi.apps.documents import codes
from shenpi.apps.errors import Invalid, NotAllowed
from shenpi.apps.ids import uuid7
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Agency, Office, Person
from shenpi.apps.organisation.rights import allows
from shenpi.apps.oversight import outgoing
from shenpi.core import contracts

KINDS = ("complaint", "enquiry")


@dataclass(frozen=True)
class Spoken:
    """What a visitor said, as the clerk took it down; no name: anonymous."""

    kind: str
    text: str
    category: str = ""
    case_number: str = ""
    agency_code: str = ""
    name: str = ""
    phone: str = ""
    channel: str = "window"


@transaction.atomic
def record_feedback(spoken: Spoken, *, by: Person) -> str:
    """Register a visitor's complaint or enquiry and return the query code for the slip (D7-005, D10-044).

    Raises NotAllowed for who serves at no window, Invalid with `fields`.
    """
    office = _window(by)
    agency = Agency.objects.filter(code=spoken.agency_code).first()
    faults = typed.faults(text=spoken.text) | typed.faults(40, phone=spoken.phone, number=spoken.case_number)
    faults |= typed.faults(100, name=spoken.name)
    if not spoken.text.strip():
        faults["text"] = [_("请写明内容。")]
    if spoken.kind not in KINDS:
        faults["kind"] = [_("请选择投诉或者咨询。")]
    if spoken.kind == "complaint" and spoken.category not in Category.values:
        faults["category"] = [_("请选择投诉的类别。")]
    if agency is None and not spoken.case_number.strip():
        faults["agency"] = [_("请选择部门，或者填写办件编号。")]
    if faults:
        raise Invalid("feedback_incomplete", _("还有没填好的内容，补全后再提交。"), fields=faults)
    key, code, now = uuid7(), codes.new(), timekeeping.now()
    about = agency.name if agency else spoken.case_number.strip()
    word = _("投诉") if spoken.kind == "complaint" else _("咨询")
    data = {
        "matter_id": str(key),
        "kind": spoken.kind,
        "title": f"{word}：{about}"[:200],
        "text": spoken.text.strip(),
        "category": spoken.category if spoken.kind == "complaint" else "",
        "case_number": spoken.case_number.strip(),
        "agency_code": agency.code if agency else "",
        "agency": agency.name if agency else "",
        "name": spoken.name.strip(),
        "phone": spoken.phone.strip(),
        "channel": spoken.channel if spoken.channel in ("window", "phone") else "window",
        "filed_at": contracts.moment(now),
        "clerk": by.name,
        "clerk_office": f"{office.agency.name} {office.name}",
        "query_code_hash": hashlib.sha256(code.encode()).hexdigest(),
    }
    outgoing.send("feedback.recorded", key, data, now)
    return codes.grouped(code)


@transaction.atomic
def open_visit(*, by: Person, item_name: str = "") -> str:
    """Note a service that was just given, and return the code by which the visitor rates it, once (国办发〔2019〕51号).

    Raises NotAllowed for who serves at no window, Invalid.
    """
    office = _window(by)
    if wrong := typed.faults(200, item=item_name):
        raise Invalid("item_unfit", wrong["item"][0], fields=wrong)
    key, code, now = uuid7(), codes.new(), timekeeping.now()
    data = {
        "visit_id": str(key),
        "code_hash": hashlib.sha256(code.encode()).hexdigest(),
        "agency_code": office.agency.code,
        "agency": office.agency.name,
        "office_code": str(office.pk),  # as messages about cases know it (exchange.translation)
        "office": office.name,
        "person_id": str(by.pk),
        "person": by.name,
        "item_name": item_name.strip(),
        "opened_at": contracts.moment(now),
    }
    outgoing.send("visit.opened", key, data, now)
    return code


def _window(by: Person) -> Office:
    """Return the office for which the person receives visitors now."""
    held = organisation.holdings(by, timekeeping.now())
    offices: list[int] = [each.office_id for each in held if allows(each.role, "receive")]
    office = Office.objects.filter(pk__in=offices).select_related("agency").order_by("pk").first()
    if office is None:
        raise NotAllowed("no_window", _("只有窗口人员可以代为登记和请求评价。"))
    return office
